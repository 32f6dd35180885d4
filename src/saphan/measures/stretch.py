"""The pipeline over a stretch of time: every deal in pieces, as a filter and a window see them, valued."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from saphan.core.errors import RuleBroken
from saphan.core.late import np
from saphan.core.money import exponent
from saphan.core.period import Micros, Period
from saphan.journal import now
from saphan.journal.models import Entry
from saphan.journal.queries import values_then
from saphan.measures.facts import Facts
from saphan.measures.facts.days import day_number
from saphan.measures.facts.rates import plan_rates
from saphan.measures.facts.zones import Zones, zones_of
from saphan.measures.question import By
from saphan.measures.statements import composed, statement
from saphan.measures.summary import fill_picked, inside, picked
from saphan.pipeline.models import Stage
from saphan.workspace.actor import Actor
from saphan.workspace.models import Workspace
from saphan.workspace.rates import plan_rate_date
from saphan.workspace.rights import Right

SCOPE = {
    By.OWNER: "p.owner_id", By.TEAM: "t.target_id", By.TERRITORY: "a.target_id", By.PIPELINE: "p.pipeline_id",
}  # fmt: skip
_ATTRIBUTES = (
    "status", "owner_id", "account_id", "pipeline_id", "stage_id", "currency", "amount_minor", "expected_day", "removed_at",
)  # fmt: skip


class Reading(StrEnum):
    """With which knowledge each instant is read: that of its own day, or one for all."""

    STOOD = "stood"
    KNOWN = "known"


class Unit(StrEnum):
    """What is added up."""

    AMOUNT = "amount"
    WEIGHTED = "weighted"
    COUNT = "count"


@dataclass(frozen=True)
class Stretch:
    """From just before day `start` begins to just before day `end` begins, or to now where that is earlier.

    `window`: only deals expected on these days. `filters`: database ids of owner, team, territory, pipeline.
    `known_at` (K) is for the reading KNOWN alone, None for now.
    """

    actor: Actor
    start: date
    end: date
    reading: Reading = Reading.KNOWN
    known_at: Micros | None = None
    window: Period | None = None
    filters: Mapping[By, int] = field(default_factory=dict)
    currency: str = ""
    unit: Unit = Unit.AMOUNT
    asked_at: Micros = field(default_factory=now)

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise RuleBroken("period.reversed", field="to", start=self.start, end=self.end)
        if self.opens >= self.asked_at:
            raise RuleBroken("date.in_future", field="from", on=self.start)
        exponent(self.money)

    @property
    def money(self) -> str:
        return self.currency or self.actor.workspace.currency

    @cached_property
    def zones(self) -> Zones:
        """Which zone each day was in: the ends of a stretch do not move with a later change of zone."""
        return zones_of(self.actor.workspace)

    @property
    def opens(self) -> Micros:
        """The last instant before the first day."""
        return self.zones.start_of(self.start) - 1

    @property
    def closes(self) -> Micros:
        """The last instant of the last day, or now."""
        return min(self.zones.start_of(self.end) - 1, self.asked_at)

    @property
    def last(self) -> date:
        """The last day looked at."""
        return self.zones.day_of(self.closes)


def checked_filters(filters: Mapping[str, int]) -> dict[By, int]:
    """Filters by dimension. Raises RuleBroken("kpi.unknown_filter")."""
    for name in filters:
        if name not in {by.value for by in SCOPE}:
            raise RuleBroken("kpi.unknown_filter", field=name, choices=sorted(SCOPE))
    return {By(name): entity_id for name, entity_id in sorted(filters.items())}


def lay_out(facts: Facts, stretch: Stretch) -> None:
    """Fill the temporary table `stand`: one row per deal and piece of time in which nothing changed."""
    run = facts.connection.execute
    window = stretch.window
    for name, value in {
        "opens": f"{stretch.opens}::BIGINT",
        "closes": f"{stretch.closes}::BIGINT",
        "window_start": f"{day_number(window.start) if window else -2_000_000}",
        "window_end": f"{day_number(window.end) if window else 2_000_000}",
        "has_window": "TRUE" if window else "FALSE",
        "counting": "TRUE" if stretch.unit is Unit.COUNT else "FALSE",
    }.items():
        run(f"SET VARIABLE {name} = {value}")
    run("SET VARIABLE target = $currency", {"currency": stretch.money})
    readable = stretch.actor.owners_within(Right.READ)
    fill_picked(facts, picked(stretch.actor.workspace_id, stretch.filters, readable))
    fill_rates_then(facts, stretch.money, stretch.opens)
    _fill_chances(facts, stretch)
    if stretch.reading is Reading.STOOD:
        run(_as_it_stood())
    else:
        run(statement("changes/as_known"))
    run(_standing(stretch, readable_only=readable is not None))


def _as_it_stood() -> str:
    last = "arg_max({0}, order_key) FILTER ({0} IS NOT NULL){1} AS {0}"
    return composed(
        "changes/as_it_stood",
        told=statement("changes/told"),
        last_before=", ".join(last.format(name, "") for name in _ATTRIBUTES),
        last_until=", ".join(last.format(name, " OVER w") for name in _ATTRIBUTES),
    )


def _standing(stretch: Stretch, *, readable_only: bool) -> str:
    wanted = [(by.value, SCOPE[by]) for by in stretch.filters]
    wanted += [("readable", "p.owner_id")] if readable_only else []
    held = bool({By.TEAM, By.TERRITORY} & set(stretch.filters))
    return composed(
        "changes/standing",
        scope=inside(wanted),
        holders=statement("changes/holders") if held else "",
        from_at="greatest(p.from_at, coalesce(t.valid_from, p.from_at), coalesce(a.valid_from, p.from_at))"
        if held
        else "p.from_at",
        to_at="least(p.to_at, coalesce(t.valid_to, p.to_at), coalesce(a.valid_to, p.to_at))"
        if held
        else "p.to_at",
    )


def _fill_chances(facts: Facts, stretch: Stretch) -> None:
    """Fill `chance` with what amounts are weighed by: the win chances that stages had at the beginning."""
    found: dict[int, int] = {}
    if stretch.unit is Unit.WEIGHTED:
        workspace_id = stretch.actor.workspace_id
        present = dict(Stage.objects.filter(workspace_id=workspace_id).values_list("pk", "win_chance"))
        then = values_then(
            workspace_id, "stage", present, ("win_chance",), as_of=stretch.opens, known_at=stretch.asked_at
        )
        found = {pk: then.get((pk, "win_chance"), bp) for pk, bp in present.items()}
    facts.fill(
        "chance",
        {
            "stage_id": np.array(list(found) or [-1], dtype=np.int64),
            "bp": np.array(list(found.values()) or [0], dtype=np.int64),
        },
    )


def fill_rates_then(facts: Facts, currency: str, at: Micros) -> None:
    """Fill the temporary table `rate_then` with the plan rates into `currency` that were in force at an instant."""
    currencies = [
        row[0]
        for row in facts.all(
            "SELECT DISTINCT currency FROM fact.rate WHERE target = $currency", {"currency": currency}
        )
    ]
    day = plan_day_at(facts.workspace, at)
    rates = plan_rates(facts.workspace, currency, currencies, day) if day else []
    columns = {
        "currency": np.array([rate.currency for rate in rates] or [""], dtype=object),
        "num": np.array([str(rate.num) for rate in rates] or ["0"], dtype=object),
        "den": np.array([str(rate.den) for rate in rates] or ["1"], dtype=object),
    }
    facts.fill("rate_text", columns)
    facts.connection.execute(
        "CREATE OR REPLACE TEMP TABLE rate_then AS"
        " SELECT currency, CAST(num AS HUGEINT) AS num, CAST(den AS HUGEINT) AS den FROM rate_text"
    )


def plan_day_at(workspace: Workspace, at: Micros) -> date | None:
    """The plan day in force at an instant, from the journal of the workspace's terms."""
    since = Entry.objects.filter(
        workspace_id=workspace.pk, kind="workspace", entity_id=workspace.pk, attribute="plan_rate_date",
        recorded_at__gt=at,
    ).order_by("seq")  # fmt: skip
    first = since.first()
    if first is None or first.before is None:
        return plan_rate_date(workspace)
    return date.fromisoformat(first.before)
