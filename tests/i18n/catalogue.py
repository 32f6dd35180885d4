"""The committed catalogues, as tests read them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import polib

import saphan

LOCALE = Path(saphan.__file__).parent / "locale"
LANGUAGES = ("zh_Hans", "th")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd%]|\{\w*\}")
Key = tuple[str, str, str]


@cache
def catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(LOCALE / language / "LC_MESSAGES" / "django.po"))


def key_of(entry: polib.POEntry) -> Key:
    return entry.msgctxt or "", entry.msgid, entry.msgid_plural or ""


def translated(entry: polib.POEntry) -> str:
    """The translation; Chinese and Thai have one form for every number."""
    return entry.msgstr_plural.get(0, "") if entry.msgid_plural else entry.msgstr


def texts(language: str) -> dict[str, str]:
    """English to translation, texts with a context of their own as "context|text"."""
    return {
        f"{entry.msgctxt}|{entry.msgid}" if entry.msgctxt else entry.msgid: translated(entry)
        for entry in catalogue(language)
    }
