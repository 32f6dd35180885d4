"""A new draft, of an order or to a client."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saphan.clients.queries import accounts_for
from saphan.commerce.actions import create_invoice
from saphan.commerce.billing import BilledLine
from saphan.commerce.queries import orders_for
from saphan.commerce.rules import may_create_invoice
from saphan.commerce.terms import Purpose
from saphan.core.money import parse_amount
from saphan.web.answers import answer
from saphan.web.commerce.lines import share_of
from saphan.web.commerce.order_form import day_field
from saphan.web.request import MemberRequest, require

PAGE = "commerce/new_invoice.html"
NAMES, EMPTY_ROWS = ("description", "amount", "tax"), 3


class NewInvoiceForm(forms.Form):
    order = forms.CharField(label=gettext_lazy("Order"), max_length=24, required=False)
    account = forms.CharField(label=gettext_lazy("Client"), max_length=24, required=False)
    purpose = forms.ChoiceField(label=gettext_lazy("Purpose"), choices=Purpose.choices)
    share = forms.CharField(label=gettext_lazy("Share of the order in %"), max_length=8, required=False)
    currency = forms.CharField(label=gettext_lazy("Currency"), max_length=3, required=False)
    due_on = day_field(gettext_lazy("Due on (empty: 30 days after issue)"))
    note = forms.CharField(label=gettext_lazy("Note"), max_length=200, required=False)


def new(request: MemberRequest) -> HttpResponse:
    """Draft an invoice; `?order=` takes the lines of an order, `?client=` starts from nothing."""
    require(may_create_invoice(request.actor, None))
    initial = {
        "order": request.GET.get("order", ""), "account": request.GET.get("client", ""), "purpose": Purpose.FULL,
        "share": "100", "currency": request.workspace.currency,
    }  # fmt: skip
    form = NewInvoiceForm(request.POST or None, initial=initial)

    def context() -> dict[str, Any]:
        return {"form": form, "rows": _typed(request) or [dict.fromkeys(NAMES, "")] * EMPTY_ROWS}

    if request.method != "POST":
        return render(request, PAGE, context())

    def act(**known: Any) -> Any:
        return _create(request, **known)

    return answer(
        request, form, act, page=PAGE, fragment="form", context=context, said=_("The draft is there."),
        to=lambda made: reverse("commerce:invoice", args=[request.workspace.code, made.code]),
    )  # fmt: skip


def _create(
    request: MemberRequest,
    *,
    order: str,
    account: str,
    share: str,
    currency: str,
    due_on: date | None,
    **known: Any,
) -> Any:
    actor = request.actor
    here = get_object_or_404(orders_for(actor).select_related("account"), code=order) if order else None
    client = get_object_or_404(accounts_for(actor), code=account) if account else None
    money = here.currency if here else currency.upper() or request.workspace.currency
    return create_invoice(
        actor=actor, order=here, account=client, lines=_lines(request, money), currency=money, due_on=due_on,
        share_bp=share_of(share, "share") if share else 10_000, **known,
    )  # fmt: skip


def _typed(request: MemberRequest) -> list[dict[str, str]]:
    columns = [request.POST.getlist(name) for name in NAMES]
    return [dict(zip(NAMES, row, strict=True)) for row in zip(*columns, strict=False)]


def _lines(request: MemberRequest, currency: str) -> list[BilledLine]:
    return [
        BilledLine(
            parse_amount(row["amount"] or "0", currency).minor, row["description"].strip(),
            tax_bp=share_of(row["tax"], "tax"),
        )
        for row in _typed(request)
        if row["description"].strip() or row["amount"].strip()
    ]  # fmt: skip
