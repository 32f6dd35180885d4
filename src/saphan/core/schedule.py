"""When something that happens every week or every month is due next."""

from __future__ import annotations

from datetime import datetime, time, timedelta, tzinfo
from enum import StrEnum

from saphan.core.period import Micros, from_micros, month_of, to_micros


class Every(StrEnum):
    WEEK = "week"
    MONTH = "month"


def next_due(after: Micros, zone: tzinfo, every: Every, day: int, hour: int) -> Micros:
    """The first instant after `after` at `hour` o'clock in `zone` on that day.

    `day` is 1 (Monday) to 7 of a week, or 1 to 31 of a month; a shorter month has it on its last day. An hour that a
    clock change leaves out is the moment of the change.
    """
    today = from_micros(after).astimezone(zone).date()
    for ahead in range(63):
        date = today + timedelta(days=ahead)
        wanted = (
            date.isoweekday() == day if every is Every.WEEK else date.day == min(day, month_of(date).last.day)
        )
        if wanted:
            due = to_micros(datetime.combine(date, time(hour), tzinfo=zone))
            if due > after:
                return due
    raise ValueError(day)
