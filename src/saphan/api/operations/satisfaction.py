"""Surveys, who was asked, and what they answered."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from ninja import Router
from pydantic import Field, StrictInt

from saphan.api.acting import offer_create, offer_remove, offer_update
from saphan.api.fields import Day, Note, Ref, Short, Shown, Writing, to
from saphan.api.resource import Resource, offer_list, offer_read
from saphan.clients.queries import accounts_for, people_for
from saphan.extend import actions, lists
from saphan.extend.queries import answers_for, invitations_for, surveys_for

Name = Annotated[str, Field(max_length=160)]
Question = Annotated[str, Field(max_length=300)]
Points = Annotated[StrictInt, Field(ge=1, le=10)]


class SurveyShown(Shown):
    """From `threshold` points on an answer is a satisfied one."""

    code: str
    version: int
    name: str
    question: str
    scale: int
    threshold: int


class SurveyCreate(Writing):
    name: Name
    question: Question = ""
    scale: Points = 5
    threshold: Points | None = None


class SurveyUpdate(Writing):
    name: Name = ""
    question: Question = ""


class InvitationShown(Shown):
    code: str
    version: int
    survey: Ref
    account: Ref
    person: Ref
    delivered_on: date
    external_id: str


class InvitationNote(Writing):
    survey: to(surveys_for)  # type: ignore[valid-type]
    account: to(accounts_for)  # type: ignore[valid-type]
    person: to(people_for) | None = None  # type: ignore[valid-type]
    delivered_on: Day
    external_id: Short = ""


class AnswerShown(Shown):
    code: str
    version: int
    survey: Ref
    invitation: Ref
    account: Ref
    person: Ref
    score: int
    words: str
    answered_on: date
    source: str
    external_id: str


class AnswerNote(Writing):
    survey: to(surveys_for)  # type: ignore[valid-type]
    account: to(accounts_for)  # type: ignore[valid-type]
    person: to(people_for) | None = None  # type: ignore[valid-type]
    invitation: to(invitations_for) | None = None  # type: ignore[valid-type]
    score: Points
    words: Note = ""
    answered_on: Day
    source: Short = ""
    external_id: Short = ""


class AnswerUpdate(Writing):
    score: Points | None = None
    words: Note = ""
    answered_on: Day | None = None
    source: Short = ""
    person: to(people_for, by_id=True) | None = None  # type: ignore[valid-type]


SURVEYS = Resource("surveys", "survey", surveys_for, SurveyShown, lists.SURVEYS)
INVITATIONS = Resource(
    "survey-invitations", "survey_invitation", invitations_for, InvitationShown, lists.INVITATIONS,
    along=("survey", "account", "person"),
)  # fmt: skip
ANSWERS = Resource(
    "survey-answers", "survey_answer", answers_for, AnswerShown, lists.ANSWERS,
    along=("survey", "invitation", "account", "person"),
)  # fmt: skip

surveys, invitations, answers = (Router(tags=["Satisfaction"]) for _ in range(3))
offer_list(surveys, SURVEYS)
offer_create(surveys, SURVEYS, actions.create_survey, SurveyCreate)
offer_read(surveys, SURVEYS)
offer_update(surveys, SURVEYS, actions.update_survey, SurveyUpdate)
offer_list(invitations, INVITATIONS)
offer_create(invitations, INVITATIONS, actions.note_invitation, InvitationNote)
offer_read(invitations, INVITATIONS)
offer_remove(invitations, INVITATIONS, actions.remove_invitation)
offer_list(answers, ANSWERS)
offer_create(answers, ANSWERS, actions.note_answer, AnswerNote)
offer_read(answers, ANSWERS)
offer_update(answers, ANSWERS, actions.update_answer, AnswerUpdate)
offer_remove(answers, ANSWERS, actions.remove_answer)
