"""Beginning a quote, of a deal or for a client, and writing its lines."""

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
from saphan.commerce.actions import create_quote, set_quote_lines
from saphan.commerce.quote_queries import quote_lines_for
from saphan.commerce.quote_rules import may_quote, may_write_quote
from saphan.pipeline.models import Opportunity
from saphan.pipeline.queries import lines_for, opportunities_for
from saphan.web.answers import answer
from saphan.web.commerce.lines import empty_rows
from saphan.web.commerce.lines import known_rows as rows_of_deal
from saphan.web.commerce.rewriting import REWRITE, rewriting
from saphan.web.quotes import lines as table
from saphan.web.quotes.page import found
from saphan.web.request import MemberRequest, require
from saphan.workspace.queries import offerings_for, sellable_offerings_for
from saphan.workspace.terms import Language

NEW = "quotes/new.html"


class NewQuoteForm(forms.Form):
    account = forms.CharField(label=gettext_lazy("Client"), max_length=24)
    deal = forms.CharField(label=gettext_lazy("Deal"), max_length=24, required=False)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200, required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=Language.choices)
    currency = forms.CharField(label=gettext_lazy("Currency"), min_length=3, max_length=3)
    valid_until = forms.DateField(
        label=gettext_lazy("Valid until"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
        help_text=gettext_lazy("Empty: as long as quotes usually hold."),
    )  # fmt: skip


class LinesForm(forms.Form):
    """The rows are read by `lines.chosen`; the form carries refusals."""


def new(request: MemberRequest) -> HttpResponse:
    """Begin a quote; `?deal=` starts from a deal with its offerings, `?client=` from a client."""
    require(may_quote(request.actor, None))
    deals = opportunities_for(request.actor).select_related("account")
    deal = deals.filter(code=request.GET.get("deal", "-")).first()
    form = NewQuoteForm(request.POST or None, initial=_start(request, deal))

    def context() -> dict[str, Any]:
        known = (
            rows_of_deal(lines_for(request.actor, deal), deal.currency)
            if deal and request.method != "POST"
            else []
        )
        return {
            "form": form,
            "offerings": sellable_offerings_for(request.actor).order_by("family", "name"),
            "rows": table.typed(request.POST) if request.method == "POST" else known + empty_rows(),
            "clients": accounts_for(request.actor).filter(code=form["account"].value() or "-"),
            "url": reverse("quotes:new", args=[request.workspace.code]),
        }

    if request.method != "POST":
        return render(request, NEW, context())
    return answer(
        request, form, partial(_create, request), page=NEW, fragment="form", context=context,
        to=lambda made: reverse("quotes:detail", args=[request.workspace.code, made.code]),
        said=_("The quote is a draft."),
    )  # fmt: skip


def lines(request: MemberRequest, code: str) -> HttpResponse:
    """Show the lines of a draft, or write others."""
    here = found(request, code)
    require(may_write_quote(request.actor, here))
    form = LinesForm(request.POST or None)
    offerings = list(offerings_for(request.actor).order_by("family", "name"))

    routes = ("quotes:list", "quotes:detail")
    paper = rewriting(request, here, _("Quotes"), routes, _("Lines"), _("Save"), "quotes/lines.html")

    def context() -> dict[str, Any]:
        known = table.known_rows(quote_lines_for(request.actor, here), here.currency)
        return {
            "paper": paper,
            "form": form,
            "offerings": offerings,
            "rows": table.typed(request.POST) if request.method == "POST" else known + empty_rows(),
            "currency": here.currency,
        }

    if request.method != "POST":
        return render(request, REWRITE, context())

    def act() -> Any:
        wanted = table.chosen(request.POST, {each.code: each for each in offerings}, here.currency)
        return set_quote_lines(here, actor=request.actor, lines=wanted)

    return answer(
        request, form, act, page=REWRITE, fragment="form", context=context, to=paper.url, said=_("Saved.")
    )


def _create(request: MemberRequest, *, account: str, deal: str, currency: str, **known: Any) -> Any:
    client = get_object_or_404(accounts_for(request.actor), code=account)
    opportunity = get_object_or_404(opportunities_for(request.actor), code=deal) if deal else None
    offerings = {each.code: each for each in sellable_offerings_for(request.actor)}
    wanted = table.chosen(request.POST, offerings, currency.upper())
    return create_quote(
        actor=request.actor,
        account=client,
        opportunity=opportunity,
        currency=currency.upper(),
        lines=wanted,
        **known,
    )


def _start(request: MemberRequest, deal: Opportunity | None) -> dict[str, Any]:
    language = {"language": request.workspace.language}
    if deal is None:
        return {
            "currency": request.workspace.currency,
            "account": request.GET.get("client", ""),
        } | language
    account = deal.account.code if deal.account else ""
    return {
        "currency": deal.currency,
        "account": account,
        "deal": deal.code,
        "name": deal.name,
    } | language
