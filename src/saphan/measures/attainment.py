"""Targets beside the figures they belong to: what was reached, and whether enough is open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet, Sum

from saphan.core.kpi import DEFINITIONS, Measured, Unit
from saphan.core.kpi.definition import Additivity, Direction
from saphan.core.money import Money, convert
from saphan.core.period import Period
from saphan.core.targets import Coverage, aim, attainment, coverage, is_reached, prorated
from saphan.measures.compute import compute
from saphan.measures.question import By
from saphan.pipeline.models import Target
from saphan.pipeline.queries import open_opportunities_for, targets_for
from saphan.workspace.actor import Actor
from saphan.workspace.models import Team, Territory
from saphan.workspace.rates import PlanRates

_DAY = timedelta(days=1)
SUBJECTS = {By.OWNER: "member_id", By.TEAM: "team_id", By.TERRITORY: "territory_id"}


@dataclass(frozen=True)
class Aim:
    """A target as its figure counts; `value` in minor units of `currency`, as a share, or in units."""

    value: Fraction
    unit: Unit
    currency: str
    low_is_better: bool

    def reached_by(self, measured: Measured) -> bool | None:
        """Whether a figure has reached it; None while there is no figure."""
        if measured.value is None:
            return None
        return is_reached(measured.value, self.value, low_is_better=self.low_is_better)


@dataclass(frozen=True)
class Attained:
    """One target with the figure credited to its subject. `cover` stands beside revenue alone."""

    target: Target
    aim: Aim | None
    actual: Measured
    share: Fraction | None
    cover: Coverage | None


def aims(actor: Actor, period: Period, filters: dict[By, int], currency: str) -> dict[str, Aim]:
    """What targets ask of each figure over this period, for what the figures are narrowed to.

    Targets of other spans are prorated (`core.targets.prorated`).
    """
    if not set(filters) <= set(SUBJECTS) or len(filters) > 1:
        return {}
    subject: dict[str, Any] = dict.fromkeys((*SUBJECTS.values(), "account_id"))
    subject |= {SUBJECTS[by]: pk for by, pk in filters.items()}
    return _asked(actor, _over(actor, period).filter(**subject), period, currency)


def aims_of_each(actor: Actor, period: Period, by: By, currency: str) -> dict[str, dict[str, Aim]]:
    """The same for every owner, team or territory that has targets, by its code."""
    column = SUBJECTS[by].removesuffix("_id")
    found: dict[str, list[Target]] = defaultdict(list)
    for row in _over(actor, period).exclude(**{column: None}).select_related(column):
        found[getattr(row, column).code].append(row)
    return {code: _asked(actor, rows, period, currency) for code, rows in found.items()}


def _over(actor: Actor, period: Period) -> QuerySet[Target]:
    return targets_for(actor).filter(starts_on__lt=period.end, ends_on__gte=period.start)


def _asked(actor: Actor, rows: Iterable[Target], period: Period, currency: str) -> dict[str, Aim]:
    by_metric: dict[str, list[tuple[Period, Aim]]] = defaultdict(list)
    for row in rows:
        goal = _aim(actor, row, currency)
        if goal is not None:
            by_metric[row.metric].append((Period(row.starts_on, row.ends_on + _DAY), goal))
    found = {}
    for metric, goals in by_metric.items():
        adds_up = DEFINITIONS[metric].additivity is Additivity.ADDITIVE
        value = prorated([(span, goal.value) for span, goal in goals], period, adds_up=adds_up)
        if value is not None:
            found[metric] = replace(goals[0][1], value=value)
    return found


def attained(actor: Actor, target: Target) -> Attained:
    """What the subject of a visible target has reached so far, and for revenue what is still open."""
    period = Period(target.starts_on, target.ends_on + _DAY)
    filters = {by.value: pk for by, column in SUBJECTS.items() if (pk := getattr(target, column)) is not None}
    currency = target.currency or actor.workspace.currency
    actual = compute(actor, target.metric, period, filters=filters, currency=currency).measured
    goal = _aim(actor, target, currency)
    if target.account_id is not None or goal is None:
        return Attained(target, goal, actual, None, None)
    share = attainment(actual.value, goal.value)
    cover = _cover(actor, target, goal, actual) if target.metric == "revenue_total" else None
    return Attained(target, goal, actual, share, cover)


def _aim(actor: Actor, target: Target, currency: str) -> Aim | None:
    """The target in `currency`, at the plan rate; None where there is no rate."""
    definition = DEFINITIONS[target.metric]
    is_money, amount = definition.unit is Unit.MONEY, target.amount
    if is_money and target.currency != currency:
        if currency != actor.workspace.currency:
            return None
        rate = PlanRates(actor.workspace).rate(target.currency)
        if rate is None:
            return None
        amount = convert(Money(amount, target.currency), rate, currency).minor
    value = aim(amount, is_money=is_money, is_share=definition.unit is Unit.SHARE)
    return Aim(value, definition.unit, currency if is_money else "", definition.direction is Direction.DOWN)


def _cover(actor: Actor, target: Target, goal: Aim, actual: Measured) -> Coverage | None:
    """Open deals expected in the period, in the reporting currency."""
    if goal.currency != actor.workspace.currency or actual.value is None:
        return None
    deals = open_opportunities_for(actor).filter(expected_close_on__range=(target.starts_on, target.ends_on))
    if target.member_id is not None:
        deals = deals.filter(owner_id=target.member_id)
    if target.team is not None:
        below = Team.objects.filter(workspace_id=actor.workspace_id, path__startswith=target.team.path)
        deals = deals.filter(owner__team__in=below)
    if target.territory is not None:
        inside = Territory.objects.filter(
            workspace_id=actor.workspace_id, path__startswith=target.territory.path
        )
        deals = deals.filter(account__territory__in=inside)
    open_minor = deals.aggregate(total=Sum("reporting_minor", default=0))["total"]
    return coverage(open_minor, int(goal.value), int(actual.value))
