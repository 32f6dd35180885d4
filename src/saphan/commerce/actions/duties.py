"""What became of a duty: met with its evidence, breached or waived with the reason."""

from __future__ import annotations

from datetime import date

from saphan.commerce.contract_rules import may_settle
from saphan.commerce.contract_terms import DutyStatus
from saphan.commerce.models import Duty
from saphan.core.contracts import DUTY_MOVES
from saphan.core.errors import RuleBroken
from saphan.core.stages import check_move
from saphan.journal import action, now, save
from saphan.workspace.actor import Actor
from saphan.workspace.days import instant_of, past_day


@action("duty.meet", allow=may_settle)
def meet_duty(duty: Duty, *, actor: Actor, met_on: date | None = None, evidence: str = "") -> Duty:
    """It was done on `met_on` (workspace date, default today); `evidence` says where that can be seen.

    A breach can be made good. Raises RuleBroken("stage.move_not_allowed" | "date.in_future").
    """
    return _settle(duty, actor, DutyStatus.MET, met_on, evidence)


@action("duty.breach", allow=may_settle)
def breach_duty(duty: Duty, *, actor: Actor, reason: str, breached_on: date | None = None) -> Duty:
    """It was not done. Raises RuleBroken("reason.required" | "stage.move_not_allowed" | "date.in_future")."""
    return _settle(duty, actor, DutyStatus.BREACHED, breached_on, _needed(reason))


@action("duty.waive", allow=may_settle)
def waive_duty(duty: Duty, *, actor: Actor, reason: str, waived_on: date | None = None) -> Duty:
    """The other side lets it go. Raises RuleBroken("reason.required" | "stage.move_not_allowed" | "date.in_future")."""
    return _settle(duty, actor, DutyStatus.WAIVED, waived_on, _needed(reason))


def _settle(duty: Duty, actor: Actor, state: DutyStatus, day: date | None, note: str) -> Duty:
    check_move(duty.state, state, DUTY_MOVES)
    day = past_day(day, actor.workspace, now(), "on")
    duty.state, duty.settled_on, duty.note = state, day, note.strip()[:500]
    return save(duty, effective_at=instant_of(day, actor.workspace, now()))


def _needed(reason: str) -> str:
    if not reason.strip():
        raise RuleBroken("reason.required", field="reason")
    return reason
