"""Opening an opportunity and changing what is known about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from saphan.clients.models import Account, BusinessUnit
from saphan.core.errors import RuleBroken
from saphan.journal import action, create, create_many, now, remove, save
from saphan.pipeline.models import Lead, Opportunity, OpportunityLine, Stage
from saphan.pipeline.pricing import price
from saphan.pipeline.rules import check_account, check_inside, check_owner, may_create, may_write
from saphan.pipeline.terms import Category, OpportunityStatus, OpportunityType
from saphan.workspace.actor import Actor
from saphan.workspace.days import instant_of, today_in
from saphan.workspace.models import Member, Offering
from saphan.workspace.rates import PlanRates
from saphan.workspace.rights import Right

# What update_opportunity takes; stage, outcome, owner and lines have actions of their own.
EDITABLE = frozenset(
    {
        "name", "account_id", "unit_id", "type", "category", "currency", "amount_minor", "expected_close_on",
        "source", "need", "operation", "value", "competitors",
    }
)  # fmt: skip
CHOICES = {"type": frozenset(OpportunityType.values), "category": frozenset(Category.values)}
NEEDS_REASON = ("expected_close_on", "amount_minor")


@dataclass(frozen=True)
class Line:
    """One offering in an opportunity; prices in minor units of the opportunity's currency."""

    offering: Offering
    quantity: int = 1
    unit_price_minor: int | None = None
    operation: str = ""

    @property
    def amount_minor(self) -> int | None:
        return None if self.unit_price_minor is None else self.unit_price_minor * self.quantity


@action("opportunity.create", allow=may_create)
def create_opportunity(
    *,
    actor: Actor,
    name: str,
    stage: Stage,
    account: Account | None = None,
    unit: BusinessUnit | None = None,
    owner: Member | None = None,
    currency: str = "",
    amount_minor: int | None = None,
    expected_close_on: date | None = None,
    lead: Lead | None = None,
    lines: Sequence[Line] = (),
    opened_on: date | None = None,
    **known: Any,
) -> Opportunity:
    """Open an opportunity in `stage` on `opened_on` (workspace date, default today).

    `amount_minor` is in minor units of `currency` (default: reporting currency); lines override it.
    Raises RuleBroken("field.required" | "relation.not_found" | "owner.out_of_reach" | "field.unknown").
    """
    _check_known(known)
    owner = owner or actor.member
    check_owner(actor, owner.pk)
    check_account(actor, account)
    check_inside(actor, "stage", stage)
    if not name.strip():
        raise RuleBroken("field.required", field="name")
    workspace, moment = actor.workspace, now()
    day = opened_on or today_in(workspace, moment)
    opportunity = Opportunity(
        name=name.strip(), account=account, unit=unit, pipeline=stage.pipeline, stage=stage, owner=owner,
        currency=currency or workspace.currency, amount_minor=amount_minor, expected_close_on=expected_close_on,
        lead=lead, stage_since=instant_of(day, workspace, moment),
        qualified_on=day if stage.is_qualified else None, **known,
    )  # fmt: skip
    check_values(opportunity)
    if lines:
        opportunity.amount_minor = _sum(lines)
    price([opportunity], PlanRates(workspace))
    create(opportunity, effective_at=opportunity.stage_since)
    _write_lines(opportunity, lines, effective_at=opportunity.stage_since)
    return opportunity


@action("opportunity.update", allow=may_write)
def update_opportunity(
    opportunity: Opportunity, *, actor: Actor, changes: dict[str, Any], reason: str = ""
) -> Opportunity:
    """Change the named attributes (see EDITABLE). A new date or amount of an open deal carries a reason.

    Raises RuleBroken("reason.required" | "field.not_editable" | "opportunity.closed" | "lines.carry_amount").
    """
    for name in changes:
        if name not in EDITABLE:
            raise RuleBroken("field.not_editable", field=name)
    moved = [name for name in NEEDS_REASON if replaces(opportunity, name, changes)]
    if moved and not reason.strip():
        raise RuleBroken("reason.required", field=moved[0])
    if "expected_close_on" in moved and opportunity.status != OpportunityStatus.OPEN:
        raise RuleBroken("opportunity.closed", field="expected_close_on")
    if "amount_minor" in changes and opportunity.lines.filter(removed_at=None).exists():
        raise RuleBroken("lines.carry_amount", field="amount_minor")
    count_push(opportunity, changes)
    for name, value in changes.items():
        setattr(opportunity, name, value)
    check_values(opportunity)
    if "account_id" in changes:
        check_account(actor, opportunity.account)
    price([opportunity], PlanRates(actor.workspace))
    return save(opportunity)


