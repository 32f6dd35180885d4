"""The page of a list, its next rows, and what its menus hold."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from saphan.core.errors import RuleBroken
from saphan.web.grid.columns import Column, Editor, Grid
from saphan.web.grid.known import grid_of
from saphan.web.grid.narrowing import added, facets
from saphan.web.grid.shown import context_of, page_of
from saphan.web.past.asking import looked_back
from saphan.web.past.listing import past_list
from saphan.web.reader import reader_of
from saphan.web.request import MemberRequest
from saphan.words.refusal import refusal_of


def show(request: MemberRequest, grid: Grid) -> HttpResponse:
    """A list as its page, now or as it stood; htmx asks for the rows that follow."""
    past = looked_back(request, reader_of(request)) if grid.past else None
    if past is not None:
        return past_list(request, grid, past)
    if request.htmx and request.GET.get("after"):
        return render(request, "grid/rows.html", page_of(request, grid))
    return render(request, grid.template, context_of(request, grid))


@require_safe
def filters(request: MemberRequest, key: str) -> HttpResponse:
    """What a list can be narrowed by, for the menu that opens with F; with `add`, the address narrowed so."""
    grid = grid_of(key)
    if grid.past and looked_back(request, reader_of(request)):
        grid = grid.of_the_past
    refusal = None
    if "add" in request.GET:
        try:
            to = added(request, grid, request.GET)
        except RuleBroken as error:
            refusal = refusal_of(error)
        else:
            return HttpResponseRedirect(reverse(grid.page, args=[request.workspace.code]) + to)
    kept = [
        (name, value)
        for name, values in request.GET.lists()
        for value in values
        if name not in {"add", "op", "value", "after", "peek"}
    ]
    context = {
        "grid": grid, "facets": facets(request, grid), "kept": kept, "refusal": refusal,
        "chosen": request.GET.get("add", ""), "back": reverse(grid.page, args=[request.workspace.code]),
    }  # fmt: skip
    page = "grid/filters.html" if request.htmx else "grid/filters_page.html"
    return render(request, page, context, status=refusal.status if refusal else 200)


@require_safe
def editor(request: MemberRequest, key: str, column: str) -> HttpResponse:
    """The control that edits a cell of this column, empty."""
    found, edits = editor_of(grid_of(key), column)
    options = list(edits.options(request)) if edits.options else []
    return render(request, "grid/editor.html", {"column": found, "editor": edits, "options": options})


def editor_of(grid: Grid, key: str) -> tuple[Column, Editor]:
    """A column that can be edited; 404 for one that is not there, RuleBroken("cell.not_editable") for the others."""
    column = grid.by_key.get(key)
    if column is None:
        raise Http404
    if column.editor is None:
        raise RuleBroken("cell.not_editable", field=key)
    return column, column.editor
