"""Instants are whole microseconds since 1970 in UTC; days belong to a time zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import TypeAlias

from saphan.core.errors import RuleBroken

Micros: TypeAlias = int

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ONE = timedelta(microseconds=1)


def to_micros(moment: datetime) -> Micros:
    """The instant of `moment`, which must know its zone. Raises RuleBroken("instant.without_zone")."""
    if moment.tzinfo is None:
        raise RuleBroken("instant.without_zone", moment=moment.isoformat())
    return (moment - _EPOCH) // _ONE


def from_micros(instant: Micros) -> datetime:
    """The instant as a UTC datetime, exact to the microsecond."""
    return _EPOCH + timedelta(microseconds=instant)


def local_date(instant: Micros, zone: tzinfo) -> date:
    """The calendar day in `zone` at `instant`."""
    return from_micros(instant).astimezone(zone).date()


@lru_cache(maxsize=8_192)
def start_of_day(day: date, zone: tzinfo) -> Micros:
    """The first instant of `day` in `zone`.

    Where clocks jump over midnight that is the jump itself; where midnight comes twice, the first one.
    """
    return to_micros(datetime.combine(day, time.min, tzinfo=zone))


def parse_instant(text: str, zone: tzinfo) -> Micros:
    """The instant that is written so: a day is its last moment in `zone`, an hour without zone is in `zone` too.

    Raises RuleBroken("instant.unreadable").
    """
    try:
        return start_of_day(date.fromisoformat(text) + timedelta(days=1), zone) - 1
    except (ValueError, OverflowError):
        pass
    try:
        moment = datetime.fromisoformat(text)
        return to_micros(moment if moment.tzinfo else moment.replace(tzinfo=zone))
    except (ValueError, OverflowError) as error:
        raise RuleBroken("instant.unreadable", field="as_of", text=text) from error
