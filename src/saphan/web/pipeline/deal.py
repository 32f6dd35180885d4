"""One deal: what is known, what comes next, what happened."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.db.models import BigIntegerField, CharField, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from saphan.clients.models import NextStep, Stakeholder
from saphan.clients.queries import accounts_for, open_steps_for, stakeholders_for
from saphan.clients.terms import Channel
from saphan.clients.timeline import timeline
from saphan.commerce.models import Order
from saphan.commerce.queries import orders_for
from saphan.core.format import plain_amount
from saphan.core.money import parse_amount
from saphan.journal import now
from saphan.pipeline.actions import assign_opportunity, create_opportunity, update_opportunity
from saphan.pipeline.models import Opportunity, Stage
from saphan.pipeline.queries import lines_for, lost_reasons_for, opportunities_for, stages_for
from saphan.pipeline.rules import may_create, may_write, missing_to_enter, unanswered
from saphan.pipeline.terms import Category, OpportunityType
from saphan.web.answers import answer
from saphan.web.contracts.panel import contracts_of
from saphan.web.history.attributes import LABELS
from saphan.web.history.moments import shown
from saphan.web.kept import kept
from saphan.web.past.asking import looked_back
from saphan.web.past.record import past_record
from saphan.web.pipeline.cards import DAY
from saphan.web.pipeline.stages import stages_of
from saphan.web.quotes.panel import quotes_of
from saphan.web.reader import reader_of
from saphan.web.request import MemberRequest, require
from saphan.web.settings.forms import TouchedForm, save_touched, version_field
from saphan.workspace.actor import Actor
from saphan.workspace.prepared import Blank, prepared
from saphan.workspace.queries import active_members_for
from saphan.workspace.rights import Right

PAGE, FEW = "pipeline/deal.html", 6


class AmountField(forms.CharField):
    """An amount as people write it; the currency is the form's own field of that name."""

    def __init__(self) -> None:
        super().__init__(label=gettext_lazy("Amount"), required=False, max_length=40)


