"""Cells that a spreadsheet would run as a formula are made plain text; the importer takes exactly that off."""

from __future__ import annotations

from saphan.exchange.kinds.base import GUARDED


def guarded(text: str) -> str:
    """The text with an apostrophe before it where it begins like a formula, or with an apostrophe itself."""
    return f"'{text}" if text[:1] and text[0] in GUARDED else text
