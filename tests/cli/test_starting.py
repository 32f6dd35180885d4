"""What a start loads, and what it leaves until somebody needs it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.cli.conftest import environment

START = """
import sys
from saphan.cli.opening import open_house
open_house()
from saphan.journal import ACTIONS
import saphan.config.urls
print(*sorted(set(HEAVY) & sys.modules.keys()))
from saphan.api import middleware
known = set(ACTIONS)
import saphan.config.api_urls, saphan.cli.commands
print(*sorted(set(ACTIONS) - known))
"""
# Engines of figures, the API's framework, workbooks, paper, another provider's HTTP client, the admin that we have not.
HEAVY = (
    "duckdb", "numpy", "ninja", "pydantic", "openpyxl", "typst", "requests", "jinja2", "pypinyin", "django.contrib.admin",
    "allauth.socialaccount.providers.openid_connect", "saphan.api.door", "saphan.demo.bridge",
)  # fmt: skip


def test_a_start_loads_no_engine_and_yet_every_action(empty_home: Path) -> None:
    """Undo asks the registry of actions, which must not depend on whether a program has called yet."""
    code = f"HEAVY = {HEAVY!r}\n{START}"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(empty_home), text=True, capture_output=True, check=False
    )
    assert done.stdout.split("\n")[:2] == ["", ""], done.stderr
