"""A page of a list, written out: rows, headings, sums of groups, figures below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, QuerySet, Sum
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from saphan.web.frame import Along, counted
from saphan.web.grid.cells import td
from saphan.web.grid.columns import About, Grid
from saphan.web.grid.narrowing import chips
from saphan.web.grid.state import State, state_of
from saphan.web.grid.tabs import menu_of, tabs_of
from saphan.web.reader import Reader, reader_of
from saphan.web.request import MemberRequest
from saphan.workspace.listing import COUNT_CEILING, count_of, value_of
from saphan.workspace.rights import Right

ROWS = 50


@dataclass(frozen=True)
class Row:
    """One record: its cells as HTML, and the group that begins with it."""

    code: str
    name: str
    pick: str  # what its box for selecting is called
    version: int
    cells: SafeString
    is_editable: bool
    group: dict[str, Any] | None = None


def page_of(request: MemberRequest, grid: Grid) -> dict[str, Any]:
    """The rows that an address asks for; a constant number of queries."""
    state, reader = state_of(grid, request.GET), reader_of(request)
    ask = state.ask(request.LANGUAGE_CODE, ROWS)
    rows = grid.rows(request.actor)
    found = grid.listing.page(rows.select_related(*grid.along), request.actor, ask)
    shown = rows_of(request, state, found.rows, reader)
    if state.group:
        shown = _grouped(request, state, rows, found.rows, shown, reader)
    return {
        "grid": grid, "rows": shown, "span": len(state.columns) + 1, "next": found.next, "may_write": request.actor.may(grid.right),
        "more": request.get_full_path().split("?")[0] + _following(request, found.next),
    }  # fmt: skip


def rows_of(request: MemberRequest, state: State, records: Sequence[Any], reader: Reader) -> list[Row]:
    """Records as rows of the columns that the address names."""
    grid, actor = state.grid, request.actor
    gathered = grid.gather(actor, records, reader)
    about = About(actor, reader, gathered, reverse(grid.record, args=[request.workspace.code, "CODE"]))
    columns = [column for column, _width in state.columns]
    pick = _("Select %(name)s")
    return [_row(record, grid, columns, about, pick) for record in records]


def facts_of(
    request: MemberRequest, grid: Grid, record: Any, reader: Reader
) -> list[tuple[Any, SafeString | str]]:
    """A record's columns but the first, which names it: label and what stands there, empty ones left out."""
    actor = request.actor
    record_url = reverse(grid.record, args=[request.workspace.code, "CODE"])
    about = About(actor, reader, grid.gather(actor, [record], reader), record_url)
    found = ((column.label, column.show(record, about).html) for column in grid.columns[1:])
    return [(label, html) for label, html in found if html]


def context_of(request: MemberRequest, grid: Grid) -> dict[str, Any]:
    """Everything on the page of a list."""
    state, reader = state_of(grid, request.GET), reader_of(request)
    rows = grid.rows(request.actor)
    ask = state.ask(request.LANGUAGE_CODE, ROWS)
    every = Along(
        urlencode(ask.filters, doseq=True),
        lambda: {"rows": grid.listing.first(rows, request.actor, ask.filters, COUNT_CEILING)},
    )
    tabs = tabs_of(request, state, grid.key, lambda: rows, every)
    count = count_of(counted(request)["rows"], COUNT_CEILING)
    narrowed = grid.listing.narrowed(rows, request.actor, ask.filters)
    return page_of(request, grid) | grid.around(request) | {
        "state": state,
        "kept": state.kept(),
        "chips": chips(request, state, reader),
        "tabs": tabs,
        "menu": menu_of(request, tabs),
        "place": grid.key,
        "count": grid.above(count.number) if count.is_more else grid.count(count.number),
        "number": count.number,
        "totals": grid.totals(request.actor, narrowed, reader),
        "headings": [
            {
                "key": column.key, "label": column.label, "width": width or column.width,
                "kind": f"{column.kind} {'' if column.phone else 'minor'}".strip(), "sorts": bool(column.sort),
                "edits": column.editor.kind if column.editor else "",
                **(state.heading(column) if column.sort else {}),
            }
            for column, width in state.columns
        ],
        "choosable": _choosable(state),
        "groups": _groups(state),
        "is_narrowed": bool(state.filters),
        "hidden": [(name, value) for name, value in _all_pairs(state) if name != "text"],
        "shape": [(name, value) for name, value in _all_pairs(state) if name not in {"columns", "group"}],
        "peek": peek_of(request, grid, "CODE"),
        "peeked": _peeked(request, grid),
        "searches": "text" in grid.listing.filters,
        "bulk": [column for column in grid.columns if column.editor and column.editor.in_bulk],
        "may_export": bool(grid.export) and request.actor.may(Right.EXPORT),
        "narrowing": urlencode(state.filters, doseq=True),
        "dense_to": state.address(dense=None if state.is_dense else "1"),
        "clear_to": f"{request.path}{'?' + '&'.join(_shape(state)) if _shape(state) else ''}",
    }  # fmt: skip


