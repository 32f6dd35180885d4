"""Writes the description of the API: `python -m saphan.api docs/openapi.json`."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def main(path: str) -> None:
    """Write the description to `path`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saphan.config.settings")
    import django

    django.setup()
    from saphan.api.door import api
    from saphan.api.openapi import published

    Path(path).write_text(published(api))


if __name__ == "__main__":
    main(sys.argv[1])