@action("opportunity.assign", allow=may_write)
def assign_opportunity(
    opportunity: Opportunity, *, actor: Actor, owner: Member, assigned_on: date | None = None
) -> Opportunity:
    """Give the opportunity to another member from `assigned_on` (default now); what happened before stays
    to the credit of whoever owned it then."""
    check_inside(actor, "owner", owner)
    if not actor.reaches(Right.WRITE, owner.pk) and actor.member.pk != opportunity.owner_id:
        raise RuleBroken("owner.out_of_reach", field="owner")
    opportunity.owner = owner
    moment = now()
    return save(
        opportunity, effective_at=instant_of(assigned_on, actor.workspace, moment) if assigned_on else moment
    )


@action("opportunity.set_lines", allow=may_write)
def set_lines(
    opportunity: Opportunity, *, actor: Actor, lines: Sequence[Line], reason: str = ""
) -> Opportunity:
    """Replace the offerings; the amount becomes their sum. A new amount carries a reason.

    Raises RuleBroken("reason.required") when the sum differs from the amount named before.
    """
    for line in lines:
        check_inside(actor, "offering", line.offering)
    total = _sum(lines) if lines else opportunity.amount_minor
    if opportunity.amount_minor not in (None, total) and not reason.strip():
        raise RuleBroken("reason.required", field="amount_minor")
    for old in opportunity.lines.filter(removed_at=None):
        remove(old)
    _write_lines(opportunity, lines)
    opportunity.amount_minor = total
    price([opportunity], PlanRates(actor.workspace))
    return save(opportunity)


@action("opportunity.remove", allow=may_write)
def remove_opportunity(opportunity: Opportunity, *, actor: Actor, reason: str) -> Opportunity:
    """Take an opportunity out of every list and figure (a duplicate, a test). Its history stays.

    Raises RuleBroken("reason.required").
    """
    if not reason.strip():
        raise RuleBroken("reason.required", field="reason")
    return remove(opportunity, effective_at=opportunity.created_at)


def _check_known(known: dict[str, Any]) -> None:
    extra = set(known) - EDITABLE - {"external_id"}
    if extra:
        raise RuleBroken("field.unknown", field=min(extra))


def check_values(opportunity: Opportunity) -> None:
    if not opportunity.name.strip():
        raise RuleBroken("field.required", field="name")
    if opportunity.amount_minor is not None and opportunity.amount_minor < 0:
        raise RuleBroken("amount.negative", field="amount_minor")
    for name, choices in CHOICES.items():
        if getattr(opportunity, name) not in choices:
            raise RuleBroken("field.not_a_choice", field=name, choices=sorted(choices))


def replaces(opportunity: Opportunity, name: str, changes: dict[str, Any]) -> bool:
    """Naming a first date or amount needs no reason; replacing one does."""
    present = getattr(opportunity, name)
    return name in changes and present is not None and changes[name] != present


def count_push(opportunity: Opportunity, changes: dict[str, Any]) -> None:
    before, after = opportunity.expected_close_on, changes.get("expected_close_on")
    if before is not None and after is not None and after > before:
        opportunity.pushes += 1


def _sum(lines: Sequence[Line]) -> int | None:
    """The amount of all lines; None while one of them has no price."""
    amounts = [line.amount_minor for line in lines]
    return None if None in amounts else sum(amount for amount in amounts if amount is not None)


def _write_lines(opportunity: Opportunity, lines: Sequence[Line], effective_at: int | None = None) -> None:
    rows = [
        OpportunityLine(
            opportunity=opportunity, offering=line.offering, quantity=line.quantity,
            unit_price_minor=line.unit_price_minor, amount_minor=line.amount_minor, operation=line.operation,
            position=position,
        )
        for position, line in enumerate(lines, start=1)
    ]  # fmt: skip
    create_many(rows, effective_at=effective_at)
