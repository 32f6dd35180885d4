"""One receipt: which invoices it pays, what of it is free, and how it is taken back."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from saphan.clients.queries import accounts_for
from saphan.commerce.actions import allocate_receipt, note_receipt, reverse_receipt
from saphan.commerce.models import Receipt
from saphan.commerce.queries import allocations_for, receipts_for
from saphan.commerce.rules import may_receive
from saphan.core.money import parse_amount
from saphan.web.answers import answer
from saphan.web.commerce.invoice_grid import RECEIPTS
from saphan.web.commerce.order_form import day_field
from saphan.web.history.moments import changes_shown
from saphan.web.past.record import stood
from saphan.web.reader import reader_of
from saphan.web.request import MemberRequest, require

PAGE, NEW = "commerce/receipt.html", "commerce/new_receipt.html"


class NewReceiptForm(forms.Form):
    account = forms.CharField(label=gettext_lazy("Client"), max_length=24)
    amount = forms.CharField(label=gettext_lazy("Amount"), max_length=40)
    currency = forms.CharField(label=gettext_lazy("Currency"), min_length=3, max_length=3)
    received_on = day_field(gettext_lazy("Received on (empty: today)"))
    bank_reference = forms.CharField(label=gettext_lazy("Reference"), max_length=80, required=False)


class ReverseForm(forms.Form):
    reason = forms.CharField(max_length=500)
    reversed_on = forms.DateField(required=False)


def new(request: MemberRequest) -> HttpResponse:
    """Note a payment; it goes to the client's oldest due invoices."""
    require(may_receive(request.actor, None))
    initial = {"account": request.GET.get("client", ""), "currency": request.workspace.currency}
    form = NewReceiptForm(request.POST or None, initial=initial)
    if request.method != "POST":
        return render(request, NEW, {"form": form})

    def act(*, account: str, amount: str, currency: str, **known: Any) -> Any:
        client = get_object_or_404(accounts_for(request.actor), code=account)
        minor = parse_amount(amount, currency.upper()).minor
        return note_receipt(
            actor=request.actor, account=client, amount_minor=minor, currency=currency.upper(), **known
        )

    return answer(
        request, form, act, page=NEW, fragment="form", context=lambda: {"form": form}, said=_("The payment is noted."),
        to=lambda made: reverse("commerce:receipt", args=[request.workspace.code, made.code]),
    )  # fmt: skip


@require_safe
def receipt(request: MemberRequest, code: str) -> HttpResponse:
    """A receipt from a client the member may read, now or as it was."""
    here = found(request, code)
    return stood(request, here, RECEIPTS) or render(request, PAGE, context_of(request, here))


@require_POST
def allocate(request: MemberRequest, code: str) -> HttpResponse:
    """Let what is free pay the oldest due invoices."""
    here = found(request, code)
    return _answered(
        request, here, None, partial(allocate_receipt, here, actor=request.actor), _("Allocated.")
    )


@require_POST
def turn_back(request: MemberRequest, code: str) -> HttpResponse:
    """Take the payment back by one with the sign turned."""
    here = found(request, code)
    act = partial(reverse_receipt, here, actor=request.actor)
    return _answered(request, here, ReverseForm, act, _("Reversed. Its invoices are open again."))


def found(request: MemberRequest, code: str) -> Receipt:
    return get_object_or_404(receipts_for(request.actor).select_related("account", "reverses"), code=code)


def context_of(request: MemberRequest, here: Receipt) -> dict[str, Any]:
    """Everything the page of a receipt shows, read anew."""
    receipt = (
        receipts_for(request.actor).select_related("account", "reverses").filter(pk=here.pk).first() or here
    )
    reader = reader_of(request)
    back = receipts_for(request.actor).filter(reverses=receipt).first()
    return {
        "receipt": receipt,
        "back": back,
        "holds": back is None and receipt.reverses_id is None,
        "may_receive": may_receive(request.actor, receipt),
        "amount": reader.money(receipt.amount_minor, receipt.currency),
        "free": reader.money(receipt.free_minor, receipt.currency) if receipt.free_minor else "",
        "received_day": reader.full_day(receipt.received_on),
        "parts": [
            (part.invoice, reader.money(part.amount_minor, receipt.currency))
            for part in allocations_for(request.actor, receipt=receipt)
        ],
        "moments": changes_shown(receipt, reader),
    }


def _answered(request: MemberRequest, here: Receipt, form: Any, act: Any, said: str) -> HttpResponse:
    context = partial(context_of, request, here)
    return answer(request, form, act, page=PAGE, fragment="receipt", context=context, said=said)
