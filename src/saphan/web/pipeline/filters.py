"""The filter chips above the board and the table; all of them live in the address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from saphan.core.period import Period, month_of, quarter_of
from saphan.workspace.actor import Actor
from saphan.workspace.queries import active_members_for, territories_for
from saphan.workspace.rights import Right

SPANS = ("this_month", "this_quarter", "next_quarter", "overdue", "no_date")


@dataclass(frozen=True)
class Chip:
    """One filter: its name in the address, its label, and what can be chosen."""

    name: str
    label: str
    options: list[tuple[str, str]]
    value: str


def chips(actor: Actor, query: QueryDict) -> list[Chip]:
    """Owner, territory and closing date; people who see only their own work need no owner to choose."""
    owners = active_members_for(actor).order_by("name").values_list("code", "name")
    mine = actor.owners_within(Right.READ)
    reachable = owners if mine is None else owners.filter(pk__in=mine)
    areas = territories_for(actor).order_by("path").values_list("code", "name")
    found = [
        Chip("owner", _("Owner"), list(reachable), query.get("owner", "")),
        Chip("territory", _("Territory"), list(areas), query.get("territory", "")),
        Chip(
            "close", _("Closes"), [(span, label) for span, label in _spans().items()], query.get("close", "")
        ),
    ]
    return [chip for chip in found if len(chip.options) > 1]


def asked(query: QueryDict, today: date, fiscal_start: int) -> dict[str, str]:
    """The filters of an address as the room's list understands them."""
    found = {
        name: query.get(name, "")
        for name in ("owner", "territory", "text", "status", "category", "stage", "offering")
    }
    found |= _closing(query.get("close", ""), today, fiscal_start)
    return {name: value for name, value in found.items() if value}


def _closing(span: str, today: date, fiscal_start: int) -> Mapping[str, str]:
    if span == "overdue":
        return {"overdue": "true"}
    if span == "no_date":
        return {"expected_close__empty": "true"}
    quarter = quarter_of(today, fiscal_start)
    periods = {
        "this_month": month_of(today),
        "this_quarter": quarter,
        "next_quarter": quarter_of(quarter.end, fiscal_start),
    }
    period: Period | None = periods.get(span)
    if period is None:
        return {}
    return {"expected_close__gte": period.start.isoformat(), "expected_close__lte": period.last.isoformat()}


def _spans() -> dict[str, Any]:
    return {
        "this_month": _("This month"),
        "this_quarter": _("This quarter"),
        "next_quarter": _("Next quarter"),
        "overdue": _("Past their date"),
        "no_date": _("Without a date"),
    }
