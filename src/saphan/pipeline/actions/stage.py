"""Moving an opportunity along its pipeline."""

from __future__ import annotations

from datetime import date

from saphan.core.errors import RuleBroken
from saphan.journal import action, now, save
from saphan.pipeline.models import Opportunity, Stage
from saphan.pipeline.rules import check_exit, check_inside, may_write
from saphan.pipeline.terms import OpportunityStatus
from saphan.workspace.actor import Actor
from saphan.workspace.days import instant_of, today_in


@action("opportunity.move_stage", allow=may_write)
def move_stage(
    opportunity: Opportunity,
    *,
    actor: Actor,
    stage: Stage,
    moved_on: date | None = None,
    answers: dict[str, str] | None = None,
    override: str = "",
) -> Opportunity:
    """Move an open opportunity to another stage of its pipeline on `moved_on` (default now).

    Forward moves ask for the exit questions of the stage left (`answers` by key) and the required fields of
    the stage entered, unless `override` says why not.
    Raises RuleBroken("opportunity.closed" | "stage.other_pipeline" | "stage.retired" | "stage.checks_missing").
    """
    if opportunity.status != OpportunityStatus.OPEN:
        raise RuleBroken("opportunity.closed", field="stage")
    check_inside(actor, "stage", stage)
    if stage.pipeline_id != opportunity.pipeline_id:
        raise RuleBroken("stage.other_pipeline", field="stage")
    if stage.removed_at is not None:
        raise RuleBroken("stage.retired", field="stage")
    if stage.pk == opportunity.stage_id:
        return opportunity
    _keep_answers(opportunity, answers or {})
    check_exit(opportunity, opportunity.stage, stage, override)
    moment = now()
    effective_at = instant_of(moved_on, actor.workspace, moment) if moved_on else moment
    enter(opportunity, stage, effective_at, moved_on or today_in(actor.workspace, moment))
    return save(opportunity, effective_at=effective_at)


@action("opportunity.answer_exit_question", allow=may_write)
def answer_exit_question(opportunity: Opportunity, *, actor: Actor, answers: dict[str, str]) -> Opportunity:
    """Record what is known about the exit questions of the present stage, by question key.

    Raises RuleBroken("question.unknown").
    """
    _keep_answers(opportunity, answers)
    return save(opportunity)


def enter(opportunity: Opportunity, stage: Stage, effective_at: int, day: date) -> None:
    """Set the stage and what follows from being there."""
    opportunity.stage, opportunity.stage_since = stage, effective_at
    if stage.is_qualified and opportunity.qualified_on is None:
        opportunity.qualified_on = day


def _keep_answers(opportunity: Opportunity, answers: dict[str, str]) -> None:
    known = {question["key"] for question in opportunity.stage.exit_questions}
    for key in answers:
        if key not in known:
            raise RuleBroken("question.unknown", field=key)
    opportunity.exit_answers = {**opportunity.exit_answers, **answers}
