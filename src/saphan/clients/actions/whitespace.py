"""Marking what a client could use of what we sell."""

from __future__ import annotations

from datetime import date

from saphan.clients.models import Account, BusinessUnit, WhitespaceCell
from saphan.clients.rules import may_write
from saphan.clients.terms import CellState
from saphan.core.errors import RuleBroken
from saphan.core.money.currencies import exponent
from saphan.journal import action, create, now, save
from saphan.workspace.actor import Actor
from saphan.workspace.days import instant_of, past_day
from saphan.workspace.models import Offering


@action("whitespace_cell.mark", allow=may_write)
def mark_cell(
    account: Account,
    *,
    actor: Actor,
    offering: Offering,
    state: str,
    unit: BusinessUnit | None = None,
    competitor: str = "",
    competitor_until: date | None = None,
    potential_minor: int | None = None,
    potential_source: str = "",
    currency: str = "",
    marked_on: date | None = None,
) -> WhitespaceCell:
    """Say whether a service is open to us at a client or one of its units, from `marked_on` (default today) on.

    Raises RuleBroken("field.not_a_choice" | "relation.not_found" | "amount.negative" | "date.in_future").
    """
    if state not in CellState.values:
        raise RuleBroken("field.not_a_choice", field="state", choices=CellState.values)
    if offering.workspace_id != actor.workspace_id:
        raise RuleBroken("relation.not_found", field="offering")
    if unit is not None and unit.account_id != account.pk:
        raise RuleBroken("relation.not_found", field="unit")
    if potential_minor is not None and potential_minor < 0:
        raise RuleBroken("amount.negative", field="potential")
    moment, workspace = now(), actor.workspace
    day = past_day(marked_on, workspace, moment, "marked_on")
    chosen = currency or workspace.currency
    exponent(chosen)
    mine = WhitespaceCell.objects.select_for_update().filter(account=account, unit=unit, offering=offering)
    cell = mine.first() or WhitespaceCell(account=account, unit=unit, offering=offering)
    is_rival = state == CellState.COMPETITOR
    cell.state, cell.competitor = state, competitor.strip() if is_rival else ""
    cell.competitor_until = competitor_until if is_rival else None
    cell.potential_minor, cell.currency = potential_minor, chosen
    cell.potential_source = potential_source.strip()
    at = instant_of(day, workspace, moment)
    return save(cell, effective_at=at) if cell.pk else create(cell, effective_at=at)
