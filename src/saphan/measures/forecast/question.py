"""A question to the forecast: everything that decides its answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from saphan.core.period import Micros, Period, previous_period
from saphan.journal import now
from saphan.measures.facts.days import day_number
from saphan.measures.facts.zones import day_then
from saphan.measures.question import By
from saphan.workspace.actor import Actor

FILTERS = (By.OWNER, By.TEAM, By.PIPELINE)
MOST_PERIODS = 40


@dataclass(frozen=True)
class ForecastQuestion:
    """What will be won in `period`, standing at T (`as_of`) with the knowledge of K (`known_at`), None for now.

    `target` is an amount in minor units of `currency`; None takes the one that was set, if there is one.
    """

    actor: Actor
    period: Period
    currency: str
    as_of: Micros | None = None
    known_at: Micros | None = None
    filters: Mapping[By, int] = field(default_factory=dict)
    target: int | None = None
    asked_at: Micros = field(default_factory=now)

    @property
    def business_time(self) -> Micros:
        """T: the instant of the business state."""
        return self.asked_at if self.as_of is None else self.as_of

    @cached_property
    def today(self) -> date:
        """The day of T in the zone that the workspace had then. What happened on it up to T counts as done."""
        return day_then(self.actor.workspace, self.business_time, is_past=self.as_of is not None)

    @property
    def day(self) -> int:
        """The day number from which on things are still to come."""
        return day_number(self.today) + 1

    @property
    def span(self) -> tuple[int, int]:
        """First day number of the period and the first after it."""
        return span_of(self.period)

    def earlier(self, first_day: int) -> list[tuple[int, int]]:
        """The periods before this one that anything is known about, the latest last."""
        found: list[Period] = []
        period = previous_period(self.period)
        while len(found) < MOST_PERIODS and day_number(period.end) > first_day:
            found.append(period)
            period = previous_period(period)
        return [span_of(period) for period in reversed(found)]


def span_of(period: Period) -> tuple[int, int]:
    """First day number and the first after the end."""
    return day_number(period.start), day_number(period.end)
