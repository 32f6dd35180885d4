"""The list of orders."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from saphan.commerce.lists import ORDERS
from saphan.commerce.models import Order
from saphan.commerce.queries import orders_for
from saphan.commerce.terms import OrderStatus
from saphan.web.commerce.columns import columns_in
from saphan.web.reader import Reader, reader_of
from saphan.web.request import MemberRequest
from saphan.workspace.listing import Ask
from saphan.workspace.rights import Right

ROWS = 80
COLUMNS = (
    ("name", _("Order"), ""), ("", _("Client"), ""), ("status", _("Status"), ""), ("confirmed", _("Confirmed on"), ""),
    ("amount", _("Amount"), "number"), ("", _("Owner"), "minor"),
)  # fmt: skip
FILTERS = ("text", "status", "account", "deal", "owner")


@require_safe
def orders(request: MemberRequest) -> HttpResponse:
    """Orders the member may read; htmx asks for the rows that follow."""
    ask = _ask(request)
    context = _page(request, ask)
    if request.htmx and request.GET.get("after"):
        return render(request, "commerce/order_rows.html", context)
    return render(request, "commerce/orders.html", context | _around(request, ask))


def _ask(request: MemberRequest) -> Ask:
    filters = {name: value for name in FILTERS if (value := request.GET.get(name, ""))}
    sort = request.GET.get("sort", "-confirmed")
    return Ask(filters, sort, request.GET.get("after", ""), ROWS, request.LANGUAGE_CODE)


def _page(request: MemberRequest, ask: Ask) -> dict[str, Any]:
    found = ORDERS.page(orders_for(request.actor).select_related("account", "owner"), request.actor, ask)
    reader = reader_of(request)
    return {"rows": [_row(order, reader) for order in found.rows], "next": found.next}


def _around(request: MemberRequest, ask: Ask) -> dict[str, Any]:
    status = request.GET.get("status", "")
    return {
        "count": ORDERS.count(orders_for(request.actor), request.actor, ask),
        "views": [
            ("", _("All"), not status),
            *((value, label, value == status) for value, label in OrderStatus.choices),
        ],
        "columns": columns_in(COLUMNS, ask.sort),
        "may_write": request.actor.may(Right.WRITE),
        "may_export": request.actor.may(Right.EXPORT),
        "filtered": bool(ask.filters),
    }


def _row(order: Order, reader: Reader) -> dict[str, Any]:
    return {
        "code": order.code,
        "name": order.name,
        "client": order.account.name,
        "client_pk": order.account_id,
        "status": order.status,
        "status_label": order.get_status_display(),
        "confirmed": reader.day(order.confirmed_on),
        "amount": reader.money(order.amount_minor, order.currency),
        "owner": order.owner.name if order.owner else "",
        "owner_pk": order.owner_id,
    }
