"""Working days: weekends, holidays, and the Saturdays that must be worked to make up for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from saphan.core.errors import RuleBroken
from saphan.core.period import Period

_DAY = timedelta(days=1)
SATURDAY_AND_SUNDAY = frozenset({5, 6})


@dataclass(frozen=True)
class WorkCalendar:
    """One country's (or client's) working days. A make-up workday beats both holiday and weekend.

    `weekend` holds weekdays, Monday = 0. Raises RuleBroken("calendar.no_workday") when every day is free.
    """

    holidays: frozenset[date] = frozenset()
    makeup_workdays: frozenset[date] = frozenset()
    weekend: frozenset[int] = SATURDAY_AND_SUNDAY

    def __post_init__(self) -> None:
        if self.weekend >= frozenset(range(7)):
            raise RuleBroken("calendar.no_workday", field="weekend")

    def is_workday(self, day: date) -> bool:
        """Whether people work on `day`."""
        if day in self.makeup_workdays:
            return True
        return day.weekday() not in self.weekend and day not in self.holidays

    def on_or_after(self, day: date) -> date:
        """The first workday that is not before `day`."""
        while not self.is_workday(day):
            day += _DAY
        return day

    def on_or_before(self, day: date) -> date:
        """The last workday that is not after `day`."""
        while not self.is_workday(day):
            day -= _DAY
        return day

    def add(self, day: date, workdays: int) -> date:
        """The workday `workdays` after `day` (before it when negative); zero gives `day` itself."""
        step = _DAY if workdays >= 0 else -_DAY
        left = abs(workdays)
        while left:
            day += step
            left -= self.is_workday(day)
        return day

    def count(self, period: Period) -> int:
        """Workdays inside `period`."""
        weeks, rest = divmod(period.days, 7)
        odd_days = (period.start + timedelta(days=extra) for extra in range(rest))
        plain = weeks * (7 - len(self.weekend)) + sum(day.weekday() not in self.weekend for day in odd_days)
        made_up = sum(
            day.weekday() in self.weekend or day in self.holidays
            for day in self.makeup_workdays
            if day in period
        )
        lost = sum(day.weekday() not in self.weekend for day in self.holidays if day in period)
        # A make-up day on a weekday holiday is in both counts and cancels out, as it should.
        return plain - lost + made_up

    def workdays(self, period: Period) -> Iterator[date]:
        """Each workday of `period` in order."""
        return (day for day in period if self.is_workday(day))


def elapsed_workdays_part(period: Period, base: Period, today: date, calendar: WorkCalendar) -> Period:
    """The part of `base` with as many workdays as `period` has had up to and including `today`.

    The whole of `base` once `period` is over, or when it has fewer workdays than that.
    """
    if today >= period.last:
        return base
    wanted = calendar.count(period.to_date(today))
    if wanted == 0:
        return Period(base.start, base.start)
    for day in calendar.workdays(base):
        wanted -= 1
        if wanted == 0:
            return Period(base.start, day + _DAY)
    return base
