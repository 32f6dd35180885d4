"""Satisfaction: what clients answered, who was asked, and the surveys."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from saphan.clients.models import Account
from saphan.clients.queries import accounts_for, people_of
from saphan.core.errors import RuleBroken
from saphan.extend import actions, lists
from saphan.extend.models import Survey, SurveyAnswer
from saphan.extend.queries import answers_for, invitations_for, surveys_for
from saphan.extend.rules import may_correct, may_note_answers, may_survey
from saphan.extend.terms import THRESHOLDS
from saphan.web.performance.costs import day_field
from saphan.web.performance.records import Book, Cell, Words, edit, new, shelf, take_away
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
    return shelf(request, ANSWERS)


def new_answer(request: MemberRequest) -> HttpResponse:
    return new(request, ANSWERS)


def answer(request: MemberRequest, code: str) -> HttpResponse:
    return edit(request, ANSWERS, code)


@require_POST
def remove_answer(request: MemberRequest, code: str) -> HttpResponse:
    return take_away(request, ANSWERS, code)


@require_safe
def invitations(request: MemberRequest) -> HttpResponse:
    return shelf(request, INVITATIONS)


def new_invitation(request: MemberRequest) -> HttpResponse:
    return new(request, INVITATIONS)


def invitation(request: MemberRequest, code: str) -> HttpResponse:
    return edit(request, INVITATIONS, code)


@require_POST
def remove_invitation(request: MemberRequest, code: str) -> HttpResponse:
    return take_away(request, INVITATIONS, code)


@require_safe
def surveys(request: MemberRequest) -> HttpResponse:
    return shelf(request, SURVEYS)


def new_survey(request: MemberRequest) -> HttpResponse:
    return new(request, SURVEYS)


def survey(request: MemberRequest, code: str) -> HttpResponse:
    return edit(request, SURVEYS, code)


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


def _client(actor: Actor, text: str) -> Account:
    """The visible client with this code or name. Raises RuleBroken("relation.unknown")."""
    named = accounts_for(actor).filter(Q(code=text) | Q(name=text) | Q(name_en=text) | Q(short_name=text))
    found = named.order_by("pk").first()
    if found is None:
        raise RuleBroken("relation.unknown", field="account", text=text)
    return found


def _score(record: SurveyAnswer) -> str:
    return _("%(score)s of %(scale)s") % {"score": record.score, "scale": record.survey.scale}


LINKS = (
    ("answers", gettext_lazy("Answers")),
    ("invitations", gettext_lazy("Invitations")),
    ("surveys", gettext_lazy("Surveys")),
)
ANSWERS = Book(
    key="answer",
    section="satisfaction",
    words=Words(
        title=gettext_lazy("Satisfaction"),
        new=gettext_lazy("New answer"),
        empty=gettext_lazy("No answers yet"),
        hint=gettext_lazy("Note what a client answered, or bring a table of answers."),
        saved=gettext_lazy("The answer is saved."),
        removed=gettext_lazy("The answer is taken away."),
    ),
    rows=answers_for,
    listing=lists.ANSWERS,
    along=("survey", "account", "person"),
    cells=(
        Cell(gettext_lazy("Client"), lambda one, _reader: one.account.name),
        Cell(gettext_lazy("Score"), lambda one, _reader: _score(one), "score", "number"),
        Cell(gettext_lazy("In their words"), lambda one, _reader: one.words[:120], "", "minor"),
        Cell(gettext_lazy("Contact"), lambda one, _reader: str(one.person or ""), "", "minor"),
        Cell(gettext_lazy("Survey"), lambda one, _reader: one.survey.name, "", "minor"),
        Cell(
            gettext_lazy("Answered on"), lambda one, reader: reader.day(one.answered_on), "answered", "number"
        ),
    ),
    form=_answer_form,
    values=_values,
    create=actions.note_answer,
    update=actions.update_answer,
    remove=actions.remove_answer,
    may=lambda actor, record: may_note_answers(actor, None) if record is None else may_correct(actor, record),
    export="survey_answers",
    links=LINKS[1:],
)
INVITATIONS = Book(
    key="invitation",
    section="satisfaction",
    words=Words(
        title=gettext_lazy("Invitations"),
        new=gettext_lazy("New invitation"),
        empty=gettext_lazy("No invitations yet"),
        hint=gettext_lazy("Note who was asked. Without it nobody knows how many did not answer."),
        saved=gettext_lazy("The invitation is saved."),
        removed=gettext_lazy("The invitation is taken away."),
    ),
    rows=invitations_for,
    listing=lists.INVITATIONS,
    along=("survey", "account", "person"),
    cells=(
        Cell(gettext_lazy("Client"), lambda one, _reader: one.account.name),
        Cell(gettext_lazy("Contact"), lambda one, _reader: str(one.person or ""), "", "minor"),
        Cell(gettext_lazy("Survey"), lambda one, _reader: one.survey.name, "", "minor"),
        Cell(
            gettext_lazy("Delivered on"),
            lambda one, reader: reader.day(one.delivered_on),
            "delivered",
            "number",
        ),
    ),
    form=_invitation_form,
    values=_values,
    create=actions.note_invitation,
    remove=actions.remove_invitation,
    may=lambda actor, record: may_note_answers(actor, None) if record is None else may_correct(actor, record),
    export="survey_invitations",
    links=(LINKS[0], LINKS[2]),
)
SURVEYS = Book(
    key="survey",
    section="satisfaction",
    words=Words(
        title=gettext_lazy("Surveys"),
        new=gettext_lazy("New survey"),
        empty=gettext_lazy("No surveys yet"),
        hint=gettext_lazy("A survey is one question with its scale. Answers hang on it."),
        saved=gettext_lazy("The survey is saved."),
    ),
    rows=surveys_for,
    listing=lists.SURVEYS,
    cells=(
        Cell(gettext_lazy("Name"), lambda one, _reader: one.name, "name"),
        Cell(gettext_lazy("Question"), lambda one, _reader: one.question, "", "minor"),
        Cell(gettext_lazy("Points"), lambda one, _reader: one.scale, "", "number"),
        Cell(gettext_lazy("Satisfied from"), lambda one, _reader: one.threshold, "", "number"),
    ),
    form=_survey_form,
    create=actions.create_survey,
    update=actions.update_survey,
    may=may_survey,
    links=LINKS[:2],
)
