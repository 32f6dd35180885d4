"""Forecast categories rolled up from the deals to people, teams and territories."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, Sum

from saphan.core.calls import Totals, together
from saphan.core.errors import RuleBroken
from saphan.core.period import Period
from saphan.measures.compute import compute
from saphan.pipeline.queries import open_opportunities_for
from saphan.pipeline.terms import Category
from saphan.workspace.actor import Actor
from saphan.workspace.models import Member, Team, Territory

_FIELDS = {
    Category.COMMIT: "commit", Category.BEST_CASE: "best_case", Category.PIPELINE: "pipeline",
    Category.OMITTED: "omitted",
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One subject's categories, each by itself. `subject` is None for the whole. `unpriced` deals add nothing."""

    subject: Member | Team | Territory | None
    depth: int
    totals: Totals
    deals: int
    unpriced: int

    def as_json(self) -> dict[str, Any]:
        subject = self.subject
        return {
            "kind": subject.KIND if subject else None, "code": subject.code if subject else None,
            "name": subject.name if subject else None, "depth": self.depth, "single": self.totals._asdict(),
            "cumulative": self.totals.cumulative._asdict(), "deals": self.deals, "without_amount": self.unpriced,
        }  # fmt: skip


@dataclass(frozen=True)
class RollUp:
    """What the readable deals add up to. `missing` are currencies without a rate: then nothing is said as closed."""

    whole: Line
    people: list[Line]
    territories: list[Line]
    missing: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The roll-up as programs read it: minor units, each category by itself and with the more certain ones."""
        return {
            "whole": self.whole.as_json(), "people": [line.as_json() for line in self.people],
            "territories": [line.as_json() for line in self.territories], "missing": list(self.missing),
        }  # fmt: skip


@dataclass
class _Part:
    totals: Totals = field(default_factory=Totals)
    deals: int = 0
    unpriced: int = 0


_Parts = dict[int | None, _Part]


def roll_up(actor: Actor, period: Period) -> RollUp:
    """Open deals expected in `period` by category, and what is booked in it, in the reporting currency.

    People stand under their teams and teams under those above them; a subject includes what is below it.
    """
    by_owner, missing = _parts(actor, period, "owner", "owner_id", Member)
    by_territory, _ = _parts(actor, period, "territory", "account__territory_id", Territory)
    whole = Line(None, 0, *_added(by_owner.values()))
    return RollUp(whole, list(_people(actor, by_owner)), list(_territories(actor, by_territory)), missing)


def totals_of(
    actor: Actor, period: Period, *, member: Member | None = None, team: Team | None = None
) -> Totals:
    """The categories of one subject, or of everything. Raises RuleBroken("submission.no_rate")."""
    found = roll_up(actor, period)
    if found.missing:
        raise RuleBroken("submission.no_rate", field="call_minor", currencies=list(found.missing))
    subject = member or team
    if subject is None:
        return found.whole.totals
    lines = (line for line in found.people if type(line.subject) is type(subject) and line.subject == subject)
    return next((line.totals for line in lines), Totals())


def _parts(
    actor: Actor, period: Period, by: str, column: str, model: type[Any]
) -> tuple[_Parts, tuple[str, ...]]:
    """The parts by owner or territory, with the currencies that have no rate."""
    parts: _Parts = defaultdict(_Part)
    deals = open_opportunities_for(actor).filter(
        expected_close_on__gte=period.start, expected_close_on__lt=period.end
    )
    grouped = deals.order_by().values_list(column, "category").annotate(
        total=Sum("reporting_minor", default=0), deals=Count("id"),
        unpriced=Count("id", filter=Q(reporting_minor=None)),
    )  # fmt: skip
    for pk, category, total, count, unpriced in grouped:
        part = parts[pk]
        part.totals = part.totals.plus(Totals(**{_FIELDS[Category(category)]: total}))
        part.deals, part.unpriced = part.deals + count, part.unpriced + unpriced
    booked = compute(actor, "revenue_total", period, by=by)
    codes = [group.key for group in booked.groups if group.key is not None]
    ids = dict(
        model.objects.filter(workspace_id=actor.workspace_id, code__in=codes).values_list("code", "pk")
    )
    for group in booked.groups:
        part = parts[ids.get(group.key) if group.key else None]
        part.totals = part.totals.plus(Totals(closed=int(group.measured.value or 0)))
    return parts, booked.measured.missing


def _added(parts: Iterable[_Part]) -> tuple[Totals, int, int]:
    found = list(parts)
    return (
        together([one.totals for one in found]), sum(one.deals for one in found),
        sum(one.unpriced for one in found),
    )  # fmt: skip


def _people(actor: Actor, parts: Mapping[int | None, _Part]) -> Iterator[Line]:
    """Teams in their tree with the people in each, then those without a team."""
    known = [pk for pk in parts if pk is not None]
    members = list(
        Member.objects.filter(workspace_id=actor.workspace_id, pk__in=known)
        .select_related("team").order_by("name", "id")
    )  # fmt: skip
    for team in Team.objects.filter(workspace_id=actor.workspace_id).order_by("path"):
        below = [one for one in members if one.team is not None and one.team.path.startswith(team.path)]
        if below:
            depth = team.path.strip("/").count("/")
            yield Line(team, depth, *_added(parts[one.pk] for one in below))
            for one in below:
                if one.team_id == team.pk:
                    yield Line(one, depth + 1, *_added([parts[one.pk]]))
    for one in members:
        if one.team_id is None:
            yield Line(one, 0, *_added([parts[one.pk]]))


def _territories(actor: Actor, parts: Mapping[int | None, _Part]) -> Iterator[Line]:
    """Territories in their tree; what belongs to none comes last."""
    found = list(Territory.objects.filter(workspace_id=actor.workspace_id).order_by("path"))
    for territory in found:
        below = [parts[one.pk] for one in found if one.path.startswith(territory.path) and one.pk in parts]
        if below:
            yield Line(territory, territory.path.strip("/").count("/"), *_added(below))
    if None in parts:
        yield Line(None, 0, *_added([parts[None]]))
