"""Moving a deal: to another stage, to a win, a loss, no decision, and back."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from saphan.core.errors import SaphanError
from saphan.pipeline.actions import (
    close_without_decision,
    lose_opportunity,
    move_stage,
    reopen_opportunity,
    win_opportunity,
)
from saphan.pipeline.models import Opportunity, Stage
from saphan.pipeline.queries import lost_reasons_for, opportunities_for, stages_for
from saphan.web.answers import answer
from saphan.web.history.attributes import LABELS
from saphan.web.pipeline.board import moved_on_board
from saphan.web.pipeline.deal import PAGE, context_of, question_in
from saphan.web.request import MemberRequest
from saphan.words.refusal import Refusal, refusal_of

ANSWER = "answer-"  # prefix of the exit questions' fields


class DayForm(forms.Form):
    """A day on which something was decided; empty means today."""

    on = forms.DateField(label=gettext_lazy("On"), required=False)


class ReasonForm(DayForm):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500)


@require_POST
def move(request: MemberRequest, code: str) -> HttpResponse:
    """Move a deal to a stage of its pipeline; what the stage asks for comes back as a dialog."""
    deal = get_object_or_404(opportunities_for(request.actor), code=code)
    stage = get_object_or_404(stages_for(request.actor), code=request.POST.get("stage", ""))
    try:
        moved = move_stage(deal, actor=request.actor, stage=stage, **_asked(request))
    except SaphanError as error:
        return _refused(request, deal, stage, refusal_of(error), error)
    said = _("%(deal)s is now in %(stage)s.") % {
        "deal": moved.name,
        "stage": stage.label(request.LANGUAGE_CODE),
    }
    change = getattr(moved, "change", None)
    told = {"said": said, "undo": change.pk if change else None}
    # The board asks once: what changes on it comes along with the answer.
    return JsonResponse(told | moved_on_board(request, moved) if request.htmx else told)


@require_POST
def move_page(request: MemberRequest, code: str) -> HttpResponse:
    """The same from the page of a deal, or from the dialog of the board, which then goes back there."""
    deal = get_object_or_404(opportunities_for(request.actor), code=code)
    stage = get_object_or_404(stages_for(request.actor), code=request.POST.get("stage", ""))
    act = partial(move_stage, deal, actor=request.actor, stage=stage, **_asked(request))
    said = _("Now in %(stage)s.") % {"stage": stage.label(request.LANGUAGE_CODE)}
    board = reverse("pipeline:board", args=[request.workspace.code]) + f"?pipeline={deal.pipeline.code}"
    to = board if request.GET.get("back") == "board" else None
    context = partial(context_of, request, deal)
    return answer(request, None, act, page=PAGE, fragment="deal", context=context, to=to, said=said)


@require_POST
def win(request: MemberRequest, code: str) -> HttpResponse:
    """Close a deal as won."""
    deal = get_object_or_404(opportunities_for(request.actor), code=code)
    act = partial(_on("won_on", win_opportunity), deal, request)
    return _closed(request, deal, DayForm, act, _("Won."))


@require_POST
def lose(request: MemberRequest, code: str) -> HttpResponse:
    """Close a deal as lost, for a reason of the workspace's list."""
    deal = get_object_or_404(opportunities_for(request.actor), code=code)
    form = type("LossForm", (DayForm,), _loss_fields(request))
    act = partial(_on("lost_on", lose_opportunity), deal, request)
    return _closed(request, deal, form, act, _("Lost. The reason is kept."))


@require_POST
def no_decision(request: MemberRequest, code: str) -> HttpResponse:
    """Close a deal because the client chose nobody."""
    deal = get_object_or_404(opportunities_for(request.actor), code=code)
    form = type("QuietForm", (DayForm,), {"reason": forms.CharField(required=False, max_length=500)})
    act = partial(_on("closed_on", close_without_decision), deal, request)
    return _closed(request, deal, form, act, _("Closed without a decision."))


@require_POST
def reopen(request: MemberRequest, code: str) -> HttpResponse:
    """Take a closed deal up again, with the reason."""
    deal = get_object_or_404(opportunities_for(request.actor), code=code)
    act = partial(_on("reopened_on", reopen_opportunity), deal, request)
    return _closed(request, deal, ReasonForm, act, _("Open again."))


def _closed(request: MemberRequest, deal: Opportunity, form: Any, act: Any, said: str) -> HttpResponse:
    return answer(
        request, form, act, page=PAGE, fragment="deal", context=partial(context_of, request, deal), said=said
    )


def _on(day: str, action: Any) -> Any:
    """The action with the form's day under its own name for it."""

    def act(deal: Opportunity, request: MemberRequest, *, on: Any = None, **rest: Any) -> Any:
        return action(deal, actor=request.actor, **{day: on}, **rest)

    return act


def _loss_fields(request: MemberRequest) -> dict[str, Any]:
    reasons = lost_reasons_for(request.actor)
    return {
        "lost_reason": forms.ModelChoiceField(queryset=reasons, to_field_name="code"),
        "lost_to": forms.CharField(required=False, max_length=160),
    }


def _asked(request: MemberRequest) -> dict[str, Any]:
    sent = request.POST
    answers = {
        name.removeprefix(ANSWER): value for name, value in sent.items() if name.startswith(ANSWER) and value
    }
    found: dict[str, Any] = {"answers": answers, "override": sent.get("override", "")}
    return found | ({"version": int(sent["version"])} if sent.get("version", "").isdecimal() else {})


def _refused(
    request: MemberRequest, deal: Opportunity, stage: Stage, refusal: Refusal, error: SaphanError
) -> HttpResponse:
    asks = error.code == "stage.checks_missing"
    language = request.LANGUAGE_CODE
    context: dict[str, Any] = {
        "deal": deal,
        "stage": stage,
        "label": stage.label(language),
        "refusal": refusal,
        "asks": asks,
    }
    if asks:
        context["questions"] = [question_in(language, each) for each in error.values["questions"]]
        context["fields"] = [str(LABELS.get(name, name)) for name in error.values["fields"]]
    return render(request, "pipeline/move_refused.html", context, status=refusal.status)
