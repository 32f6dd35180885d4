"""Any list as it stood: its own columns, filters and orders, read from the journal, with nothing to press."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from saphan.core.errors import RuleBroken
from saphan.journal import now
from saphan.journal.then import Instant, columns_of, laid, listing_then, restore, there
from saphan.web.grid.cells import td
from saphan.web.grid.columns import About, Cell, Column, Grid
from saphan.web.grid.narrowing import chips
from saphan.web.grid.state import State, state_of
from saphan.web.past.asking import Past
from saphan.web.past.narrowing import unheeded
from saphan.web.past.rail import rail_of
from saphan.web.reader import reader_of
from saphan.web.request import MemberRequest
from saphan.workspace.listing import COUNT_CEILING, Ask, Listing, count_of

ROWS = 100


def instant_of(past: Past) -> Instant:
    return Instant(past.as_of, now() if past.known_at is None else past.known_at)


def narrowed_then(
    request: MemberRequest, grid: Grid, past: Past
) -> tuple[QuerySet[Any], Listing, dict[str, list[str]], str]:
    """Records that were there, those filters of the address that can be answered of then, and the order."""
    rows, instant, state = grid.rows(request.actor), instant_of(past), state_of(grid, request.GET)
    known = listing_then(grid.listing, rows.model, grid.searched_then)
    filters = {
        name: values
        for name, values in state.filters.items()
        if name.partition("__")[0] in known.filters and name.partition("__")[0] in {*grid.past, "text"}
    }
    sort = (
        ",".join(key for key in state.sort.split(",") if key.removeprefix("-") in known.sorts) or "-created"
    )
    wanted = columns_of(grid.listing, rows.model, {*filters, *sort.split(",")}, grid.searched_then)
    workspace_id = request.actor.workspace_id
    laid_out = laid(there(rows, instant, workspace_id), wanted, instant, workspace_id)
    return known.narrowed(laid_out, request.actor, filters), known, filters, sort


def past_list(request: MemberRequest, grid: Grid, past: Past) -> HttpResponse:
    """The list at the instant, for those rows that the member may read today."""
    records, context = listed_then(request, grid, past)
    return render(request, "past/list.html", context | {"rows": cells_of(request, grid, records, past)})


def listed_then(request: MemberRequest, grid: Grid, past: Past) -> tuple[Sequence[Any], dict[str, Any]]:
    """The records of one page as they were, and everything around them."""
    reader, state = reader_of(request), state_of(grid.of_the_past, request.GET)
    rows, known, filters, sort = narrowed_then(request, grid, past)
    ask = Ask({}, sort, request.GET.get("after", ""), ROWS, request.LANGUAGE_CODE)
    try:
        found = known.page(rows, request.actor, ask)
    except RuleBroken:  # a place in the list of now
        found = known.page(rows, request.actor, replace(ask, after=""))
    number = count_of(rows.order_by().values("pk")[: COUNT_CEILING + 1].count(), COUNT_CEILING)
    heeded = {name.partition("__")[0] for name in filters}
    return _restored(found.rows, grid, past), {
        "grid": grid, "place": grid.key, "past": past, "rail": rail_of(request, reader, past), "state": state,
        "unheeded": unheeded(request, grid, heeded, sorts=known.sorts),
        "chips": chips(request, state, reader, filters), "kept": state.query.urlencode(),
        "headings": [_heading(state, column, known) for column, _width in state.columns],
        "count": grid.above(number.number) if number.is_more else grid.count(number.number),
        "hidden": [(n, v) for n, v in request.GET.items() if n not in {"text", "after"}],
        "searches": "text" in known.filters, "more_url": _more(request, found.next),
    }  # fmt: skip


def _restored(records: Sequence[Any], grid: Grid, past: Past) -> Sequence[Any]:
    names = [name for record in records[:1] for name in record.attributes() if name != "removed_at"]
    restore(records, names, instant_of(past))
    prefetch_related_objects(records, *(name for name in grid.along if "__" not in name))
    return records


def cells_of(request: MemberRequest, grid: Grid, records: Sequence[Any], past: Past) -> list[SafeString]:
    """One row of cells for each record, leading to its page of that instant."""
    reader = reader_of(request)
    url = f"{reverse(grid.record, args=[request.workspace.code, 'CODE'])}?{past.query}"
    about = About(request.actor, reader, grid.gather(request.actor, records, reader), url)
    columns = [column for column, _width in state_of(grid.of_the_past, request.GET).columns]
    rows = (
        "".join(td(column, _calm(column.show(record, about)), False) for column in columns)
        for record in records
    )
    return [mark_safe(cells) for cells in rows]  # noqa: S308  made by format_html


def _calm(cell: Cell) -> Cell:
    """Without the colour that says how it looks from today."""
    return replace(cell, tone="") if cell.tone in {"warn", "crit"} else cell


def _heading(state: State, column: Column, known: Listing) -> dict[str, Any]:
    kind = f"{column.kind} {'' if column.phone else 'minor'}".strip()
    sorted_by = state.heading(column) if column.sort in known.sorts else {}
    return {"label": column.label, "kind": kind, "sorts": bool(sorted_by), **sorted_by}


def _more(request: MemberRequest, after: str) -> str:
    query = request.GET.copy()
    query["after"] = after
    return f"?{query.urlencode()}" if after else ""
