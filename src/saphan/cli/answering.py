"""What the command line prints: answers on stdout, problems on stderr, for people or for programs."""

from __future__ import annotations

import json
import locale
import os
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from saphan.core.errors import RuleBroken, SaphanError

# Refusals that say "we tried and it did not work", rather than "you asked for something that cannot be".
FAILURES = frozenset(
    {
        "archive.damaged", "archive.differs", "archive.tool_failed", "archive.tool_missing",
        "database.outdated", "database.unreachable", "demo.samples_missing", "house.in_use",
        "serve.address_in_use",
    }
)  # fmt: skip
_chosen: dict[str, Any] = {"json": False, "language": "en"}


def choose(*, as_json: bool, language: str) -> None:
    """Set how this run answers; without a language, the one of the environment."""
    _chosen["json"] = as_json
    _chosen["language"] = supported(language or _environment_language())


def language() -> str:
    return str(_chosen["language"])


def wants_json() -> bool:
    return bool(_chosen["json"])


def supported(name: str) -> str:
    """The nearest language we speak: `zh_CN.UTF-8` → `zh-hans`."""
    short = name.lower().replace("_", "-")[:2]
    return {"zh": "zh-hans", "th": "th"}.get(short, "en")


def answer(data: Mapping[str, Any], sentences: Iterable[str]) -> None:
    """The answer of a command: `data` for programs, `sentences` for people."""
    if wants_json():
        print_json(data)
        return
    for sentence in sentences:
        print(sentence, flush=True)


def print_json(data: Any, stream: Any = None) -> None:
    out = stream or sys.stdout
    indent = 2 if out.isatty() else None
    print(json.dumps(data, ensure_ascii=False, indent=indent, default=str), file=out, flush=True)


def progress(sentence: str) -> None:
    """Word of something going on. Programs that read our answer are not disturbed by it."""
    print(sentence, file=sys.stderr if wants_json() else sys.stdout, flush=True)


def table(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Columns, aligned by what the characters take on a screen."""
    lines = [[str(head) for head in heads], *([_cell(value) for value in row] for row in rows)]
    widths = [max(width(line[column]) for line in lines) for column in range(len(heads))]
    for line in lines:
        cells = (text + " " * (widths[column] - width(text)) for column, text in enumerate(line))
        print("  ".join(cells).rstrip())


def width(text: str) -> int:
    """How many columns a terminal gives to a text: two for a Chinese character, none for a Thai tone mark."""
    wide = sum(unicodedata.east_asian_width(each) in "WF" for each in text)
    marks = sum(unicodedata.combining(each) != 0 or unicodedata.category(each) == "Mn" for each in text)
    return len(text) + wide - marks


def refuse(error: SaphanError) -> None:
    """One sentence on stderr; with --json an object with code, sentence, field and values."""
    from saphan.cli.opening import is_open, open_house

    if not is_open():
        open_house()
    from saphan.words.refusal import sentence_of, sentences

    sentence = sentence_of(error)
    if wants_json():
        problem = {"code": error.code, "message": sentence, "field": error.field, "values": error.values}
        print_json({"error": problem}, sys.stderr)
        return
    print(sentence if error.code in sentences() else f"{sentence} ({error})", file=sys.stderr)


def is_outdated_database(error: Exception) -> bool:
    """Whether a statement failed because tables or columns are not there yet."""
    name = type(error).__name__
    return name in {"ProgrammingError", "OperationalError"} and any(
        hint in str(error) for hint in ("no such table", "no such column", "does not exist", "unable to open")
    )


def outdated() -> SaphanError:
    return RuleBroken("database.outdated")


def _cell(value: Any) -> str:
    return "" if value is None else str(value).replace("\n", " ")


def _environment_language() -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return value
    return locale.getlocale()[0] or "en"
