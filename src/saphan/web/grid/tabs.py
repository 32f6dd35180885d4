"""The views over a list as tabs: those of the house, one's own, those that are shared; each with its count."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from saphan.core.errors import RuleBroken
from saphan.listings.models import SavedView
from saphan.listings.queries import views_for
from saphan.listings.rules import may_change, may_share
from saphan.web.frame import Along, counted
from saphan.web.grid.state import State, state_of
from saphan.web.kept import kept
from saphan.web.request import MemberRequest
from saphan.workspace.listing import Count, count_of

COUNTED_TO = 999


@dataclass(frozen=True)
class Tab:
    """`saved` is the view behind it, None for one of the house; `has_changed` says that the address moved on."""

    label: str
    href: str
    count: str
    is_current: bool
    saved: SavedView | None = None
    has_changed: bool = False


def tabs_of(
    request: MemberRequest,
    state: State,
    place: str,
    rows: Callable[[], QuerySet[Any]],
    along: Along | None = None,
) -> list[Tab]:
    """Two queries at most, however many views there are; what else the page wants counted goes `along` with the second."""
    grid = state.grid
    saved = kept(
        request,
        ("views", place),
        lambda: list(views_for(request.actor).filter(place=place).select_related("owner")),
    )
    states = [state_of(grid, preset.query) for preset in grid.presets]
    states += [state_of(grid, view.query) for view in saved]

    def queries() -> dict[str, QuerySet[Any]]:
        asked = {f"tab_{number}": some for number, some in enumerate(_rows_of(request, states, rows()))}
        fitting = {name: some for name, some in asked.items() if some is not None}
        return fitting | dict(along.queries() if along else {})

    found = counted(request, Along((place, along.key if along else ""), queries))
    counts = [count_of(found.get(f"tab_{number}", 0), COUNTED_TO) for number in range(len(states))]
    here, wanted = _current(state, states, saved, len(grid.presets))
    tabs = [
        Tab(str(preset.label), f"?{preset.query}", _count(count), place == here)
        for place, (preset, count) in enumerate(zip(grid.presets, counts, strict=False))
    ]
    for number, (view, its, count) in enumerate(
        zip(saved, states[len(tabs) :], counts[len(tabs) :], strict=True)
    ):
        is_here = len(grid.presets) + number == here
        href = f"?{view.query}{'&' if view.query else ''}view={view.code}"
        has_changed = is_here and wanted == view.code and its.kept() != state.kept()
        tabs.append(Tab(view.name, href, _count(count), is_here, view, has_changed))
    return tabs


def menu_of(request: MemberRequest, tabs: list[Tab]) -> dict[str, Any]:
    """What can be done with the present tab."""
    view = next((tab.saved for tab in tabs if tab.is_current and tab.saved), None)
    return {
        "view": view,
        "may_change": view is not None and may_change(request.actor, view),
        "may_share": may_share(request.actor, view),
        "may_share_new": may_share(request.actor),
        "owner": view.owner.name if view and view.owner_id != request.member.pk else "",
    }


def _rows_of(
    request: MemberRequest, states: list[State], rows: QuerySet[Any]
) -> Iterator[QuerySet[Any] | None]:
    """What each view counts; None for one that was saved when its filters still fitted: it must not break the page."""
    for state in states:
        try:
            yield state.grid.listing.first(rows, request.actor, state.filters, COUNTED_TO)
        except RuleBroken:
            yield None


def _current(state: State, states: list[State], saved: list[SavedView], built_in: int) -> tuple[int, str]:
    """Which tab the address stands on: the view it names, else the one with the same filters."""
    wanted = state.query.get("view", "")
    for number, view in enumerate(saved):
        if view.code == wanted:
            return built_in + number, wanted
    mine = _narrowing(state)
    for place in (*range(built_in, len(states)), *range(built_in)):
        if _narrowing(states[place]) == mine:
            return place, ""
    return -1, ""


def _narrowing(state: State) -> dict[str, list[str]]:
    return {name: sorted(values) for name, values in state.filters.items()}


def _count(count: Count) -> str:
    return _("%(n)s+") % {"n": count.number} if count.is_more else str(count.number)
