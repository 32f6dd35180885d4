"""The lists of invoices and of receipts."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from saphan.web.commerce.invoice_grid import INVOICES, RECEIPTS
from saphan.web.grid.pages import show
from saphan.web.request import MemberRequest


@require_safe
def invoices(request: MemberRequest) -> HttpResponse:
    """Invoices of the clients the member may read."""
    return show(request, INVOICES)


@require_safe
def receipts(request: MemberRequest) -> HttpResponse:
    """What came in from the clients the member may read."""
    return show(request, RECEIPTS)