def _row(record: Any, grid: Grid, columns: Sequence[Any], about: About, pick: str) -> Row:
    is_editable = grid.may_edit(about.actor, record, about.gathered)
    cells = "".join(td(column, column.show(record, about), is_editable) for column in columns)
    name = str(record)
    return Row(record.code, name, pick % {"name": name}, record.version, mark_safe(cells), is_editable)  # noqa: S308  made by format_html


def _grouped(
    request: MemberRequest,
    state: State,
    rows: QuerySet[Any],
    records: Sequence[Any],
    shown: list[Row],
    reader: Reader,
) -> list[Row]:
    """The same rows, each first one of a group with the group's name, count and sum."""
    grid = state.grid
    column = grid.by_key[state.group.removeprefix("-")]
    ask = state.ask(request.LANGUAGE_CODE, ROWS)
    order = grid.listing.order(ask.sort, ask.language)
    place, by = order.place(ask.after), order.column
    figures = _figures(grid, grid.listing.narrowed(rows, request.actor, ask.filters), by)
    last: Any = place.value if place is not None else ...
    found = []
    for record, row in zip(records, shown, strict=True):
        value = value_of(record, by)
        if last is ... or value != last:
            number, total = figures.get(value, (0, None))
            name = column.group(record, reader) if column.group else ""
            head = {
                "label": name or _("Without a value"), "count": number,
                "sum": reader.compact(total) if grid.sum_column else "",
            }  # fmt: skip
            found.append(replace(row, group=head))
        else:
            found.append(row)
        last = value
    return found


def _figures(grid: Grid, rows: QuerySet[Any], by: str) -> dict[Any, tuple[int, int | None]]:
    sums = {"total": Sum(grid.sum_column, filter=grid.summed, default=0)} if grid.sum_column else {}
    counted = rows.order_by().values(by).annotate(number=Count("pk"), **sums)
    return {row[by]: (row["number"], row.get("total")) for row in counted}


def _choosable(state: State) -> list[dict[str, Any]]:
    """All columns: those shown in their order, then the others."""
    shown = [column for column, _width in state.columns]
    rest = [column for column in state.grid.columns if column not in shown]
    return [{"key": c.key, "label": c.label, "shown": c in shown} for c in (*shown, *rest)]


def _groups(state: State) -> list[tuple[str, Any, bool]]:
    here = state.group.removeprefix("-")
    return [(column.key, column.label, column.key == here) for column in state.grid.columns if column.gathers]


def _all_pairs(state: State) -> list[tuple[str, str]]:
    query = state.query
    return [
        (name, value)
        for name, values in query.lists()
        for value in values
        if value and name not in {"after", "peek", "add", "op", "value"}
    ]


def _shape(state: State) -> list[str]:
    return [
        f"{name}={value}"
        for name, value in _all_pairs(state)
        if name in {"sort", "columns", "dense", "group"}
    ]


def _peeked(request: MemberRequest, grid: Grid) -> str:
    code = request.GET.get("peek", "")
    return peek_of(request, grid, code) if code and code.isascii() and "/" not in code else ""


def peek_of(request: MemberRequest, grid: Grid, code: str) -> str:
    """The address of the panel that shows a record beside its list."""
    workspace = request.workspace.code
    if grid.peek:
        return reverse(grid.peek, args=[workspace, code])
    return reverse("grid:peek", args=[workspace, grid.key, code])


def _following(request: MemberRequest, after: str) -> str:
    if not after:
        return ""
    query = request.GET.copy()
    query.pop("peek", None)
    query["after"] = after
    return f"?{query.urlencode()}"
