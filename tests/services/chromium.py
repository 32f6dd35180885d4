"""Where the browser for the journeys is, if the system has one."""

from __future__ import annotations

import os
import shutil

HOW_TO_GET_IT = "install Chromium (Debian: sudo apt install chromium), or name a browser in SAPHAN_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str | None:
    """The path of a Chromium or Chrome: the one named in SAPHAN_CHROMIUM, else the first on the PATH."""
    return os.environ.get("SAPHAN_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
