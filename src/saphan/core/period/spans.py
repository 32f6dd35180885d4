"""Half-open spans of workspace days, the calendar they follow, and what each is compared with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo

from saphan.core.errors import RuleBroken
from saphan.core.period.instants import Micros, start_of_day

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Days from `start` up to but not including `end`; may be empty. Raises RuleBroken("period.reversed")."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise RuleBroken("period.reversed", field="end", start=self.start, end=self.end)

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    def __iter__(self) -> Iterator[date]:
        return (self.start + timedelta(days=offset) for offset in range(self.days))

    @property
    def days(self) -> int:
        """Length in calendar days."""
        return (self.end - self.start).days

    @property
    def last(self) -> date:
        """The last day inside; the day before `start` when empty."""
        return self.end - _DAY

    def instants(self, zone: tzinfo) -> tuple[Micros, Micros]:
        """First instant inside and first instant after, in `zone`."""
        return start_of_day(self.start, zone), start_of_day(self.end, zone)

    def is_partial(self, today: date) -> bool:
        """Whether days of it are still to come after `today`."""
        return today < self.last

    def to_date(self, today: date) -> Period:
        """The part up to and including `today`; empty when it has not begun."""
        return Period(self.start, max(self.start, min(self.end, today + _DAY)))


def month_of(day: date) -> Period:
    """The calendar month with `day` in it."""
    start = day.replace(day=1)
    return Period(start, _months_later(start, 1))


def quarter_of(day: date, fiscal_start: int = 1) -> Period:
    """The quarter with `day` in it, in a year that begins with month `fiscal_start`."""
    return _months_around(day, 3, fiscal_start)


def year_of(day: date, fiscal_start: int = 1) -> Period:
    """The fiscal year with `day` in it; the calendar year when `fiscal_start` is 1."""
    return _months_around(day, 12, fiscal_start)


def week_of(day: date, first_weekday: int = 0) -> Period:
    """The seven days with `day` in them that begin on `first_weekday` (Monday = 0)."""
    start = day - timedelta(days=(day.weekday() - first_weekday) % 7)
    return Period(start, start + timedelta(days=7))


def day_of(day: date) -> Period:
    """That one day."""
    return Period(day, day + _DAY)


def previous_period(period: Period) -> Period:
    """The span just before, equally long: in months for whole months, otherwise in days."""
    months = _whole_months(period)
    if months:
        return Period(_months_later(period.start, -months), period.start)
    return Period(period.start - timedelta(days=period.days), period.start)


def same_period_last_year(period: Period) -> Period:
    """The same days a year earlier.

    29 February has no counterpart: as a bound it becomes 1 March, so neighbouring periods stay neighbours
    and that single day has an empty base.
    """
    return Period(_months_later(period.start, -12), _months_later(period.end, -12))


def elapsed_part(period: Period, base: Period, today: date) -> Period:
    """The part of `base` to compare with `period` to date: its first k days when `today` is day k.

    The whole of `base` once `period` is over.
    """
    if not period.is_partial(today):
        return base
    elapsed = period.to_date(today).days
    return Period(base.start, min(base.end, base.start + timedelta(days=elapsed)))


def last_periods(period: Period, count: int) -> list[Period]:
    """`count` neighbouring periods of the same kind, earliest first, `period` the last."""
    periods = [period]
    while len(periods) < count:
        periods.append(previous_period(periods[-1]))
    return periods[::-1]


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier; the first of the month after where that day does not exist."""
    return _months_later(day, -months)


def _months_around(day: date, length: int, fiscal_start: int) -> Period:
    if not 1 <= fiscal_start <= 12:
        raise RuleBroken("period.fiscal_start", field="fiscal_start", month=fiscal_start)
    into = (day.month - fiscal_start) % length
    start = _months_later(day.replace(day=1), -into)
    return Period(start, _months_later(start, length))


def _whole_months(period: Period) -> int:
    if period.start.day != 1 or period.end.day != 1:
        return 0
    return (period.end.year - period.start.year) * 12 + period.end.month - period.start.month


def _months_later(day: date, months: int) -> date:
    """The same day of another month; the first of the month after where that day does not exist."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        return _months_later(date(year, month + 1, 1), 1)
