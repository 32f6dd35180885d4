"""What an actor may see of leads, opportunities and the set-up of pipelines."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from saphan.pipeline.models import (
    Lead,
    LeadAnswer,
    LeadCriterion,
    LostReason,
    Opportunity,
    OpportunityLine,
    Pipeline,
    Stage,
    Target,
)
from saphan.pipeline.terms import OpportunityStatus
from saphan.workspace.actor import Actor
from saphan.workspace.prepared import Blank
from saphan.workspace.rights import Right


def opportunities_for(actor: Actor) -> QuerySet[Opportunity]:
    """Opportunities the actor may read. The only starting point of a read."""
    return Opportunity.objects.filter(actor.predicate(Right.READ), removed_at=None)


def open_opportunities_for(actor: Actor) -> QuerySet[Opportunity]:
    return opportunities_for(actor).filter(status=OpportunityStatus.OPEN)


def lines_for(actor: Actor, opportunity: Opportunity | Blank) -> QuerySet[OpportunityLine]:
    """The offerings in an opportunity the actor may read, in their order."""
    return (
        OpportunityLine.objects.filter(
            workspace_id=actor.workspace_id, opportunity=opportunity, removed_at=None
        )
        .select_related("offering")
        .order_by("position", "id")
    )


def leads_for(actor: Actor) -> QuerySet[Lead]:
    """Leads the actor may read; a lead that was merged into another is not listed."""
    return Lead.objects.filter(actor.predicate(Right.READ), removed_at=None, merged_into=None)


def answers_of(actor: Actor, lead: Lead) -> QuerySet[LeadAnswer]:
    return LeadAnswer.objects.filter(workspace_id=actor.workspace_id, lead=lead).select_related("criterion")


def criteria_for(actor: Actor) -> QuerySet[LeadCriterion]:
    return LeadCriterion.objects.filter(workspace_id=actor.workspace_id, removed_at=None).order_by(
        "position", "id"
    )


def pipelines_for(actor: Actor) -> QuerySet[Pipeline]:
    return Pipeline.objects.filter(workspace_id=actor.workspace_id, removed_at=None).order_by(
        "position", "id"
    )


def stages_for(actor: Actor, pipeline: Pipeline | None = None) -> QuerySet[Stage]:
    """Stages in use with their pipeline, in its order; of all pipelines when none is named."""
    stages = Stage.objects.filter(workspace_id=actor.workspace_id, removed_at=None).select_related("pipeline")
    stages = stages.filter(pipeline=pipeline) if pipeline is not None else stages
    return stages.order_by("pipeline__position", "pipeline_id", "position", "id")


def lost_reasons_for(actor: Actor) -> QuerySet[LostReason]:
    return LostReason.objects.filter(workspace_id=actor.workspace_id, removed_at=None).order_by(
        "position", "id"
    )


def targets_for(actor: Actor) -> QuerySet[Target]:
    """Targets of colleagues and clients within reach; of teams, territories and the workspace for all who read."""
    mine = Target.objects.filter(workspace_id=actor.workspace_id, removed_at=None)
    owners = actor.owners_within(Right.READ)
    if owners is None:
        return mine
    if not owners:
        return mine.none()
    reached = sorted(owners)
    return mine.filter(
        Q(member=None) | Q(member_id__in=reached), Q(account=None) | Q(account__owner_id__in=reached)
    )


def stage_sums(opportunities: QuerySet[Opportunity]) -> QuerySet[Any, Any]:
    """Per stage: its id, how many, their sum in the reporting currency (minor units), and how many have a part in it.

    Reads the columns of the board's index and nothing else, so it costs the same however wide the rows are.
    """
    by_stage = opportunities.order_by("stage_id").values_list("stage_id")
    return by_stage.annotate(
        count=Count("*"), total=Sum("reporting_minor", default=0), summed=Count("reporting_minor")
    )


def weighted(total_minor: int, win_chance: int) -> int:
    """A sum in minor units times a stage's win chance in basis points, half-even."""
    quotient, rest = divmod(total_minor * win_chance, 10_000)
    return quotient + (1 if rest * 2 > 10_000 or (rest * 2 == 10_000 and quotient % 2) else 0)
