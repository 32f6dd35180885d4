"""Confirming an order, from a won deal or from nothing, and amending it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saphan.clients.queries import accounts_for
from saphan.commerce.actions import amend_order, create_order
from saphan.commerce.queries import order_lines_for
from saphan.commerce.rules import may_create, may_write
from saphan.pipeline.queries import lines_for, opportunities_for
from saphan.web.answers import answer
from saphan.web.commerce import lines as table
from saphan.web.commerce.order import found
from saphan.web.commerce.rewriting import REWRITE, rewriting
from saphan.web.request import MemberRequest, require
from saphan.workspace.models import Offering
from saphan.workspace.queries import offerings_for, sellable_offerings_for


def day_field(label: Any) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))


class NewOrderForm(forms.Form):
    account = forms.CharField(label=gettext_lazy("Client"), max_length=24)
    deal = forms.CharField(label=gettext_lazy("Deal"), max_length=24, required=False)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200, required=False)
    reference = forms.CharField(
        label=gettext_lazy("The client’s order number"), max_length=80, required=False
    )
    currency = forms.CharField(label=gettext_lazy("Currency"), min_length=3, max_length=3)
    confirmed_on = day_field(gettext_lazy("Confirmed on (empty: today)"))


class AmendForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500)
    amended_on = day_field(gettext_lazy("On (empty: today)"))


def new(request: MemberRequest) -> HttpResponse:
    """Confirm an order; `?deal=` starts from a won deal with its offerings, `?client=` from a client."""
    require(may_create(request.actor, None))
    deal = (
        opportunities_for(request.actor)
        .filter(code=request.GET.get("deal", "-"))
        .select_related("account")
        .first()
    )
    form = NewOrderForm(request.POST or None, initial=_start(request, deal))

    def context() -> dict[str, Any]:
        return {
            "form": form,
            "offerings": _offerings(request),
            "rows": _rows(
                request, list(lines_for(request.actor, deal)) if deal else [], deal.currency if deal else ""
            ),
            "clients": accounts_for(request.actor).filter(code=form["account"].value() or "-"),
            "url": reverse("commerce:new_order", args=[request.workspace.code]),
        }

    if request.method != "POST":
        return render(request, "commerce/new_order.html", context())
    return answer(
        request, form, partial(_create, request), page="commerce/new_order.html", fragment="form", context=context,
        to=lambda made: reverse("commerce:order", args=[request.workspace.code, made.code]),
        said=_("The order is confirmed."),
    )  # fmt: skip


def amend(request: MemberRequest, code: str) -> HttpResponse:
    """Show the lines of an order, or agree others."""
    here = found(request, code)
    require(may_write(request.actor, here))
    form = AmendForm(request.POST or None)
    offerings = list(offerings_for(request.actor).order_by("family", "name"))

    routes, body = ("commerce:orders", "commerce:order"), "commerce/amend_order.html"
    paper = rewriting(request, here, _("Orders"), routes, _("Amend"), _("Amend the order"), body)

    def context() -> dict[str, Any]:
        return {
            "paper": paper,
            "form": form,
            "offerings": offerings,
            "rows": _rows(request, list(order_lines_for(request.actor, here)), here.currency),
            "currency": here.currency,
        }

    if request.method != "POST":
        return render(request, REWRITE, context())

    def act(**known: Any) -> Any:
        lines = table.chosen(request.POST, {each.code: each for each in offerings}, here.currency)
        return amend_order(here, actor=request.actor, lines=lines, **known)

    return answer(
        request,
        form,
        act,
        page=REWRITE,
        fragment="form",
        context=context,
        to=paper.url,
        said=_("Saved."),
    )


def _create(request: MemberRequest, *, account: str, deal: str, currency: str, **known: Any) -> Any:
    client = get_object_or_404(accounts_for(request.actor), code=account)
    opportunity = get_object_or_404(opportunities_for(request.actor), code=deal) if deal else None
    offerings = {each.code: each for each in _offerings(request)}
    lines = table.chosen(request.POST, offerings, currency.upper())
    return create_order(
        actor=request.actor,
        account=client,
        opportunity=opportunity,
        currency=currency.upper(),
        lines=lines,
        **known,
    )


def _offerings(request: MemberRequest) -> list[Offering]:
    return list(sellable_offerings_for(request.actor).order_by("family", "name"))


def _rows(request: MemberRequest, known: list[Any], currency: str) -> list[dict[str, Any]]:
    """What was typed, or what is there, with empty rows to add to."""
    if request.method == "POST":
        return table.typed(request.POST)
    return table.known_rows(known, currency) + table.empty_rows()


def _start(request: MemberRequest, deal: Any) -> dict[str, Any]:
    if deal is None:
        return {"currency": request.workspace.currency, "account": request.GET.get("client", "")}
    account = deal.account.code if deal.account else ""
    return {"currency": deal.currency, "account": account, "deal": deal.code, "name": deal.name}
