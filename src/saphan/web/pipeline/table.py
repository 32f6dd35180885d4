"""Deals as a table."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from saphan.web.grid.pages import show
from saphan.web.pipeline.grid import DEALS
from saphan.web.request import MemberRequest


@require_safe
def table(request: MemberRequest) -> HttpResponse:
    """Deals the member may read."""
    return show(request, DEALS)
