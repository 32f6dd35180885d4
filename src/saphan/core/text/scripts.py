"""Cutting text into runs of one script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum


class Script(StrEnum):
    LATIN = "latin"
    HAN = "han"
    THAI = "thai"
    OTHER = "other"


_RUNS = re.compile(
    r"(?P<han>[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f]+)"
    r"|(?P<thai>[\u0e01-\u0e3a\u0e40-\u0e4e]+)"
    r"|(?P<latin>[a-z0-9]+)"
    r"|(?P<other>[^\W_]+)"
)


_SCRIPTS = {script.value: script for script in Script}


def runs(folded: str) -> Iterator[tuple[Script, str]]:
    """The words of a folded text with their script; punctuation and space part them."""
    for match in _RUNS.finditer(folded):
        yield _SCRIPTS[match.lastgroup or "other"], match.group()
