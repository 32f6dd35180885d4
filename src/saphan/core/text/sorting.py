"""Order of names as each language expects it, as a plain text that any database compares alike."""

from __future__ import annotations

from functools import lru_cache

from saphan.core.text.chinese import syllables
from saphan.core.text.fold import fold
from saphan.core.text.scripts import Script, runs
from saphan.core.text.thai import dictionary_order


def sort_key(text: str, language: str) -> str:
    """A key for `text` in `language` ("zh…": pinyin with tones, "th": Thai dictionary, else Latin).

    Hexadecimal, because databases compare other letters by rules of their own.
    """
    if text.isascii():
        return " ".join(text.lower().split()).encode().hex()
    return _sort_key(text, language)


@lru_cache(maxsize=50_000)
def _sort_key(text: str, language: str) -> str:
    folded = fold(text)
    if language.startswith("zh"):
        ordered = _by_pinyin(folded)
    elif language == "th":
        ordered = dictionary_order(text.casefold())
    else:
        ordered = folded
    return ordered.encode().hex()


def _by_pinyin(folded: str) -> str:
    return " ".join(
        " ".join(syllables(run, toned=True)) if script is Script.HAN else run for script, run in runs(folded)
    )
