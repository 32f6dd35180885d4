"""Every week or month, at an hour of a zone."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from saphan.core.period import from_micros, to_micros
from saphan.core.schedule import Every, next_due

BANGKOK, BERLIN = ZoneInfo("Asia/Bangkok"), ZoneInfo("Europe/Berlin")


def due(after: str, zone: ZoneInfo, every: Every, day: int, hour: int) -> str:
    instant = to_micros(datetime.fromisoformat(after).replace(tzinfo=zone))
    return from_micros(next_due(instant, zone, every, day, hour)).astimezone(zone).isoformat()[:16]


@pytest.mark.parametrize(
    ("after", "every", "day", "hour", "expected"),
    [
        ("2026-06-16T08:59", Every.WEEK, 2, 9, "2026-06-16T09:00"),  # a Tuesday
        ("2026-06-16T09:00", Every.WEEK, 2, 9, "2026-06-23T09:00"),
        ("2026-06-16T12:00", Every.MONTH, 1, 7, "2026-07-01T07:00"),
        ("2026-01-31T08:00", Every.MONTH, 31, 7, "2026-02-28T07:00"),
        ("2026-12-31T08:00", Every.MONTH, 31, 7, "2027-01-31T07:00"),
    ],
)
def test_the_next_time(after: str, every: Every, day: int, hour: int, expected: str) -> None:
    assert due(after, BANGKOK, every, day, hour) == expected


def test_the_hour_stays_when_clocks_change() -> None:
    assert due("2026-03-28T10:00", BERLIN, Every.WEEK, 7, 9) == "2026-03-29T09:00"
    assert due("2026-10-24T10:00", BERLIN, Every.WEEK, 7, 9) == "2026-10-25T09:00"
