"""Judging a lead: criteria, qualified or turned away, and on to a deal."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from saphan.core.money import parse_amount
from saphan.pipeline.actions import (
    answer_criterion,
    convert_lead,
    disqualify_lead,
    qualify_lead,
    take_up_lead,
)
from saphan.pipeline.queries import criteria_for, stages_for
from saphan.web.answers import answer
from saphan.web.leads.page import PAGE, context_of, found
from saphan.web.request import MemberRequest

ANSWER = "answer-"


class QualifyForm(forms.Form):
    qualified_on = forms.DateField(required=False)
    despite = forms.CharField(max_length=300, required=False)


class DisqualifyForm(forms.Form):
    reason = forms.CharField(max_length=200)


class ConvertForm(forms.Form):
    stage = forms.CharField()
    opportunity_name = forms.CharField(max_length=200, required=False)
    amount = forms.CharField(max_length=40, required=False)
    currency = forms.CharField(min_length=3, max_length=3)
    expected_close_on = forms.DateField(required=False)
    despite_duplicates = forms.BooleanField(required=False)


@require_POST
def answers(request: MemberRequest, code: str) -> HttpResponse:
    """Record what is known about each criterion that was answered anew."""
    lead = found(request, code)
    known = {each.code: each for each in criteria_for(request.actor)}
    sent = {
        name.removeprefix(ANSWER): value for name, value in request.POST.items() if name.startswith(ANSWER)
    }

    def act() -> Any:
        for criterion, given in sent.items():
            if criterion in known:
                answer_criterion(lead, actor=request.actor, criterion=known[criterion], answer=given)
        return lead

    return _answered(request, lead, None, act, _("Saved."))


@require_POST
def take_up(request: MemberRequest, code: str) -> HttpResponse:
    """Start working the lead, or start again."""
    lead = found(request, code)
    return _answered(
        request, lead, None, partial(take_up_lead, lead, actor=request.actor), _("Being worked on.")
    )


@require_POST
def qualify(request: MemberRequest, code: str) -> HttpResponse:
    """Judge the lead qualified."""
    lead = found(request, code)
    return _answered(
        request, lead, QualifyForm, partial(qualify_lead, lead, actor=request.actor), _("Qualified.")
    )


@require_POST
def disqualify(request: MemberRequest, code: str) -> HttpResponse:
    """Turn the lead away, with the reason."""
    lead = found(request, code)
    act = partial(disqualify_lead, lead, actor=request.actor)
    return _answered(request, lead, DisqualifyForm, act, _("Turned away. The reason is kept."))


@require_POST
def convert(request: MemberRequest, code: str) -> HttpResponse:
    """Make a qualified lead a deal; the page of the deal follows."""
    lead = found(request, code)

    def act(stage: str, amount: str, currency: str, **known: Any) -> Any:
        chosen = get_object_or_404(stages_for(request.actor), code=stage)
        minor = parse_amount(amount, currency.upper()).minor if amount else None
        return convert_lead(
            lead, actor=request.actor, stage=chosen, amount_minor=minor, currency=currency.upper(), **known
        )

    def to(deal: Any) -> str:
        return reverse("pipeline:deal", args=[request.workspace.code, deal.code])

    context = partial(context_of, request, lead)
    return answer(
        request,
        ConvertForm,
        act,
        page=PAGE,
        fragment="lead",
        context=context,
        to=to,
        said=_("The deal is open."),
    )


def _answered(request: MemberRequest, lead: Any, form: Any, act: Any, said: str) -> HttpResponse:
    context = partial(context_of, request, lead)
    return answer(request, form, act, page=PAGE, fragment="lead", context=context, said=said)
