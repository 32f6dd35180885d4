"""Beginning a contract, writing its clauses, and amending it once it is signed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saphan.clients.queries import accounts_for
from saphan.commerce.actions import amend_contract, create_contract, set_clauses
from saphan.commerce.contract_queries import clauses_for
from saphan.commerce.contract_rules import may_agree
from saphan.commerce.contract_terms import ContractKind, NoticeUnit, RenewalKind
from saphan.commerce.models import Contract
from saphan.commerce.quote_queries import quotes_for
from saphan.core.format import plain_amount
from saphan.pipeline.queries import opportunities_for
from saphan.web.answers import answer
from saphan.web.commerce.rewriting import REWRITE, rewriting
from saphan.web.contracts import clauses as wording
from saphan.web.contracts.flow import own
from saphan.web.contracts.forms import AmendForm, TermsForm, as_new, terms_of
from saphan.web.request import MemberRequest, require

NEW = "contracts/new.html"


class NewForm(TermsForm):
    account = forms.CharField(label=gettext_lazy("Client"), max_length=24, required=False)
    quote = forms.CharField(label=gettext_lazy("Quote"), max_length=24, required=False)
    deal = forms.CharField(label=gettext_lazy("Deal"), max_length=24, required=False)
    name = forms.CharField(label=gettext_lazy("Title"), max_length=200, required=False)
    number = forms.CharField(label=gettext_lazy("Number on the paper"), max_length=60, required=False)

    field_order = ["account", "quote", "deal", "name", "number"]


class ClausesForm(forms.Form):
    """The rows are read by `clauses.chosen`; the form carries refusals."""


def new(request: MemberRequest) -> HttpResponse:
    """Begin a contract; `?quote=`, `?deal=` and `?client=` say of what."""
    require(may_agree(request.actor, None))
    form = NewForm(request.POST or None, initial=_start(request))

    def context() -> dict[str, Any]:
        return {"form": form, "url": reverse("contracts:new", args=[request.workspace.code])}

    if request.method != "POST":
        return render(request, NEW, context())

    def act(**cleaned: Any) -> Any:
        return _create(request, form, cleaned)

    return answer(
        request, form, act, page=NEW, fragment="form", context=context,
        to=lambda made: reverse("contracts:detail", args=[request.workspace.code, made.code]),
        said=_("The contract is a draft."),
    )  # fmt: skip


def clauses(request: MemberRequest, code: str) -> HttpResponse:
    """Show the clauses of a contract that is not signed, or write others."""
    here, form = own(request, code), ClausesForm(request.POST or None)

    def act() -> Any:
        return set_clauses(here, actor=request.actor, clauses=wording.chosen(request.POST))

    deed = (_("Clauses"), _("Save"), "contracts/clauses_edited.html")
    return _written(request, here, form, lambda **_cleaned: act(), deed, _("Saved."))


def amend(request: MemberRequest, code: str) -> HttpResponse:
    """Show the terms and clauses of a signed contract, or agree others as the next version."""
    here = own(request, code)
    form = AmendForm(request.POST or None, initial=terms_of(here))

    def act(**cleaned: Any) -> Any:
        apart = ("summary", "effective_on", "signed_on")
        changes = {name: value for name, value in form.changes().items() if name not in apart}
        return amend_contract(
            here, actor=request.actor, changes=changes, clauses=wording.chosen(request.POST),
            **{name: cleaned[name] for name in apart},
        )  # fmt: skip

    deed = (_("Amendment"), _("Note as agreed"), "contracts/amend.html")
    return _written(request, here, form, act, deed, _("The next version is signed."))


def _written(
    request: MemberRequest, here: Contract, form: Any, act: Any, deed: tuple[str, str, str], said: str
) -> HttpResponse:
    paper = rewriting(request, here, _("Contracts"), ("contracts:list", "contracts:detail"), *deed)

    def context() -> dict[str, Any]:
        is_sent = request.method == "POST"
        rows = (
            wording.typed(request.POST) if is_sent else wording.known_rows(clauses_for(request.actor, here))
        )
        return {"paper": paper, "form": form, "rows": rows, **wording.choices()}

    if request.method != "POST":
        return render(request, REWRITE, context())
    return answer(request, form, act, page=REWRITE, fragment="form", context=context, to=paper.url, said=said)


def _create(request: MemberRequest, form: forms.Form, cleaned: dict[str, Any]) -> Any:
    actor = request.actor
    client = get_object_or_404(accounts_for(actor), code=cleaned["account"]) if cleaned["account"] else None
    quote = get_object_or_404(quotes_for(actor), code=cleaned["quote"]) if cleaned["quote"] else None
    deal = get_object_or_404(opportunities_for(actor), code=cleaned["deal"]) if cleaned["deal"] else None
    known = as_new(form) | {"number": cleaned["number"]}
    return create_contract(actor=actor, account=client, quote=quote, opportunity=deal, **known)


def _start(request: MemberRequest) -> dict[str, Any]:
    asked, actor = request.GET, request.actor
    usual = {
        "kind": ContractKind.PROJECT, "renewal": RenewalKind.NONE, "notice_unit": NoticeUnit.DAYS,
        "language": request.workspace.language, "currency": request.workspace.currency,
        "account": asked.get("client", ""),
    }  # fmt: skip
    quote = quotes_for(actor).filter(code=asked.get("quote", "-")).select_related("account").first()
    deal = opportunities_for(actor).filter(code=asked.get("deal", "-")).select_related("account").first()
    if quote is not None:
        usual |= {"quote": quote.code, "language": quote.language}
    elif deal is not None:
        usual |= {"deal": deal.code}
    source = quote or deal
    if source is None:
        return usual
    return usual | {
        "name": source.name,
        "currency": source.currency,
        "amount": plain_amount(source.amount_minor, source.currency) if source.amount_minor else "",
        "account": source.account.code if source.account else "",
    }
