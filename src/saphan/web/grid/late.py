"""Cells that come after their rows, because they take longer than a list may."""

from __future__ import annotations

from django.http import Http404, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from saphan.web.grid.known import grid_of
from saphan.web.grid.shown import ROWS
from saphan.web.reader import reader_of
from saphan.web.request import MemberRequest


@require_safe
def late(request: MemberRequest, key: str, column: str) -> HttpResponse:
    """The cells of one column by the codes asked for, those of one page at most; what one may not see is left out."""
    grid = grid_of(key)
    found = grid.by_key.get(column)
    if found is None or found.later is None:
        raise Http404
    codes = request.GET.getlist("code")[:ROWS]
    records = list(grid.rows(request.actor).filter(code__in=codes))
    cells = found.later(request.actor, records, reader_of(request))
    shown = {
        record.code: {"html": cell.html, "tone": cell.tone}
        for record in records
        if (cell := cells.get(record.pk))
    }
    return JsonResponse(shown)