class DealForm(TouchedForm):
    """What can be changed about a deal in one go."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    amount = AmountField()
    currency = forms.CharField(label=gettext_lazy("Currency"), min_length=3, max_length=3)
    expected_close_on = forms.DateField(
        label=gettext_lazy("Expected close date"),
        required=False,
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
    )
    type = forms.ChoiceField(label=gettext_lazy("Type"), choices=OpportunityType.choices)
    category = forms.ChoiceField(label=gettext_lazy("Forecast category"), choices=Category.choices)
    source = forms.CharField(label=gettext_lazy("Source"), required=False, max_length=120)
    need = forms.CharField(
        label=gettext_lazy("What they need"), required=False, widget=forms.Textarea({"rows": 2})
    )
    operation = forms.CharField(
        label=gettext_lazy("Which operation of theirs it improves"),
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    value_for_client = forms.CharField(
        label=gettext_lazy("What that is worth to them"), required=False, widget=forms.Textarea({"rows": 2})
    )
    competitors = forms.CharField(
        label=gettext_lazy("Competitors, one after the other with commas"), required=False
    )
    version = version_field()
    reason = forms.CharField(
        label=gettext_lazy("Reason for a new date or amount"), required=False, max_length=500
    )

    def changes(self) -> dict[str, Any]:
        """Touched attributes as the action takes them."""
        found = super().changes()
        found.pop("reason", None)
        if "value_for_client" in found:
            found["value"] = found.pop("value_for_client")
        if "amount" in found or "currency" in found:
            found.pop("amount", None)
            text, currency = self.cleaned_data["amount"], self.cleaned_data["currency"].upper()
            found |= {
                "amount_minor": parse_amount(text, currency).minor if text else None,
                "currency": currency,
            }
        if "competitors" in found:
            found["competitors"] = [name.strip() for name in found["competitors"].split(",") if name.strip()]
        return found


class NewDealForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    account = forms.CharField(label=gettext_lazy("Client"), required=False)
    stage = forms.CharField(label=gettext_lazy("Stage"))
    amount = AmountField()
    currency = forms.CharField(label=gettext_lazy("Currency"), min_length=3, max_length=3)
    expected_close_on = forms.DateField(
        label=gettext_lazy("Expected close date"),
        required=False,
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
    )
    type = forms.ChoiceField(label=gettext_lazy("Type"), choices=OpportunityType.choices)


@require_safe
def deal(request: MemberRequest, code: str) -> HttpResponse:
    """A deal the member may read."""
    found, past = _found(request, code), looked_back(request, reader_of(request))
    if past is not None:
        home = reverse("pipeline:board", args=[request.workspace.code])
        return past_record(request, found, past, area=_("Pipeline"), home=home)
    return render(request, PAGE, _context(request, found))


@require_safe
def peek(request: MemberRequest, code: str) -> HttpResponse:
    """The deal in a panel beside the list or the board."""
    context = _context(request, _found(request, code))
    return render(request, "pipeline/peek.html", context | {"moments": context["moments"][:FEW]})


@require_safe
def earlier(request: MemberRequest, code: str) -> HttpResponse:
    """Older moments of the timeline."""
    found = _found(request, code)
    history = timeline(request.actor, found, before=request.GET.get("before", ""))
    context = {"moments": shown(history, reader_of(request)), "after": history.next, "url": request.path}
    return render(request, "history/timeline.html", context)


@require_POST
def edit(request: MemberRequest, code: str) -> HttpResponse:
    """Save what was touched; what somebody else changed meanwhile stays or is asked about."""
    found = _found(request, code)
    form = DealForm(request.POST, initial=initial_of(found))

    def act(**cleaned: Any) -> Any:
        return save_touched(update_opportunity, found, form, actor=request.actor, reason=cleaned["reason"])

    return answer(
        request,
        form,
        act,
        page=PAGE,
        fragment="deal",
        context=partial(context_of, request, found),
        said=_("Saved."),
    )


@require_POST
def assign(request: MemberRequest, code: str) -> HttpResponse:
    """Give the deal to another member."""
    found = _found(request, code)
    owner = get_object_or_404(active_members_for(request.actor), code=request.POST.get("owner", ""))
    act = partial(assign_opportunity, found, actor=request.actor, owner=owner)
    said = _("%(owner)s owns it now.") % {"owner": owner.name}
    return answer(
        request, None, act, page=PAGE, fragment="deal", context=partial(context_of, request, found), said=said
    )


def new(request: MemberRequest) -> HttpResponse:
    """Open a deal."""
    require(may_create(request.actor, None))
    form = NewDealForm(request.POST or None, initial=_start(request))

    def context() -> dict[str, Any]:
        stages = stages_for(request.actor).select_related("pipeline")
        return {
            "form": form,
            "stages": stages,
            "clients": accounts_for(request.actor).filter(code=form["account"].value() or "-"),
        }

    if request.method != "POST":
        return render(request, "pipeline/new.html", context())
    return answer(
        request, form, partial(_create, request), page="pipeline/new.html", fragment="form", context=context,
        to=lambda made: reverse("pipeline:deal", args=[request.workspace.code, made.code]), said=_("The deal is open."),
    )  # fmt: skip


def context_of(request: MemberRequest, found: Opportunity) -> dict[str, Any]:
    """Everything the page of a deal shows, read anew."""
    return _context(request, _found(request, found.code))


def _context(request: MemberRequest, deal: Opportunity) -> dict[str, Any]:
    reader, actor = reader_of(request), request.actor
    history, stages = timeline(actor, deal), stages_of(request)
    return {
        "deal": deal,
        "may_write": may_write(request.actor, deal),
        "may_log": request.actor.reaches(Right.LOG, deal.owner_id),
        "stages": _strip(deal, [s for s in stages if s.pipeline_id == deal.pipeline_id], reader.language),
        "amount": reader.money(deal.amount_minor, deal.currency),
        "reporting": reader.compact(deal.reporting_minor) if deal.currency != reader.currency else "",
        "close_day": reader.full_day(deal.expected_close_on) if deal.expected_close_on else "",
        "closed_day": reader.full_day(deal.closed_on) if deal.closed_on else "",
        "is_late": bool(
            deal.status == "open" and deal.expected_close_on and deal.expected_close_on < reader.today
        ),
        "days": max(0, now() - deal.stage_since) // DAY,
        "lines": [_line(line, deal, reader) for line in _of(actor, deal, "lines", lines_for)],
        "orders": [
            (order, reader.money(order.amount_minor, order.currency))
            for order in _of(actor, deal, "orders", _orders)
        ],
        "quotes": quotes_of(actor, reader, opportunity=deal),
        "contracts": contracts_of(actor, reader, opportunity=deal),
        "people": _people(request, deal),
        "steps": [
            (step, reader.day(step.due_on), _late(step, reader)) for step in _of(actor, deal, "steps", _steps)
        ],
        "moments": shown(history, reader, {(Stage, stage.pk): str(stage) for stage in stages}),
        "after": history.next,
        "earlier_url": reverse("pipeline:earlier", args=[request.workspace.code, deal.code]),
        "channels": Channel.choices,
        "members": kept(request, "members", lambda: _members(actor)),
        "lost_reasons": [
            (reason.code, reason.label(reader.language))
            for reason in kept(request, "lost reasons", lambda: list(lost_reasons_for(actor)))
        ],
        "edit_form": DealForm(initial=initial_of(deal)),
    }


def initial_of(deal: Opportunity) -> dict[str, Any]:
    """The values a form of this deal starts with."""
    names = (
        "name",
        "currency",
        "expected_close_on",
        "type",
        "category",
        "source",
        "need",
        "operation",
        "version",
    )
    return {name: getattr(deal, name) for name in names} | {
        "amount": plain_amount(deal.amount_minor, deal.currency),
        "competitors": ", ".join(deal.competitors),
        "value_for_client": deal.value,
    }


def _found(request: MemberRequest, code: str) -> Opportunity:
    def row() -> QuerySet[Opportunity]:
        along = ("account", "owner", "stage", "pipeline", "lead", "lost_reason", "unit")
        return opportunities_for(request.actor).filter(code=Blank("code", CharField())).select_related(*along)

    for found in prepared(("deal", "itself", request.actor.reads), row).ask(code=code):
        return found
    raise Http404


def _of(actor: Actor, deal: Opportunity, name: str, rows: Callable[[Actor, Blank], Any]) -> list[Any]:
    """What belongs to the deal, by a statement that is the same for all deals."""
    statement = prepared(("deal", name, actor.reads), lambda: rows(actor, Blank("deal", BigIntegerField())))
    return statement.ask(deal=deal.pk)


def _orders(actor: Actor, deal: Blank) -> QuerySet[Order]:
    return orders_for(actor).filter(opportunity=deal).order_by("pk")


def _steps(actor: Actor, deal: Blank) -> QuerySet[NextStep]:
    return open_steps_for(actor).filter(opportunity=deal).select_related("owner")


def _members(actor: Actor) -> list[tuple[str, str]]:
    return list(active_members_for(actor).order_by("name").values_list("code", "name"))


def _people(request: MemberRequest, deal: Opportunity) -> list[Stakeholder]:
    """Who matters at the client, with the role in this deal where one was set."""
    if deal.account is None:
        return []
    here = Q(opportunity=None) | Q(opportunity=Blank("deal", BigIntegerField()))
    statement = prepared(
        ("deal", "people", request.actor.reads),
        lambda: stakeholders_for(request.actor, Blank("account", BigIntegerField())).filter(here),
    )
    return statement.ask(account=deal.account_id, deal=deal.pk)


def _strip(deal: Opportunity, stages: list[Stage], language: str) -> list[dict[str, Any]]:
    here = deal.stage.position
    return [
        {
            "code": stage.code,
            "label": stage.label(language),
            "state": "here" if stage.pk == deal.stage_id else "done" if stage.position < here else "ahead",
            "target": stage.target_days,
            "questions": [question_in(language, each) for each in unanswered(deal, deal.stage)]
            if stage.position > here
            else [],
            "fields": [str(LABELS.get(name, name)) for name in missing_to_enter(deal, stage)]
            if stage.position > here
            else [],
        }
        for stage in stages
    ]


def question_in(language: str, question: dict[str, Any]) -> tuple[str, str]:
    """Key and wording of an exit question."""
    return question["key"], question.get("questions", {}).get(language) or question["question"]


def _line(line: Any, deal: Opportunity, reader: Any) -> dict[str, Any]:
    return {
        "offering": line.offering.name,
        "quantity": line.quantity,
        "price": reader.money(line.unit_price_minor, deal.currency),
        "amount": reader.money(line.amount_minor, deal.currency),
        "operation": line.operation,
    }


def _late(step: Any, reader: Any) -> bool:
    return bool(step.due_on and step.due_on < reader.today)


def _start(request: MemberRequest) -> dict[str, Any]:
    return {
        "currency": request.workspace.currency,
        "stage": request.GET.get("stage", ""),
        "account": request.GET.get("client", ""),
        "type": OpportunityType.NEW,
    }


def _create(
    request: MemberRequest, *, account: str, stage: str, amount: str, currency: str, **known: Any
) -> Opportunity:
    chosen = get_object_or_404(stages_for(request.actor), code=stage)
    client = get_object_or_404(accounts_for(request.actor), code=account) if account else None
    money = parse_amount(amount, currency.upper()) if amount else None
    return create_opportunity(
        actor=request.actor, stage=chosen, account=client, currency=currency.upper(),
        amount_minor=money.minor if money else None, **known,
    )  # fmt: skip
