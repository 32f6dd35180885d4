"""The list of leads."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from saphan.web.grid.pages import show
from saphan.web.leads.grid import LEADS
from saphan.web.request import MemberRequest


@require_safe
def leads(request: MemberRequest) -> HttpResponse:
    """Leads the member may read."""
    return show(request, LEADS)
