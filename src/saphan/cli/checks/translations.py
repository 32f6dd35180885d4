"""Whether the Chinese and Thai catalogues are complete: nothing missing or guessed, the same placeholders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from saphan.cli.checks.finding import Finding

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

LANGUAGES = ("zh_Hans", "th")
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]")
SHOWN = 12


def findings() -> list[Finding]:
    """One finding per language."""
    return [_judge(language) for language in LANGUAGES]


def _judge(language: str) -> Finding:
    from babel.messages.pofile import read_po

    path = Path(__file__).resolve().parents[2] / "locale" / language / "LC_MESSAGES" / "django.po"
    if not path.exists():
        return Finding(language, False, f"no catalogue at {path}")
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language, ignore_obsolete=True)
    troubles = [*_troubles(catalogue), *_unknown(catalogue)]
    shown = "".join(f"\n           {trouble}" for trouble in troubles[:SHOWN])
    count = sum(1 for message in catalogue if message.id)
    return Finding(
        language,
        not troubles,
        f"{len(troubles)} of {count} to mend{shown}" if troubles else f"{count} complete",
    )


def _troubles(catalogue: Catalog) -> Iterator[str]:
    for message in catalogue:
        if not message.id:
            continue
        if message.fuzzy:
            yield f"guessed: {_first(message)}"
        elif not all(_texts(message.string)):
            yield f"missing: {_first(message)}"
        elif any(_placeholders(text) - _placeholders(*_texts(message.id)) for text in _texts(message.string)):
            yield f"other placeholders: {_first(message)}"


def _unknown(catalogue: Catalog) -> Iterator[str]:
    """Texts of the source that the catalogue has never seen."""
    from saphan.cli.checks.sources import texts

    known = {(message.context, _first(message)) for message in catalogue if message.id}
    for context, text, place in texts():
        if (context, text) not in known:
            yield f"not in the catalogue: {text} ({place})"


def _texts(value: str | list[str] | tuple[str, ...] | None) -> list[str]:
    return [value or ""] if value is None or isinstance(value, str) else list(value)


def _first(message: Message) -> str:
    return _texts(message.id)[0]


def _placeholders(*texts: str) -> set[str]:
    return {found.group() for text in texts for found in PLACEHOLDER.finditer(text)}
