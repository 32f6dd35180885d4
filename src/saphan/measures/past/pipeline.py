"""The pipeline at an instant: stages with their sums, deals as they stood, and what was restated since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from saphan.core.errors import RuleBroken
from saphan.core.money import exponent
from saphan.core.period import Micros, from_micros
from saphan.measures.facts import Facts, facts_of
from saphan.measures.past.reading import Reading, lay_out
from saphan.measures.past.restated import Restatement, restatement
from saphan.measures.past.told import Deal, Stage, deals_of, stages_of
from saphan.measures.statements import composed
from saphan.measures.stretch import checked_filters, plan_day_at
from saphan.pipeline.models import Stage as StageRow
from saphan.workspace.actor import Actor

MOST = 200
EVERY_STAGE = -1
SORTS = {
    "-worth": "worth DESC NULLS LAST",
    "worth": "worth NULLS LAST",
    "closes": "expected_close_day NULLS LAST",
    "-closes": "expected_close_day DESC NULLS LAST",
}


class Fate(StrEnum):
    """Which deals: the open ones, those that were won or lost by then, or all."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"
    ALL = "all"


@dataclass(frozen=True)
class Asked:
    """What is wanted. `deals` is how many to bring along after `skip`, of each stage or of all together."""

    fate: Fate = Fate.OPEN
    deals: int = MOST
    skip: int = 0
    stage_id: int = EVERY_STAGE
    of_each_stage: bool = False
    sort: str = "-worth"


@dataclass(frozen=True)
class Pipeline:
    """The answer. Sums are in minor units of `reading.currency` at the plan rates in force at the instant."""

    reading: Reading
    asked: Asked
    stages: Sequence[Stage]
    deals: Sequence[Deal]
    restated: Restatement | None
    rates_on: date | None
    seq: int

    @property
    def count(self) -> int:
        return sum(stage.deals for stage in self.stages)

    @property
    def minor(self) -> int:
        return sum(stage.minor for stage in self.stages)

    @property
    def weighted(self) -> int:
        return sum(stage.weighted for stage in self.stages)

    @property
    def left_out(self) -> dict[str, int]:
        """How many deals are in no sum, by reason."""
        found = {
            "amount_missing": sum(stage.without_amount for stage in self.stages),
            "missing_rate": sum(stage.without_rate for stage in self.stages),
        }
        return {reason: count for reason, count in found.items() if count}

    def as_json(self) -> dict[str, Any]:
        """The answer as programs read it; money in minor units of `currency`."""
        reading = self.reading
        return {
            "as_of": from_micros(reading.then).isoformat() if reading.as_of is not None else None,
            "known_at": None if reading.known_at is None else from_micros(reading.known_at).isoformat(),
            "status": self.asked.fate.value, "currency": reading.currency,
            "rates_on": self.rates_on.isoformat() if self.rates_on else None,
            "deals_total": self.count, "minor": self.minor, "weighted_minor": self.weighted,
            "left_out": self.left_out, "stages": [stage.as_json() for stage in self.stages],
            "deals": [deal.as_json() for deal in self.deals],
            "restated": self.restated.as_json() if self.restated else None, "seq": self.seq,
        }  # fmt: skip


def pipeline(
    actor: Actor,
    *,
    as_of: Micros | None = None,
    known_at: Micros | None = None,
    filters: Mapping[str, int] | None = None,
    currency: str | None = None,
    status: str = Fate.OPEN,
    deals: int = MOST,
    skip: int = 0,
    stage: str = "",
    of_each_stage: bool = False,
    language: str = "en",
    sort: str = "-worth",
    only: Sequence[int] | None = None,
) -> Pipeline:
    """The deals `actor` may read as they stood at `as_of` (T) by what was known at `known_at` (K), both now by default.

    `filters` maps owner, team, territory or pipeline to a database id, `stage` is a code, `only` names deals by
    id, `sort` one of SORTS. Where T is past, what was restated since
    comes along. Raises RuleBroken("changes.not_a_choice" | "kpi.unknown_filter" | "money.unknown_currency").
    """
    if status not in {fate.value for fate in Fate}:
        raise RuleBroken("changes.not_a_choice", field="status", choices=[fate.value for fate in Fate])
    money = currency or actor.workspace.currency
    exponent(money)
    reading = Reading(actor, as_of, known_at, checked_filters(filters or {}), money, only=only)
    asked = Asked(
        Fate(status), deals, skip, _stage_id(actor, stage) if stage else EVERY_STAGE, of_each_stage, sort
    )
    with facts_of(actor.workspace).read(actor.workspace, known_at=known_at, currency=money) as facts:
        lay_out(facts, reading, fate=asked.fate.value)
        stages = stages_of(facts, reading, language)
        shown = deals_of(facts, reading, _cards(facts, asked), {stage.pk: stage for stage in stages})
        seq = facts.seq
    restated = restatement(reading, fate=asked.fate.value) if as_of is not None else None
    return Pipeline(reading, asked, stages, shown, restated, plan_day_at(actor.workspace, reading.then), seq)


def _stage_id(actor: Actor, code: str) -> int:
    """The stage with this code, also one that is no longer in use; 0, which is none, for another."""
    found = StageRow.objects.filter(workspace_id=actor.workspace_id, code=code).values_list("pk", flat=True)
    return found.first() or 0


def _cards(facts: Facts, asked: Asked) -> list[tuple[Any, ...]]:
    if not asked.deals:
        return []
    for name, value in (("skip", asked.skip), ("most", asked.deals), ("only_stage", asked.stage_id)):
        facts.connection.execute(f"SET VARIABLE {name} = {int(value)}::BIGINT")
    part = "PARTITION BY stage_id" if asked.of_each_stage else ""
    return facts.all(composed("past/cards", part=part, sort=SORTS[asked.sort]))
