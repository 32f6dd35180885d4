"""What pages of the past can be narrowed by, and what the address chose."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from saphan.web.grid.choices import pairs_of
from saphan.web.grid.columns import Grid
from saphan.web.grid.state import state_of
from saphan.web.request import MemberRequest
from saphan.workspace.queries import active_members_for, members_for, teams_for, territories_for
from saphan.workspace.rights import Right

SLICERS = ("owner", "team", "territory", "pipeline")


def filters_of(request: MemberRequest) -> dict[str, int]:
    """Database ids by dimension. `owner=me` is whoever looks."""
    rows: dict[str, Any] = {"owner": members_for, "team": teams_for, "territory": territories_for}
    found = {}
    for name, some in rows.items():
        code = request.GET.get(name, "")
        if name == "owner" and code == "me":
            found[name] = request.actor.member.pk
        elif code:
            pk = some(request.actor).filter(code=code).values_list("pk", flat=True).first()
            found |= {name: pk} if pk is not None else {}
    return found


def unheeded(
    request: MemberRequest, grid: Grid, heeded: Collection[str] = SLICERS, sorts: Collection[str] = ()
) -> list[str]:
    """What the address asks of the list of now and the page of the past does not know, by name."""
    state, labels = state_of(grid, request.GET), {facet.key: str(facet.label) for facet in grid.facets}
    names = dict.fromkeys(name.partition("__")[0] for name in state.filters)
    labels["text"] = _("Search")
    found = [labels.get(name, name) for name in names if name not in heeded]
    sorted_by = [key.removeprefix("-") for key in request.GET.get("sort", "").split(",") if key]
    found += [_("Sorting")] if set(sorted_by) - set(sorts) else []
    return found + ([_("Grouping")] if request.GET.get("group") else [])


def slicers_of(request: MemberRequest, *, with_teams: bool = True) -> list[dict[str, Any]]:
    """Owner, team and territory, each where there is something to choose."""
    mine = request.actor.owners_within(Right.READ)
    members = active_members_for(request.actor).order_by("name")
    found = (
        ("owner", _("Owner"), members if mine is None else members.filter(pk__in=mine)),
        ("team", _("Team"), teams_for(request.actor).order_by("path")),
        ("territory", _("Territory"), territories_for(request.actor).order_by("path")),
    )
    return [
        {"name": name, "label": label, "options": options, "value": request.GET.get(name, "")}
        for name, label, rows in found
        if (with_teams or name != "team") and len(options := pairs_of(rows, request.LANGUAGE_CODE)) > 1
    ]
