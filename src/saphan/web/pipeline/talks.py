"""What was said about a deal, and what comes next."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from saphan.clients.actions import add_next_step, log_interaction
from saphan.clients.terms import Channel
from saphan.pipeline.queries import opportunities_for
from saphan.web.answers import answer
from saphan.web.pipeline.deal import PAGE, context_of
from saphan.web.request import MemberRequest


class TalkForm(forms.Form):
    """A note, a call, a message; with `next_what` the next step is planned in the same go."""

    channel = forms.ChoiceField(choices=Channel.choices)
    words = forms.CharField(max_length=50_000)
    next_what = forms.CharField(max_length=200, required=False)
    next_due = forms.DateField(required=False)


class StepForm(forms.Form):
    what = forms.CharField(max_length=200)
    due_on = forms.DateField(required=False)


@require_POST
def log(request: MemberRequest, code: str) -> HttpResponse:
    """Members who may log write down what was said in a deal they can see."""
    deal = get_object_or_404(opportunities_for(request.actor), code=code)

    def act(channel: str, words: str, next_what: str, next_due: Any) -> Any:
        said = log_interaction(deal, actor=request.actor, channel=channel, words=words)
        if next_what:
            add_next_step(deal, actor=request.actor, what=next_what, due_on=next_due)
        return said

    context = partial(context_of, request, deal)
    return answer(
        request, TalkForm, act, page=PAGE, fragment="deal", context=context, said=_("Written down.")
    )


@require_POST
def add_step(request: MemberRequest, code: str) -> HttpResponse:
    """Plan the next step of a deal."""
    deal = get_object_or_404(opportunities_for(request.actor), code=code)
    act = partial(add_next_step, deal, actor=request.actor)
    context = partial(context_of, request, deal)
    return answer(request, StepForm, act, page=PAGE, fragment="deal", context=context, said=_("Planned."))
