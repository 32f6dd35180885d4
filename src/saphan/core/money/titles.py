"""The unit that the title of a column states for its amounts: "Value (THB)", "金额（万元）", "amount_usd"."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from saphan.core.money.currencies import MINOR_UNITS
from saphan.core.money.marks import CURRENCY_MARKS, MULTIPLIERS

_REMARK = re.compile(r"\s*[(（\[【]\s*([^()（）\[\]【】]+?)\s*[)）\]】]\s*$")
_LAST_WORD = re.compile(r"[\s_-]+(?:in[\s_]+)?([A-Za-z]{3})$")
_LEAD = re.compile(r"^(?:单位|單位|หน่วย|unit|in)\s*[:：]?\s*")
_THOUSANDS = re.compile(r"^['’]?000s?$|^thousands?$")
# Codes that are words of every day, and so name a currency in capitals only.
_WORDS = frozenset({"all", "cup", "gel", "mop", "pen", "top", "try"})


class TitleUnit(NamedTuple):
    """What every bare amount of a column is counted in. `mark` is a currency's sign, word or code, or empty."""

    mark: str = ""
    times: int = 1


def without_remark(title: str) -> str:
    """A title without what stands in brackets behind it, or without the code of a currency that ends it."""
    if found := _REMARK.search(title):
        return title[: found.start()]
    if found := _coded(title):
        return title[: found.start()]
    return title


def title_unit(title: str) -> TitleUnit:
    """The unit that a title states; TitleUnit() where it states none that is known."""
    if found := _REMARK.search(title):
        return _unit(found[1])
    if found := _coded(title):
        return TitleUnit(found[1].casefold())
    return TitleUnit()


def _coded(title: str) -> re.Match[str] | None:
    found = _LAST_WORD.search(title)
    if found is None or found[1].upper() not in MINOR_UNITS:
        return None
    return found if found[1].isupper() or found[1].casefold() not in _WORDS else None


def _unit(remark: str) -> TitleUnit:
    """Currencies and multipliers in any order; anything else is no unit. Of 元 and 人民币 the surer one counts."""
    left = _LEAD.sub("", unicodedata.normalize("NFKC", remark).casefold()).strip()
    mark, times = "", 1
    while left:
        if _THOUSANDS.match(left):
            return TitleUnit(mark, times * 1000)
        if found := _end(left, CURRENCY_MARKS):
            mark = min(filter(None, (mark, found)), key=lambda each: len(CURRENCY_MARKS[each]))
        elif found := _end(left, MULTIPLIERS):
            times *= MULTIPLIERS[found]
        else:
            return TitleUnit()
        left = (left.removeprefix(found) if left.startswith(found) else left.removesuffix(found)).strip(" ,/")
    return TitleUnit(mark, times)


def _end(text: str, known: dict[str, frozenset[str]] | dict[str, int]) -> str | None:
    """The longest of the known words that the text begins or ends with."""
    ends = [word for word in known if text.startswith(word) or text.endswith(word)]
    return max(ends, key=len, default=None)
