"""Deals as a table."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from saphan.web.grid.pages import show
from saphan.web.past.asking import looked_back
from saphan.web.past.board import past_table
from saphan.web.pipeline.grid import DEALS
from saphan.web.reader import reader_of
from saphan.web.request import MemberRequest


@require_safe
def table(request: MemberRequest) -> HttpResponse:
    """Deals the member may read."""
    past = looked_back(request, reader_of(request))
    return past_table(request, past) if past else show(request, DEALS)
