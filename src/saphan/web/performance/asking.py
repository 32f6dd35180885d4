"""What an address of the performance pages asks for: period, slices, currency, choices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from saphan.core.period import Micros, Period, parse_period
from saphan.measures.facts.zones import day_then
from saphan.pipeline.queries import pipelines_for
from saphan.web.grid.choices import pairs_of
from saphan.web.past.asking import Past, looked_back
from saphan.web.reader import Reader
from saphan.web.request import MemberRequest
from saphan.workspace.actor import Actor
from saphan.workspace.queries import active_members_for, offerings_for, teams_for, territories_for
from saphan.workspace.rights import Right

PERIODS = ("this_year", "last_year", "this_quarter", "last_quarter", "this_month", "last_month")
CHOICE = "param-"


@dataclass(frozen=True)
class Slicer:
    """One way to narrow the figures: its name in the address, its label, its options, the chosen one."""

    name: str
    label: str
    options: list[tuple[str, str]]
    value: str


@dataclass(frozen=True)
class Asked:
    """A question as an address puts it. `filters` hold database ids by dimension."""

    period: Period
    filters: dict[str, int] = field(default_factory=dict)
    currency: str = ""
    params: dict[str, str] = field(default_factory=dict)
    past: Past | None = None

    @property
    def as_of(self) -> Micros | None:
        return self.past.as_of if self.past else None

    @property
    def known_at(self) -> Micros | None:
        return self.past.known_at if self.past else None


def asked(request: MemberRequest, reader: Reader) -> Asked:
    """Read the address. Raises RuleBroken("period.unreadable")."""
    query, workspace = request.GET, request.workspace
    name, past = query.get("period") or "this_year", looked_back(request, reader)
    today = day_then(workspace, past.as_of, is_past=True) if past else reader.today
    period = parse_period(name, today=today, fiscal_start=workspace.fiscal_start_month)
    filters = {}
    for each, rows in _dimensions(request.actor).items():
        found = (
            rows.filter(code=query[each]).values_list("pk", flat=True).first() if query.get(each) else None
        )
        if found is not None:
            filters[each] = found
    params = {
        key.removeprefix(CHOICE): str(value)
        for key, value in query.items()
        if key.startswith(CHOICE) and value
    }
    return Asked(period, filters, query.get("currency", ""), params, past)


def slicers(request: MemberRequest, reader: Reader) -> list[Slicer]:
    """Everything the figures can be narrowed by; a dimension with one value is none."""
    query = request.GET
    found = [Slicer("period", _("Period"), _periods(query, reader), query.get("period") or "this_year")]
    said = {
        "owner": _("Owner"), "team": _("Team"), "territory": _("Territory"), "offering": _("Product or service"),
        "pipeline": _("Pipeline"),
    }  # fmt: skip
    for name, rows in _dimensions(request.actor).items():
        options = pairs_of(rows, request.LANGUAGE_CODE)
        if len(options) > 1:
            found.append(Slicer(name, said[name], options, query.get(name, "")))
    return found


def _dimensions(actor: Actor) -> dict[str, QuerySet[Any]]:
    mine = actor.owners_within(Right.READ)
    members = active_members_for(actor).order_by("name")
    return {
        "owner": members if mine is None else members.filter(pk__in=mine),
        "team": teams_for(actor).order_by("path"),
        "territory": territories_for(actor).order_by("path"),
        "offering": offerings_for(actor).order_by("family", "name"),
        "pipeline": pipelines_for(actor),
    }


def _periods(query: QueryDict, reader: Reader) -> list[tuple[str, str]]:
    named = [
        ("this_year", _("This year")), ("last_year", _("Last year")), ("this_quarter", _("This quarter")),
        ("last_quarter", _("Last quarter")), ("this_month", _("This month")), ("last_month", _("Last month")),
    ]  # fmt: skip
    years = [(str(year), str(year)) for year in range(reader.today.year - 1, reader.today.year - 5, -1)]
    quarters = [
        (f"{year}-Q{n}", f"{year} Q{n}")
        for year in range(reader.today.year, reader.today.year - 2, -1)
        for n in (4, 3, 2, 1)
    ]
    found = named + years + quarters
    chosen = query.get("period", "")
    return found if not chosen or chosen in dict(found) else [*found, (chosen, chosen)]


def query_without(query: QueryDict, *names: str) -> str:
    """The address's question again, for links that lead deeper."""
    kept: Mapping[str, str] = {
        name: str(value) for name, value in query.items() if name not in names and value
    }
    found = QueryDict(mutable=True)
    found.update(kept)
    return found.urlencode()
