"""Days and hours at which people work, and the seeded chance that decides among them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from saphan.core.period import Micros, local_date, to_micros

T = TypeVar("T")
SEED = 20260616
YEARS = 3
MINUTE = 60_000_000  # microseconds
SATURDAY = 5


class Diary:
    """Chance with a fixed seed, and a calendar that ends at the present instant."""

    def __init__(self, zone: ZoneInfo, now: Micros) -> None:
        self.chance = random.Random(SEED)
        self.zone, self.now = zone, now
        self.today = local_date(now, zone)
        self.begin = _first_of_month(self.today, YEARS)

    def at(self, day: date, earliest: int = 9, latest: int = 18) -> Micros:
        """Some minute between two hours of a day, never later than now."""
        minutes = self.chance.randrange(earliest * 60, latest * 60)
        moment = datetime.combine(day, time(minutes // 60, minutes % 60), self.zone)
        return min(
            to_micros(moment) + self.chance.randrange(MINUTE), self.now - self.chance.randrange(3, 9) * MINUTE
        )

    def ago(self, days: int) -> Micros:
        """Some hour so many days ago; today means within the last hours."""
        if days == 0:
            return self.now - self.chance.randrange(20, 90) * MINUTE
        return self.at(self.today - timedelta(days=days))

    def after(self, moment: Micros, days: float) -> Micros:
        """A working hour about so many days later; may lie in the future."""
        day = workday(local_date(moment, self.zone) + timedelta(days=max(1, round(days))))
        minutes = self.chance.randrange(9 * 60, 18 * 60)
        return to_micros(datetime.combine(day, time(minutes // 60, minutes % 60), self.zone))

    def is_past(self, moment: Micros) -> bool:
        return moment < self.now - 10 * MINUTE

    def day(self, moment: Micros) -> date:
        return local_date(moment, self.zone)

    def happens(self, share: float) -> bool:
        return self.chance.random() < share

    def one_of(self, choices: Sequence[T]) -> T:
        return self.chance.choice(choices)

    def about(self, days: float, spread: float = 0.45) -> float:
        """A span around `days`, never under one: most are shorter, a few much longer."""
        return max(1.0, self.chance.lognormvariate(0, spread) * days)


def workday(day: date) -> date:
    """The day itself, or the Monday after it."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= SATURDAY else day


def _first_of_month(day: date, years: int) -> date:
    return date(day.year - years, day.month, 1)
