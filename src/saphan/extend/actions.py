"""Everything that can be done with surveys, invitations and answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from saphan.clients.models import Account, Person
from saphan.core.errors import NotAllowed, RuleBroken
from saphan.core.period import start_of_day
from saphan.extend.models import Survey, SurveyAnswer, SurveyInvitation
from saphan.extend.rules import may_correct, may_note_answers, may_survey
from saphan.extend.terms import THRESHOLDS
from saphan.journal import action, create, now, remove, save
from saphan.pipeline.rules import check_account, check_inside
from saphan.workspace.actor import Actor
from saphan.workspace.changes import put
from saphan.workspace.days import past_day
from saphan.workspace.rights import Right

EDITABLE = frozenset({"score", "words", "answered_on", "source", "person_id"})


@action("survey.create", allow=may_survey)
def create_survey(
    *, actor: Actor, name: str, scale: int = 5, threshold: int | None = None, question: str = ""
) -> Survey:
    """Add a survey with 5, 7 or 10 points; `threshold` None: its top two points are satisfied ones.

    Raises RuleBroken("field.required" | "survey.scale_unknown" | "survey.threshold_off_scale").
    """
    if not name.strip():
        raise RuleBroken("field.required", field="name")
    if scale not in THRESHOLDS:
        raise RuleBroken("survey.scale_unknown", field="scale")
    chosen = THRESHOLDS[scale] if threshold is None else threshold
    if not 1 <= chosen <= scale:
        raise RuleBroken("survey.threshold_off_scale", field="threshold", scale=scale)
    return create(Survey(name=name.strip(), question=question.strip(), scale=scale, threshold=chosen))


@action("survey.update", allow=may_survey)
def update_survey(survey: Survey, *, actor: Actor, changes: Mapping[str, Any]) -> Survey:
    """Change name or question. Raises RuleBroken("field.not_editable"): a scale stays what it was."""
    put(survey, changes, {"name", "question"})
    if not survey.name.strip():
        raise RuleBroken("field.required", field="name")
    return save(survey)


@action("survey_invitation.note", allow=may_note_answers)
def note_invitation(
    *,
    actor: Actor,
    survey: Survey,
    account: Account,
    delivered_on: date,
    person: Person | None = None,
    external_id: str = "",
) -> SurveyInvitation:
    """Note that the question reached a client. Raises RuleBroken("date.in_future" | "relation.not_found")."""
    _check_place(actor, survey, account, person)
    past_day(delivered_on, actor.workspace, now(), "delivered_on")
    made = SurveyInvitation(
        survey=survey, account=account, person=person, delivered_on=delivered_on, external_id=external_id
    )
    return create(made, effective_at=start_of_day(delivered_on, actor.workspace.zone))


@action("survey_invitation.remove", allow=may_correct)
def remove_invitation(invitation: SurveyInvitation, *, actor: Actor) -> SurveyInvitation:
    """Take away an invitation that was noted by mistake."""
    return remove(invitation)


@action("survey_answer.note", allow=may_note_answers)
def note_answer(
    *,
    actor: Actor,
    survey: Survey,
    account: Account,
    score: int,
    answered_on: date,
    person: Person | None = None,
    invitation: SurveyInvitation | None = None,
    words: str = "",
    source: str = "",
    external_id: str = "",
) -> SurveyAnswer:
    """Note what somebody at a client answered.

    Raises RuleBroken("survey.score_off_scale" | "date.in_future" | "relation.not_found").
    """
    _check_place(actor, survey, account, person)
    if invitation is not None and (invitation.survey_id, invitation.account_id) != (survey.pk, account.pk):
        raise RuleBroken("relation.not_found", field="invitation")
    answer = SurveyAnswer(
        survey=survey, account=account, person=person, invitation=invitation, score=score, words=words.strip(),
        answered_on=answered_on, source=source.strip(), external_id=external_id,
    )  # fmt: skip
    check_answer(answer, actor)
    return create(answer, effective_at=start_of_day(answered_on, actor.workspace.zone))


@action("survey_answer.update", allow=may_correct)
def update_answer(answer: SurveyAnswer, *, actor: Actor, changes: Mapping[str, Any]) -> SurveyAnswer:
    """Correct an answer. Raises RuleBroken("field.not_editable") and what `note_answer` raises."""
    put(answer, changes, EDITABLE)
    check_inside(actor, "person", answer.person)
    check_answer(answer, actor)
    return save(answer)


@action("survey_answer.remove", allow=may_correct)
def remove_answer(answer: SurveyAnswer, *, actor: Actor) -> SurveyAnswer:
    """Take away an answer that does not count: a test, or the same one twice."""
    return remove(answer)


def check_answer(answer: SurveyAnswer, actor: Actor) -> None:
    """Whether an answer can be true. Raises as `note_answer` says."""
    if not 1 <= answer.score <= answer.survey.scale:
        raise RuleBroken("survey.score_off_scale", field="score", scale=answer.survey.scale)
    past_day(answer.answered_on, actor.workspace, now(), "answered_on")


def _check_place(actor: Actor, survey: Survey, account: Account, person: Person | None) -> None:
    check_inside(actor, "survey", survey)
    check_account(actor, account)
    check_inside(actor, "person", person)
    if not actor.reaches(Right.LOG, account.owner_id):
        raise NotAllowed("action.not_allowed", action="survey_answer.note")
