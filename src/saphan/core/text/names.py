"""Names of people and companies: the letters of an avatar, and which names may mean the same company."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import NamedTuple

from saphan.core.text.fold import fold
from saphan.core.text.scripts import Script, runs
from saphan.core.text.thai import LEADING_VOWELS, without_marks

_LEGAL_FORMS = re.compile(
    r"\b(co|ltd|limited|inc|incorporated|corp|corporation|company|llc|llp|plc|gmbh|pte|pty|sdn|bhd|group|holdings?|"
    r"public|pcl)\b"
    r"|股份有限公司|有限责任公司|有限公司|集团|公司|บริษัท|จำกัด|มหาชน|ห้างหุ้นส่วน|หจก|บมจ|บจก"
)
# Thai vowel signs are no word characters to Python, yet they are part of the name.
_NOT_NAME = re.compile(r"(?:(?![\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])[\W_])+")
_TITLES = re.compile(r"^(คุณ|นาย|นางสาว|นาง|ดร|mr|mrs|ms|dr)\b[. ]*|^(คุณ|นาย|นางสาว|นาง)")
ALIKE = 78  # of 100; below this two names are not worth asking about


class Match(NamedTuple):
    """A candidate, how alike it is (0–100), and whether it is the same once spaces and case are left out."""

    name: str
    score: int
    same: bool


def initials(name: str) -> str:
    """The letters of an avatar: one Chinese character, two Thai or Latin initials."""
    words = name.split()
    first = next((character for character in name if character.isalnum()), "?")
    if any("\u4e00" <= character <= "\u9fff" for character in name):
        return next(character for character in name if "\u4e00" <= character <= "\u9fff")
    if "\u0e01" <= first <= "\u0e4e":
        plain = [_thai_initial(word) for word in _TITLES.sub("", name).split() or words]
        return "".join(plain[:2])
    letters = [word[0].upper() for word in words if word[0].isalnum()]
    return "".join([*letters[:1], *letters[-1:]]) if len(letters) > 1 else first.upper()


def company_key(name: str) -> str:
    """The name without its legal form, spaces and punctuation: equal for likely duplicates."""
    folded = fold(name)
    bare = _NOT_NAME.sub("", _LEGAL_FORMS.sub(" ", folded))
    return bare or _NOT_NAME.sub("", folded)


def similar(first: str, second: str) -> int:
    """How alike two names are, from 0 to 100, by their keys."""
    return _alike(company_key(first), company_key(second))


def best_match(needle: str, candidates: Iterable[str]) -> Match | None:
    """The candidate most like `needle`, for a person to confirm; None when none is alike enough.

    Only `same` is certain enough to be taken without asking, and even that only where the caller says so.
    """
    key, best = company_key(needle), None
    for candidate in candidates:
        other = company_key(candidate)
        score = 100 if other == key else _alike(key, other, at_least=best.score if best else ALIKE - 1)
        if best is None or score > best.score:
            best = Match(candidate, score, other == key)
    return best if best is not None and best.score >= ALIKE else None


def _alike(first: str, second: str, at_least: int = 0) -> int:
    if not first or not second:
        return 0
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    if matcher.quick_ratio() * 100 < at_least:
        return 0
    return int(matcher.ratio() * 100)


def _thai_initial(word: str) -> str:
    bare = without_marks(unicodedata.normalize("NFC", word))
    start = 1 if bare[:1] in LEADING_VOWELS and len(bare) > 1 else 0
    return bare[start : start + 1]


def scripts_of(text: str) -> set[Script]:
    """Which scripts a text is written in."""
    return {script for script, _ in runs(fold(text))}
