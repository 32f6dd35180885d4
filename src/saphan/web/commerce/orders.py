"""The list of orders."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from saphan.web.commerce.grid import ORDERS
from saphan.web.grid.pages import show
from saphan.web.request import MemberRequest


@require_safe
def orders(request: MemberRequest) -> HttpResponse:
    """Orders the member may read."""
    return show(request, ORDERS)
