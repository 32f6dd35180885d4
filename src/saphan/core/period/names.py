"""Names of periods, as they stand in an address or a saved tile."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from saphan.core.errors import RuleBroken
from saphan.core.period.spans import Period, day_of, month_of, previous_period, quarter_of, week_of, year_of

_DATE = r"\d{4}-\d{2}-\d{2}"
_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_QUARTER = re.compile(r"(\d{4})-?Q([1-4])")
_WEEK = re.compile(r"(\d{4})-?W(\d{2})")
_SPAN = re.compile(rf"({_DATE})\.\.({_DATE})")
_FISCAL = re.compile(r"FY(\d{4})(?:-?Q([1-4]))?")
_RELATIVE = re.compile(r"(THIS|LAST)_(WEEK|MONTH|QUARTER|YEAR)")


def parse_period(text: str, *, today: date, fiscal_start: int = 1, first_weekday: int = 0) -> Period:
    """The period that `text` names.

    2017, 2017-04, 2017-Q2, 2017-W05 (ISO) and 2017-04-15 follow the calendar; 2017-04-01..2017-06-30 names
    first and last day; FY2017 and FY2017-Q2 follow the fiscal year, named after the year it ends in;
    today, yesterday and this_/last_ week, month, quarter, year follow `today` and the fiscal year.
    Raises RuleBroken("period.unreadable").
    """
    name = text.strip().upper()
    try:
        period = _fixed(name, fiscal_start) or _relative(name, today, fiscal_start, first_weekday)
    except (ValueError, OverflowError):
        period = None
    if period is None:
        raise RuleBroken("period.unreadable", field="period", text=text)
    return period


def period_name(period: Period, *, fiscal_start: int = 1) -> str:
    """The shortest name that `parse_period` reads back as `period`, which must not be empty."""
    start = period.start
    if period == year_of(start):
        return f"{start:%Y}"
    if period == month_of(start):
        return f"{start:%Y-%m}"
    if period == quarter_of(start):
        return f"{start:%Y}-Q{(start.month + 2) // 3}"
    fiscal = year_of(start, fiscal_start)
    if period == fiscal:
        return f"FY{fiscal.last:%Y}"
    if period == quarter_of(start, fiscal_start):
        return f"FY{fiscal.last:%Y}-Q{(start.month - fiscal_start) % 12 // 3 + 1}"
    return f"{start}" if period.days == 1 else f"{start}..{period.last}"


def _fixed(name: str, fiscal_start: int) -> Period | None:
    if _YEAR.fullmatch(name):
        return year_of(date(int(name), 1, 1))
    if found := _MONTH.fullmatch(name):
        return month_of(date(int(found[1]), int(found[2]), 1))
    if found := _QUARTER.fullmatch(name):
        return quarter_of(date(int(found[1]), int(found[2]) * 3, 1))
    if found := _WEEK.fullmatch(name):
        return week_of(date.fromisocalendar(int(found[1]), int(found[2]), 1))
    if re.fullmatch(_DATE, name):
        return day_of(date.fromisoformat(name))
    if found := _SPAN.fullmatch(name):
        first, last = date.fromisoformat(found[1]), date.fromisoformat(found[2])
        return Period(first, last + timedelta(days=1)) if first <= last else None
    if found := _FISCAL.fullmatch(name):
        return _fiscal(int(found[1]), found[2], fiscal_start)
    return None


def _fiscal(year: int, quarter: str | None, fiscal_start: int) -> Period:
    whole = year_of(date(year, (fiscal_start - 2) % 12 + 1, 1), fiscal_start)
    if quarter is None:
        return whole
    month = whole.start.month - 1 + 3 * (int(quarter) - 1)
    return quarter_of(date(whole.start.year + month // 12, month % 12 + 1, 1), fiscal_start)


def _relative(name: str, today: date, fiscal_start: int, first_weekday: int) -> Period | None:
    if name in {"TODAY", "YESTERDAY"}:
        return day_of(today - timedelta(days=name == "YESTERDAY"))
    found = _RELATIVE.fullmatch(name)
    if found is None:
        return None
    builders: dict[str, Callable[[], Period]] = {
        "WEEK": lambda: week_of(today, first_weekday),
        "MONTH": lambda: month_of(today),
        "QUARTER": lambda: quarter_of(today, fiscal_start),
        "YEAR": lambda: year_of(today, fiscal_start),
    }
    current = builders[found[2]]()
    return current if found[1] == "THIS" else previous_period(current)
