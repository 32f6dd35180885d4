"""The same rules for many opportunities at once, set-based: one check, one write, one journal insert."""

from __future__ import annotations

from collections.abc import Iterable

from saphan.core.errors import NotAllowed, RuleBroken
from saphan.journal import action, now, save_many
from saphan.pipeline.actions.stage import enter
from saphan.pipeline.models import Opportunity, Stage
from saphan.pipeline.rules import check_exit, check_inside, check_owner, may_create
from saphan.pipeline.terms import Category, OpportunityStatus
from saphan.workspace.actor import Actor
from saphan.workspace.days import today_in
from saphan.workspace.models import Member
from saphan.workspace.rights import Right

MOST_AT_ONCE = 5_000


@action("opportunities.assign", allow=may_create)
def assign_opportunities(*, actor: Actor, ids: Iterable[int], owner: Member) -> list[Opportunity]:
    """Give many opportunities to one member. Returns those that changed. All or nothing.

    Raises NotAllowed when one of them is not the actor's to change, RuleBroken("owner.out_of_reach").
    """
    check_owner(actor, owner.pk)
    chosen = _locked(actor, ids)
    for opportunity in chosen:
        opportunity.owner = owner
    return save_many(chosen, ["owner_id"])


@action("opportunities.categorise", allow=may_create)
def categorise_opportunities(*, actor: Actor, ids: Iterable[int], category: str) -> list[Opportunity]:
    """Put many opportunities into one forecast category. Raises RuleBroken("field.not_a_choice")."""
    if category not in Category.values:
        raise RuleBroken("field.not_a_choice", field="category", choices=Category.values)
    chosen = _locked(actor, ids)
    for opportunity in chosen:
        opportunity.category = category
    return save_many(chosen, ["category"])


@action("opportunities.move_stage", allow=may_create)
def move_opportunities(
    *, actor: Actor, ids: Iterable[int], stage: Stage, override: str = ""
) -> list[Opportunity]:
    """Move many open opportunities of one pipeline to a stage.

    Raises RuleBroken("opportunity.closed" | "stage.other_pipeline" | "stage.checks_missing").
    """
    check_inside(actor, "stage", stage)
    moment = now()
    today, chosen = today_in(actor.workspace, moment), _locked(actor, ids)
    for opportunity in chosen:
        if opportunity.status != OpportunityStatus.OPEN:
            raise RuleBroken("opportunity.closed", field="stage", code=opportunity.code)
        if opportunity.pipeline_id != stage.pipeline_id:
            raise RuleBroken("stage.other_pipeline", field="stage", code=opportunity.code)
        if opportunity.stage_id != stage.pk:
            check_exit(opportunity, opportunity.stage, stage, override)
            enter(opportunity, stage, moment, today)
    return save_many(chosen, ["stage_id", "stage_since", "qualified_on"])


def _locked(actor: Actor, ids: Iterable[int]) -> list[Opportunity]:
    """The opportunities, locked; refused as a whole when one of them is out of reach."""
    wanted = set(ids)
    if len(wanted) > MOST_AT_ONCE:
        raise RuleBroken("bulk.too_many", most=MOST_AT_ONCE)
    mine = Opportunity.objects.select_for_update(of=("self",)).filter(
        actor.predicate(Right.WRITE), pk__in=wanted, removed_at=None
    )
    chosen = list(mine.select_related("stage").order_by("pk"))
    if len(chosen) != len(wanted):
        raise NotAllowed("bulk.some_out_of_reach", missing=len(wanted) - len(chosen))
    return chosen
