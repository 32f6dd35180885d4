"""Confirming orders, amending and cancelling them. The ledger follows, see commerce/order_ledger.py."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from saphan.clients.models import Account
from saphan.commerce.lines import Line, check_lines, order_lines
from saphan.commerce.models import Order, OrderLine
from saphan.commerce.rules import may_create, may_write
from saphan.commerce.terms import ORDER_MOVES, OrderStatus
from saphan.core.errors import RuleBroken
from saphan.core.money import exponent
from saphan.core.stages import check_move
from saphan.journal import action, create, create_many, now, remove, save
from saphan.pipeline.models import Opportunity
from saphan.pipeline.pricing import price
from saphan.pipeline.rules import check_account, check_inside, check_owner
from saphan.pipeline.terms import OpportunityStatus
from saphan.workspace.actor import Actor
from saphan.workspace.changes import put
from saphan.workspace.days import instant_of, past_day, today_in
from saphan.workspace.models import Member
from saphan.workspace.rates import PlanRates
from saphan.workspace.rights import Right

EDITABLE = frozenset({"name", "reference"})


@action("order.create", allow=may_create)
def create_order(
    *,
    actor: Actor,
    account: Account,
    lines: Sequence[Line],
    name: str = "",
    opportunity: Opportunity | None = None,
    owner: Member | None = None,
    currency: str = "",
    confirmed_on: date | None = None,
    reference: str = "",
    external_id: str = "",
) -> Order:
    """Confirm an order on `confirmed_on` (workspace date, default today); its lines go to the ledger.

    Of an `opportunity` it must be won; from that day on the order carries its booking.
    Raises RuleBroken("lines.missing" | "order.deal_not_won" | "order.before_win" | "order.other_client" |
    "date.in_future" | "relation.not_found" | "owner.out_of_reach") and what a line may refuse.
    """
    moment = now()
    day = confirmed_on or today_in(actor.workspace, moment)
    owner = owner or (opportunity.owner if opportunity and opportunity.owner else actor.member)
    check_owner(actor, owner.pk)
    check_account(actor, account)
    _check_deal(actor, opportunity, account, day)
    check_lines(lines, actor.workspace_id)
    past_day(day, actor.workspace, moment, "confirmed_on")
    order = Order(
        name=(name.strip() or (opportunity.name if opportunity else account.name))[:200], account=account,
        opportunity=opportunity, owner=owner, reference=reference.strip(), external_id=external_id,
        currency=currency or (opportunity.currency if opportunity else actor.workspace.currency), confirmed_on=day,
    )  # fmt: skip
    exponent(order.currency)
    effective_at = instant_of(day, actor.workspace, moment)
    rows = order_lines(order, lines)
    _add_up(order, rows, actor)
    create(order, effective_at=effective_at)
    _write(order, rows, effective_at)
    return order


@action("order.update", allow=may_write)
def update_order(order: Order, *, actor: Actor, changes: dict[str, Any]) -> Order:
    """Change the named attributes (see EDITABLE); lines, owner and status have actions of their own.

    Raises RuleBroken("field.not_editable" | "field.required").
    """
    put(order, changes, EDITABLE)
    if not order.name:
        raise RuleBroken("field.required", field="name")
    return save(order)


@action("order.assign", allow=may_write)
def assign_order(order: Order, *, actor: Actor, owner: Member) -> Order:
    """Give the order to another member; what was booked before stays to the credit of whoever owned it."""
    check_inside(actor, "owner", owner)
    if not actor.reaches(Right.WRITE, owner.pk) and actor.member.pk != order.owner_id:
        raise RuleBroken("owner.out_of_reach", field="owner")
    order.owner = owner
    return save(order)


@action("order.amend", allow=may_write)
def amend_order(
    order: Order, *, actor: Actor, lines: Sequence[Line], reason: str, amended_on: date | None = None
) -> Order:
    """Agree other lines from `amended_on` on (workspace date, default today). The old ones go back in the ledger.

    Lines that stay as they are keep their place, so a credit on one line touches only that line.
    Raises RuleBroken("reason.required" | "order.cancelled" | "date.in_future" | "date.before_opened").
    """
    if not reason.strip():
        raise RuleBroken("reason.required", field="reason")
    if order.status == OrderStatus.CANCELLED:
        raise RuleBroken("order.cancelled", field="lines")
    effective_at = _instant(order, actor, amended_on, "amended_on")
    check_lines(lines, actor.workspace_id)
    kept = list(OrderLine.objects.filter(order=order, removed_at=None).order_by("position", "pk"))
    wanted = order_lines(order, lines)
    fresh = []
    for row in wanted:
        same = next((old for old in kept if _agreed(old) == _agreed(row)), None)
        kept.remove(same) if same else fresh.append(row)
    for old in kept:
        remove(old, effective_at=effective_at)
    _add_up(order, wanted, actor)
    _write(order, fresh, effective_at)
    return save(order, effective_at=effective_at)


@action("order.cancel", allow=may_write)
def cancel_order(order: Order, *, actor: Actor, reason: str, cancelled_on: date | None = None) -> Order:
    """Cancel in full on `cancelled_on` (workspace date, default today): the order and its value are gone from then.

    Raises RuleBroken("reason.required" | "stage.move_not_allowed" | "date.in_future" | "date.before_opened").
    """
    if not reason.strip():
        raise RuleBroken("reason.required", field="reason")
    check_move(order.status, OrderStatus.CANCELLED, ORDER_MOVES)
    effective_at = _instant(order, actor, cancelled_on, "cancelled_on")
    order.status = OrderStatus.CANCELLED
    order.cancelled_on = cancelled_on or today_in(actor.workspace, now())
    return save(order, effective_at=effective_at)


@action("order.remove", allow=may_write)
def remove_order(order: Order, *, actor: Actor, reason: str) -> Order:
    """Take an order out of every list and figure (a duplicate, a test). Its history stays.

    Raises RuleBroken("reason.required").
    """
    if not reason.strip():
        raise RuleBroken("reason.required", field="reason")
    return remove(order, effective_at=order.created_at)


def _check_deal(actor: Actor, deal: Opportunity | None, account: Account, day: date) -> None:
    if deal is None:
        return
    check_inside(actor, "opportunity", deal)
    if not actor.reaches(Right.READ, deal.owner_id):
        raise RuleBroken("relation.not_found", field="opportunity")
    if deal.status != OpportunityStatus.WON:
        raise RuleBroken("order.deal_not_won", field="opportunity")
    if deal.account_id not in (None, account.pk):
        raise RuleBroken("order.other_client", field="account")
    if deal.closed_on is not None and day < deal.closed_on:
        raise RuleBroken("order.before_win", field="confirmed_on", on=deal.closed_on)


def _instant(order: Order, actor: Actor, day: date | None, field: str) -> int:
    moment = now()
    if day is None:
        return moment
    past_day(day, actor.workspace, moment, field)
    if day < order.confirmed_on:
        raise RuleBroken("date.before_opened", field=field, on=order.confirmed_on)
    return instant_of(day, actor.workspace, moment)


def _add_up(order: Order, rows: Sequence[OrderLine], actor: Actor) -> None:
    order.amount_minor = sum(row.amount_minor for row in rows)
    order.tax_minor = sum(row.tax_minor for row in rows)
    price([order], PlanRates(actor.workspace))


def _write(order: Order, rows: Sequence[OrderLine], effective_at: int) -> None:
    for row in rows:
        row.order_id = order.pk
    create_many(rows, effective_at=effective_at)


def _agreed(line: OrderLine) -> tuple[object, ...]:
    """What makes two lines the same agreement; the family stays that of the day on which it was ordered."""
    return (
        line.offering_id, line.description, line.quantity, line.unit_price_minor, line.discount_bp, line.tax_bp,
        line.months, line.starts_on, line.is_pass_through,
    )  # fmt: skip
