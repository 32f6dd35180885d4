"""Dates as people and programs write them, Buddhist years included."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from saphan.core.errors import RuleBroken
from saphan.core.text.fold import THAI_DIGITS

BUDDHIST_YEARS = range(2400, 2701)
BUDDHIST_AHEAD = 543
# A two-digit year up to this many years after 2000 is of this century.
CENTURY_TURNS_AT = 70
_EXCEL_EPOCH = date(1899, 12, 30)
_EXCEL_DAYS = range(20_000, 80_000)  # 1954 to 2119; smaller numbers are more likely amounts


class DateOrder(StrEnum):
    YMD = "ymd"
    DMY = "dmy"
    MDY = "mdy"
    AMBIGUOUS = "ambiguous"


class DateRead(NamedTuple):
    """A date and whether its year was written in the Buddhist era."""

    date: date
    buddhist: bool


_MONTH_NAMES = {
    name: number
    for names in (
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "january february march april may june july august september october november december",
        "ม.ค ก.พ มี.ค เม.ย พ.ค มิ.ย ก.ค ส.ค ก.ย ต.ค พ.ย ธ.ค",
        "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม",
        "มค กพ มีค เมย พค มิย กค สค กย ตค พย ธค",
    )
    for number, name in enumerate(names.split(), start=1)
}
_TIME = r"(?:[T ]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[ap]m)?\s*(?:z|utc|[+-]\d{2}:?\d{2})?)?"
_NUMBERS = re.compile(rf"(\d{{1,4}})[-/. ](\d{{1,2}})[-/. ](\d{{1,4}}){_TIME}", re.IGNORECASE)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_CHINESE = re.compile(rf"(\d{{2,4}})\s*年\s*(\d{{1,2}})\s*月\s*(\d{{1,2}})\s*[日号]?{_TIME}", re.IGNORECASE)
_DAY_FIRST = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th)?[\s\-/]*([^\W\d_][^\d]*?)[\s\-/,]*(?:พ\.?ศ\.?\s*)?(\d{{2,4}}){_TIME}",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(rf"([a-z]+)\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}}){_TIME}", re.IGNORECASE)
_WEEKDAY = re.compile(r"^(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[,.]?\s+)", re.IGNORECASE)
_EXCEL = re.compile(r"(\d{5})(?:\.\d+)?")


def read_date(text: str, order: DateOrder | str = DateOrder.YMD) -> DateRead:
    """The date that `text` means when days and months stand in `order`; a time of day is left out.

    Raises RuleBroken("date.unreadable") and, for 31 February and the like, RuleBroken("date.impossible").
    """
    plain = _WEEKDAY.sub("", text.strip().translate(THAI_DIGITS))
    year, month, day = _parts(plain, text, DateOrder(order))
    full = year + (2000 if year < CENTURY_TURNS_AT else 1900) if year < 100 else year
    buddhist = full in BUDDHIST_YEARS
    try:
        return DateRead(date(full - BUDDHIST_AHEAD if buddhist else full, month, day), buddhist)
    except ValueError:
        raise RuleBroken("date.impossible", text=text) from None


def date_order(samples: Iterable[str]) -> DateOrder:
    """How a column writes its dates, judged from all of them: only a number above 12 decides.

    AMBIGUOUS when every day could be a month as well; then somebody has to be asked.
    """
    day_first = month_first = seen = buddhist = False
    for sample in samples:
        match = _NUMBERS.fullmatch(_WEEKDAY.sub("", sample.strip().translate(THAI_DIGITS)))
        if match is None:
            continue
        first, second = match.group(1), int(match.group(2))
        if len(first) > 2:
            return DateOrder.YMD
        seen = True
        buddhist = buddhist or int(match.group(3)) in BUDDHIST_YEARS
        day_first = day_first or int(first) > 12
        month_first = month_first or second > 12
    if day_first == month_first:
        # Who writes Buddhist years writes the day first.
        if buddhist and not day_first:
            return DateOrder.DMY
        return DateOrder.AMBIGUOUS if seen else DateOrder.YMD
    return DateOrder.DMY if day_first else DateOrder.MDY


def _parts(plain: str, text: str, order: DateOrder) -> tuple[int, int, int]:
    """Year, month and day as numbers; the year may still have two digits."""
    if match := _NUMBERS.fullmatch(plain):
        first, second, third = (int(part) for part in match.groups())
        if len(match.group(1)) > 2 or (order is DateOrder.YMD and len(match.group(3)) < 3):
            return first, second, third
        return (third, first, second) if order is DateOrder.MDY else (third, second, first)
    if match := _COMPACT.fullmatch(plain) or _CHINESE.fullmatch(plain):
        year, month, day = (int(part) for part in match.groups())
        return year, month, day
    if match := _MONTH_FIRST.fullmatch(plain):
        return int(match.group(3)), _month(match.group(1), text), int(match.group(2))
    if match := _DAY_FIRST.fullmatch(plain):
        return int(match.group(3)), _month(match.group(2), text), int(match.group(1))
    if (match := _EXCEL.fullmatch(plain)) and int(match.group(1)) in _EXCEL_DAYS:
        counted = _EXCEL_EPOCH + timedelta(days=int(match.group(1)))
        return counted.year, counted.month, counted.day
    raise RuleBroken("date.unreadable", text=text)


def _month(name: str, text: str) -> int:
    known = _MONTH_NAMES.get(name.strip(" .,-/").casefold())
    if known is None:
        raise RuleBroken("date.unreadable", text=text)
    return known
