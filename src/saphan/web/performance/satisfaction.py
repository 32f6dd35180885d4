"""Satisfaction: what clients answered, who was asked, and the surveys."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpResponse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from saphan.clients.models import Account
from saphan.clients.queries import accounts_for, people_of
from saphan.core.errors import RuleBroken
from saphan.extend import actions
from saphan.extend.models import Survey, SurveyAnswer
from saphan.extend.queries import surveys_for
from saphan.extend.rules import may_correct, may_note_answers, may_survey
from saphan.extend.terms import THRESHOLDS
from saphan.web.grid.pages import show
from saphan.web.performance.costs import day_field
from saphan.web.performance.records import Book, edit, new, take_away
from saphan.web.performance.survey_grids import ANSWERS, INVITATIONS, SURVEYS
from saphan.web.reader import reader_of
from saphan.web.request import MemberRequest
from saphan.web.settings.forms import TouchedForm, choices, offer, reference, version_field
from saphan.workspace.actor import Actor


class PlaceForm(TouchedForm):
    """Which survey, which client, who there."""

    survey = forms.TypedChoiceField(label=gettext_lazy("Survey"), coerce=int)
    account = forms.CharField(
        label=gettext_lazy("Client"), max_length=200, help_text=gettext_lazy("Name or code of the client.")
    )


class AnswerForm(PlaceForm):
    score = forms.IntegerField(label=gettext_lazy("Score"), min_value=1, max_value=10)
    answered_on = day_field(gettext_lazy("Answered on"), required=True)
    words = forms.CharField(
        label=gettext_lazy("In their words"), required=False, widget=forms.Textarea({"rows": 3})
    )
    source = forms.CharField(label=gettext_lazy("Source"), max_length=80, required=False)


class SavedAnswerForm(TouchedForm):
    COLUMNS = {"person": "person_id"}

    score = forms.IntegerField(label=gettext_lazy("Score"), min_value=1, max_value=10)
    answered_on = day_field(gettext_lazy("Answered on"), required=True)
    words = forms.CharField(
        label=gettext_lazy("In their words"), required=False, widget=forms.Textarea({"rows": 3})
    )
    source = forms.CharField(label=gettext_lazy("Source"), max_length=80, required=False)
    person = reference(gettext_lazy("Contact"), ())
    version = version_field()


class InvitationForm(PlaceForm):
    delivered_on = day_field(gettext_lazy("Delivered on"), required=True)


class SurveyForm(TouchedForm):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=160)
    question = forms.CharField(label=gettext_lazy("Question"), max_length=300, required=False)
    scale = forms.TypedChoiceField(
        label=gettext_lazy("Points"), coerce=int, choices=[(points, str(points)) for points in THRESHOLDS],
        help_text=gettext_lazy("The top two points are satisfied answers. A scale stays what it is."),
    )  # fmt: skip


class SavedSurveyForm(TouchedForm):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=160)
    question = forms.CharField(label=gettext_lazy("Question"), max_length=300, required=False)
    version = version_field()


@require_safe
def answers(request: MemberRequest) -> HttpResponse:
    return show(request, ANSWERS)


def new_answer(request: MemberRequest) -> HttpResponse:
    return new(request, ANSWER_BOOK)


def answer(request: MemberRequest, code: str) -> HttpResponse:
    return edit(request, ANSWER_BOOK, code)


@require_POST
def remove_answer(request: MemberRequest, code: str) -> HttpResponse:
    return take_away(request, ANSWER_BOOK, code)


@require_safe
def invitations(request: MemberRequest) -> HttpResponse:
    return show(request, INVITATIONS)


def new_invitation(request: MemberRequest) -> HttpResponse:
    return new(request, INVITATION_BOOK)


def invitation(request: MemberRequest, code: str) -> HttpResponse:
    return edit(request, INVITATION_BOOK, code)


@require_POST
def remove_invitation(request: MemberRequest, code: str) -> HttpResponse:
    return take_away(request, INVITATION_BOOK, code)


@require_safe
def surveys(request: MemberRequest) -> HttpResponse:
    return show(request, SURVEYS)


def new_survey(request: MemberRequest) -> HttpResponse:
    return new(request, SURVEY_BOOK)


def survey(request: MemberRequest, code: str) -> HttpResponse:
    return edit(request, SURVEY_BOOK, code)


def _answer_form(request: MemberRequest, record: SurveyAnswer | None) -> TouchedForm:
    posted = request.POST if request.method == "POST" and "score" in request.POST else None
    if record is None:
        return _with_surveys(request, AnswerForm(posted, initial=_first(request, "answered_on")))
    names = ("score", "answered_on", "words", "source", "version")
    form = SavedAnswerForm(
        posted, initial={name: getattr(record, name) for name in names} | {"person": record.person_id}
    )
    offer(form, person=choices(people_of(request.actor, record.account).order_by("name")))
    return form


def _invitation_form(request: MemberRequest, record: Any) -> TouchedForm:
    posted = request.POST if request.method == "POST" and "account" in request.POST else None
    initial = _first(request, "delivered_on")
    if record is not None:
        initial = {
            "survey": record.survey_id,
            "account": record.account.name,
            "delivered_on": record.delivered_on,
        }
    return _with_surveys(request, InvitationForm(posted, initial=initial))


def _survey_form(request: MemberRequest, record: Survey | None) -> TouchedForm:
    posted = request.POST if request.method == "POST" else None
    if record is None:
        return SurveyForm(posted, initial={"scale": 5})
    initial = {"name": record.name, "question": record.question, "version": record.version}
    return SavedSurveyForm(posted, initial=initial)


def _first(request: MemberRequest, day: str) -> dict[str, Any]:
    return {"account": request.GET.get("account", ""), day: reader_of(request).today}


def _with_surveys(request: MemberRequest, form: TouchedForm) -> TouchedForm:
    form.actor = request.actor  # type: ignore[attr-defined]
    offer(form, survey=[(each.pk, str(each)) for each in surveys_for(request.actor).order_by("-pk")])
    return form


def _values(form: TouchedForm) -> dict[str, Any]:
    """What the action takes: the survey and the client that the form names."""
    actor: Actor = form.actor  # type: ignore[attr-defined]
    chosen = dict(form.cleaned_data)
    return chosen | {
        "survey": surveys_for(actor).get(pk=chosen["survey"]),
        "account": _client(actor, chosen["account"].strip()),
    }


def _may(actor: Actor, record: Any) -> bool:
    return may_note_answers(actor, None) if record is None else may_correct(actor, record)


def _client(actor: Actor, text: str) -> Account:
    """The visible client with this code or name. Raises RuleBroken("relation.unknown")."""
    named = accounts_for(actor).filter(Q(code=text) | Q(name=text) | Q(name_en=text) | Q(short_name=text))
    found = named.order_by("pk").first()
    if found is None:
        raise RuleBroken("relation.unknown", field="account", text=text)
    return found


ANSWER_BOOK = Book(
    key="answer",
    grid=ANSWERS,
    new=gettext_lazy("New answer"),
    saved=gettext_lazy("The answer is saved."),
    removed=gettext_lazy("The answer is taken away."),
    form=_answer_form,
    values=_values,
    create=actions.note_answer,
    update=actions.update_answer,
    remove=actions.remove_answer,
    may=_may,
)
INVITATION_BOOK = Book(
    key="invitation",
    grid=INVITATIONS,
    new=gettext_lazy("New invitation"),
    saved=gettext_lazy("The invitation is saved."),
    removed=gettext_lazy("The invitation is taken away."),
    form=_invitation_form,
    values=_values,
    create=actions.note_invitation,
    remove=actions.remove_invitation,
    may=_may,
)
SURVEY_BOOK = Book(
    key="survey",
    grid=SURVEYS,
    new=gettext_lazy("New survey"),
    saved=gettext_lazy("The survey is saved."),
    form=_survey_form,
    create=actions.create_survey,
    update=actions.update_survey,
    may=may_survey,
)
