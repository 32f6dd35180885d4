"""A record beside its list: all its columns, and what became of it lately."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from saphan.web.grid.known import grid_of
from saphan.web.grid.shown import facts_of
from saphan.web.history.moments import changes_shown
from saphan.web.reader import reader_of
from saphan.web.request import MemberRequest

LATELY = 20  # changes of single attributes, which make fewer lines


@require_safe
def peek(request: MemberRequest, key: str, code: str) -> HttpResponse:
    """The panel of a list that has none of its own."""
    grid, reader = grid_of(key), reader_of(request)
    record = get_object_or_404(grid.rows(request.actor).select_related(*grid.along), code=code)
    context = {
        "record": record,
        "facts": facts_of(request, grid, record, reader),
        "page": reverse(grid.record, args=[request.workspace.code, code]),
        "moments": changes_shown(record, reader, LATELY),
    }
    return render(request, "grid/panel.html", context)
