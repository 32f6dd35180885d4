"""The SQL of this room lies in files of its own, so that it reads, colours and runs as SQL."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path


@cache
def statement(name: str) -> str:
    """The text of `sql/<name>.sql`."""
    return files("saphan.measures").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")


def composed(name: str, **parts: str) -> str:
    """A statement with its `{{parts}}` filled in. Parts are texts of this package, never typed in."""
    text = statement(name)
    for part, value in parts.items():
        text = text.replace("{{" + part + "}}", value)
    return text


def folder(name: str) -> list[Path]:
    """The files below `sql/<name>`, in a fixed order."""
    return sorted(Path(str(files("saphan.measures").joinpath("sql", name))).rglob("*.sql"))
