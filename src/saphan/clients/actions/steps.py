"""What we do next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from saphan.clients.edits import References, apply_changes, check_not_in_future, required
from saphan.clients.models import NextStep
from saphan.clients.places import hang
from saphan.clients.rules import may_log, may_log_child
from saphan.clients.terms import StepKind, StepState
from saphan.core.errors import RuleBroken
from saphan.core.period import local_date
from saphan.journal import action, create, now, save
from saphan.workspace.actor import Actor
from saphan.workspace.queries import active_members_for

PLAIN = frozenset({"what", "kind", "due_on", "due_at"})
REFERENCES: References = {"owner_id": active_members_for}


@dataclass(frozen=True)
class Step:
    """A next step that is offered when another one is completed. `owner_id` None: whoever had the first."""

    what: str
    due_on: date | None = None
    due_at: int | None = None
    kind: str = StepKind.TASK
    owner_id: int | None = None


@action("next_step.add", allow=may_log)
def add_next_step(about: Any, *, actor: Actor, what: str, **values: Any) -> NextStep:
    """Plan a step with a client or in an opportunity (`about`), for the actor unless `owner` names another.

    `values`: kind, due_on (workspace date), due_at (UTC microseconds, where an hour was agreed), owner.
    Raises RuleBroken("next_step.required"), ("next_step.bad_value") and ("next_step.unknown_reference").
    """
    step = NextStep(workspace_id=actor.workspace_id, owner=actor.member)
    hang(step, about)
    return _planned(step, {**values, "what": what}, actor)


@action("next_step.complete", allow=may_log_child)
def complete_next_step(
    step: NextStep,
    *,
    actor: Actor,
    outcome: str = "",
    done_at: int | None = None,
    following: Step | None = None,
) -> NextStep:
    """Done, with what came of it; `following` is planned in the same change.

    `done_at` is UTC microseconds, default now. Raises RuleBroken("next_step.not_open"),
    ("next_step.in_future") and what `add_next_step` raises.
    """
    _close(step, StepState.DONE, outcome, done_at)
    if following is not None:
        _follow(step, following, actor)
    return step


@action("next_step.drop", allow=may_log_child)
def drop_next_step(step: NextStep, *, actor: Actor, reason: str = "") -> NextStep:
    """It will not be done. Raises RuleBroken("next_step.not_open")."""
    _close(step, StepState.DROPPED, reason, None)
    return step


@action("next_step.reschedule", allow=may_log_child)
def reschedule_next_step(
    step: NextStep, *, actor: Actor, due_on: date | None, due_at: int | None = None
) -> NextStep:
    """Another day. Raises RuleBroken("next_step.not_open")."""
    return _changed(step, {"due_on": due_on, "due_at": due_at}, actor)


@action("next_step.update", allow=may_log_child)
def update_next_step(step: NextStep, *, actor: Actor, changes: Mapping[str, Any]) -> NextStep:
    """Change what is planned, for when, or for whom. Raises RuleBroken("next_step.not_open") and more."""
    return _changed(step, changes, actor)


def _planned(step: NextStep, values: Mapping[str, Any], actor: Actor) -> NextStep:
    required("next_step", "what", str(values["what"]))
    _apply(step, values, actor)
    return create(step)


def _changed(step: NextStep, changes: Mapping[str, Any], actor: Actor) -> NextStep:
    _require_open(step)
    if "what" in changes:
        required("next_step", "what", str(changes["what"]))
    _apply(step, changes, actor)
    return save(step)


def _apply(step: NextStep, values: Mapping[str, Any], actor: Actor) -> None:
    """An agreed hour decides the day; another day without an hour ends the agreed one."""
    if "due_on" in values and "due_at" not in values:
        step.due_at = None
    apply_changes(step, values, actor=actor, plain=PLAIN, references=REFERENCES)
    if step.due_at is not None:
        step.due_on = local_date(step.due_at, actor.workspace.zone)


def _close(step: NextStep, state: StepState, outcome: str, done_at: int | None) -> None:
    _require_open(step)
    check_not_in_future("next_step", done_at)
    step.state, step.outcome = state, outcome.strip()
    step.done_at = now() if done_at is None else done_at
    save(step, effective_at=done_at)


def _follow(step: NextStep, following: Step, actor: Actor) -> None:
    after = NextStep(
        workspace_id=step.workspace_id, account_id=step.account_id, opportunity_id=step.opportunity_id
    )
    values = {name: getattr(following, name) for name in ("what", "due_on", "due_at", "kind")}
    _planned(after, {**values, "owner_id": following.owner_id or step.owner_id}, actor)


def _require_open(step: NextStep) -> None:
    if step.state != StepState.OPEN:
        raise RuleBroken("next_step.not_open", code=step.code)
