"""What a column of a foreign table means, judged from its title and its cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

from saphan.core.errors import SaphanError
from saphan.core.money import parse_amount, without_remark
from saphan.core.money.currencies import MINOR_UNITS
from saphan.core.reading.dates import DateOrder, read_date
from saphan.core.reading.numbers import read_whole
from saphan.core.text.fold import fold

SAME_TITLE, LIKE_TITLE, CONTENT_ALONE = 96, 84, 45
WITHOUT_NOUN = 4  # how much less sure a title is once the noun before it, or a remark behind it, is taken off
FITS, DOES_NOT_FIT = 3, -30
LEAST = 40
_PUNCTUATION = re.compile(r"[\W_]+(?![\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE = re.compile(r"\+?[\d\s().-]{7,}")


class Kind(StrEnum):
    """What the cells of a field look like."""

    TEXT = "text"
    DATE = "date"
    AMOUNT = "amount"
    NUMBER = "number"
    CURRENCY = "currency"
    EMAIL = "email"
    PHONE = "phone"
    CHOICE = "choice"
    RELATION = "relation"


@dataclass(frozen=True)
class Field:
    """A field that a column may go to, the titles it goes by elsewhere, and what its cells look like.

    `words` are all that a cell may say, in any language; empty where anything goes.
    """

    key: str
    synonyms: tuple[str, ...]
    kind: str = Kind.TEXT
    words: frozenset[str] = frozenset()


class Proposal(NamedTuple):
    """A field for a column, how sure we are (0–100), and why: "title", "similar_title" or "content"."""

    field: str
    confidence: int
    reason: str


def propose(
    header: str, samples: Sequence[str], fields: Iterable[Field], nouns: Iterable[str] = ()
) -> Proposal | None:
    """The field that a column most likely belongs to; None when nothing fits well enough.

    Programs put a noun before every title ("Deal - Title", "property_dealname"): with `nouns`, those that say
    nothing here, a title counts without them too.
    """
    cells = [cell for cell in samples if cell.strip()]
    titles = _titles(header, nouns)
    ranked = (_judge(titles, cells, field) for field in fields)
    best = max(ranked, key=lambda proposal: proposal.confidence, default=None)
    return best if best is not None and best.confidence >= LEAST else None


def propose_all(
    headers: Sequence[str],
    samples: Sequence[Sequence[str]],
    fields: Sequence[Field],
    nouns: Iterable[str] = (),
) -> list[Proposal | None]:
    """A field for each column, none of them twice: the surer column keeps it, the other gets its next best."""
    found: list[Proposal | None] = [None] * len(headers)
    free = list(range(len(headers)))
    left = list(fields)
    while free and left:
        offers = [(place, propose(headers[place], samples[place], left, nouns)) for place in free]
        place, best = max(offers, key=lambda offer: offer[1].confidence if offer[1] else -1)
        if best is None:
            break
        found[place] = best
        free.remove(place)
        left = [field for field in left if field.key != best.field]
    return found


def plain_title(header: str) -> str:
    """A title without case, punctuation and camel case: "CloseDate", "close_date" and "Close date" are one."""
    return _PUNCTUATION.sub(" ", fold(_CAMEL.sub(" ", header))).strip()


def looks_like(kind: str, cells: Sequence[str]) -> bool:
    """Whether most of the cells could be of this kind."""
    test = _TESTS.get(Kind(kind))
    return test is None or (bool(cells) and sum(map(test, cells)) * 10 >= len(cells) * 8)


def _titles(header: str, nouns: Iterable[str]) -> dict[str, int]:
    """The ways to read a title, each with how much less sure it is."""
    title = plain_title(header)
    found = {title: 0}
    if bare := plain_title(without_remark(header)):
        found.setdefault(bare, WITHOUT_NOUN)
        title = bare
    for _each in range(2):  # "property_deal_name" has two
        for noun in nouns:
            if title.startswith(f"{noun} "):
                title = title.removeprefix(noun).strip()
                found[title] = WITHOUT_NOUN
    return found


def _judge(titles: dict[str, int], cells: Sequence[str], field: Field) -> Proposal:
    known = [plain_title(name) for name in (field.key, *field.synonyms)]
    if field.words and cells and not any(fold(cell).strip() in field.words for cell in cells):
        return Proposal(field.key, 0, "content")  # a state of America is not the state of a lead
    fits = looks_like(field.kind, cells)
    bonus = (FITS if fits else DOES_NOT_FIT) if cells else 0
    same = [less for title, less in titles.items() if title in known]
    if same:
        return Proposal(field.key, min(99, SAME_TITLE + bonus) - min(same), "title")
    alike = max((_alike(title, name) - less for title, less in titles.items() for name in known), default=0)
    if alike >= LIKE_TITLE:
        return Proposal(field.key, max(0, alike - 12 + bonus), "similar_title")
    telling = field.kind in (Kind.EMAIL, Kind.CURRENCY) and fits
    return Proposal(field.key, CONTENT_ALONE if telling else 0, "content")


def _alike(title: str, name: str) -> int:
    matcher = SequenceMatcher(None, title.replace(" ", ""), name.replace(" ", ""), autojunk=False)
    return int(matcher.ratio() * 100)


def _is_date(cell: str) -> bool:
    try:
        read_date(cell, DateOrder.DMY)
    except SaphanError as error:
        return error.code == "date.impossible"
    return True


def _is_amount(cell: str) -> bool:
    try:
        parse_amount(cell, "USD")
    except SaphanError as error:
        return error.code == "money.unlike_currencies"
    return True


_TESTS = {
    Kind.DATE: _is_date,
    Kind.AMOUNT: _is_amount,
    Kind.NUMBER: lambda cell: read_whole(cell) is not None,
    Kind.CURRENCY: lambda cell: cell.strip().upper() in MINOR_UNITS,
    Kind.EMAIL: lambda cell: bool(_EMAIL.fullmatch(cell.strip())),
    Kind.PHONE: lambda cell: bool(_PHONE.fullmatch(cell.strip())),
}
