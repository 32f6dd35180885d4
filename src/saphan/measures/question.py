"""A question to a metric: everything that decides its answer, and that is stored with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from saphan.core.calendars import WorkCalendar, elapsed_workdays_part
from saphan.core.errors import RuleBroken
from saphan.core.kpi.definition import Choice
from saphan.core.period import (
    Micros,
    Period,
    elapsed_part,
    month_of,
    previous_period,
    quarter_of,
    same_period_last_year,
)
from saphan.journal import now
from saphan.measures.facts.zones import day_then
from saphan.measures.registry import Metric
from saphan.workspace.actor import Actor
from saphan.workspace.rights import Right, Scope


class By(StrEnum):
    """What a figure can be split by."""

    OWNER = "owner"
    TEAM = "team"
    TERRITORY = "territory"
    OFFERING = "offering"
    PIPELINE = "pipeline"
    TYPE = "type"
    CURRENCY = "currency"
    MONTH = "month"
    QUARTER = "quarter"


OF_TIME = frozenset({By.MONTH, By.QUARTER})
FILTERS = (By.OWNER, By.TEAM, By.TERRITORY, By.OFFERING, By.PIPELINE)


@dataclass(frozen=True)
class Question:
    """One metric over one period. `as_of` is T and `known_at` is K, both None for now.

    `filters` holds database ids by dimension; a team or territory includes those below it. `whole` asks for
    the figure of the whole workspace where the actor's own reach is smaller: a number without its rows.
    """

    actor: Actor
    metric: Metric
    period: Period
    choices: Mapping[str, Choice]
    currency: str
    as_of: Micros | None = None
    known_at: Micros | None = None
    by: By | None = None
    filters: Mapping[By, int] = field(default_factory=dict)
    custom_base: Period | None = None
    whole: bool = False
    asked_at: Micros = field(default_factory=now)

    @property
    def business_time(self) -> Micros:
        """T: the instant of the business state."""
        return self.asked_at if self.as_of is None else self.as_of

    @cached_property
    def today(self) -> date:
        """The last day that the answer can know anything about, in the zone that the workspace had then."""
        horizon = self.business_time if self.known_at is None else min(self.business_time, self.known_at)
        return day_then(
            self.actor.workspace, horizon, is_past=self.as_of is not None or self.known_at is not None
        )

    @property
    def to_date(self) -> bool:
        """Whether the period is still running."""
        return self.period.is_partial(self.today)

    def base_of(self, period: Period) -> Period:
        """The period to compare with, cut to the same elapsed part.

        Raises RuleBroken("period.base_missing") when a custom base is wanted and none was given.
        """
        base = self.whole_base_of(period)
        if self.choices.get("elapsed") == "business_days":
            return elapsed_workdays_part(period, base, self.today, WorkCalendar())
        return elapsed_part(period, base, self.today)

    def whole_base_of(self, period: Period) -> Period:
        """The period to compare with in full. Raises like `base_of`."""
        chosen = self.choices.get("base", "same_period_last_year")
        if chosen == "previous_period":
            return previous_period(period)
        if chosen == "custom":
            if self.custom_base is None:
                raise RuleBroken("period.base_missing", field="base_period", metric=self.metric.key)
            return self.custom_base
        return same_period_last_year(period)


def sees_whole(actor: Actor, metric: Metric, *, wish: bool = False) -> bool:
    """Whether the figure is that of the whole workspace, without its rows.

    Who reads something here may ask for it; who reads everything has it anyway. Where the rows themselves are
    not for the actor's eyes, the number is all there is.
    """
    reads = actor.scope(Right.READ)
    if reads is not Scope.NONE and not actor.may(metric.rows_right):
        return True
    return wish and reads in {Scope.OWN, Scope.TEAM}


def split_by_time(period: Period, by: By, fiscal_start: int) -> Iterator[Period]:
    """The months or fiscal quarters of a period, the first and last cut to it."""
    start = period.start
    while start < period.end:
        around = month_of(start) if by is By.MONTH else quarter_of(start, fiscal_start)
        yield Period(start, min(around.end, period.end))
        start = around.end
