"""How an opportunity ends, and how it is taken up again."""

from __future__ import annotations

from datetime import date

from saphan.core.errors import RuleBroken
from saphan.core.stages import Status, check_status_move
from saphan.journal import action, now, save
from saphan.pipeline.models import LostReason, Opportunity
from saphan.pipeline.pricing import price
from saphan.pipeline.rules import check_inside, may_write
from saphan.workspace.actor import Actor
from saphan.workspace.days import instant_of, today_in
from saphan.workspace.rates import PlanRates


@action("opportunity.win", allow=may_write)
def win_opportunity(
    opportunity: Opportunity, *, actor: Actor, won_on: date | None = None, amount_minor: int | None = None
) -> Opportunity:
    """Close as won on `won_on` (workspace date, default today), at `amount_minor` when the price moved last.

    A win is qualified even if it skipped every stage. Posts the amount to the ledger.
    Raises RuleBroken("stage.move_not_allowed" | "date.in_future" | "date.before_opened").
    """
    if amount_minor is not None:
        opportunity.amount_minor = amount_minor
        price([opportunity], PlanRates(actor.workspace))
    return _close(opportunity, Status.WON, actor, won_on)


@action("opportunity.lose", allow=may_write)
def lose_opportunity(
    opportunity: Opportunity,
    *,
    actor: Actor,
    lost_reason: LostReason,
    lost_on: date | None = None,
    lost_to: str = "",
    reason: str = "",
) -> Opportunity:
    """Close as lost on `lost_on` (workspace date, default today) for a reason of the workspace's list.

    Raises RuleBroken("stage.move_not_allowed" | "date.in_future" | "date.before_opened" | "relation.not_found").
    """
    check_inside(actor, "lost_reason", lost_reason)
    opportunity.lost_reason, opportunity.lost_to = lost_reason, lost_to.strip()
    return _close(opportunity, Status.LOST, actor, lost_on, reason or lost_reason.name)


@action("opportunity.close_without_decision", allow=may_write)
def close_without_decision(
    opportunity: Opportunity, *, actor: Actor, closed_on: date | None = None, reason: str = ""
) -> Opportunity:
    """Close because the client chose nobody. Raises as win_opportunity does."""
    return _close(opportunity, Status.NO_DECISION, actor, closed_on, reason)


@action("opportunity.reopen", allow=may_write)
def reopen_opportunity(
    opportunity: Opportunity, *, actor: Actor, reason: str, reopened_on: date | None = None
) -> Opportunity:
    """Take a closed opportunity up again, in the stage it was in. A win posts its negative to the ledger.

    Raises RuleBroken("reason.required" | "stage.move_not_allowed" | "date.in_future" | "date.before_closed").
    """
    if not reason.strip():
        raise RuleBroken("reason.required", field="reason")
    check_status_move(Status(opportunity.status), Status.OPEN, reason)
    moment = now()
    day = reopened_on or today_in(actor.workspace, moment)
    if opportunity.closed_on is not None and day < opportunity.closed_on:
        raise RuleBroken("date.before_closed", field="reopened_on", on=opportunity.closed_on)
    effective_at = _moment(actor, day, moment)
    opportunity.status, opportunity.closed_on = Status.OPEN, None
    opportunity.lost_reason, opportunity.lost_to = None, ""
    opportunity.stage_since = effective_at
    return save(opportunity, effective_at=effective_at)


def _close(
    opportunity: Opportunity, status: Status, actor: Actor, day: date | None, reason: str = ""
) -> Opportunity:
    check_status_move(Status(opportunity.status), status, reason)
    moment = now()
    day = day or today_in(actor.workspace, moment)
    effective_at = _moment(actor, day, moment)
    if opportunity.qualified_on is not None and day < opportunity.qualified_on:
        raise RuleBroken("date.before_opened", field="closed_on", on=opportunity.qualified_on)
    opportunity.status, opportunity.closed_on = status, day
    if status is Status.WON and opportunity.qualified_on is None:
        opportunity.qualified_on = day
    return save(opportunity, effective_at=effective_at)


def _moment(actor: Actor, day: date, moment: int) -> int:
    if day > today_in(actor.workspace, moment):
        raise RuleBroken("date.in_future", on=day)
    return instant_of(day, actor.workspace, moment)
