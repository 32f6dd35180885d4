"""Targets: set, set anew, take away. Every version stays in the journal with its day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from saphan.clients.models import Account
from saphan.core.errors import RuleBroken
from saphan.core.kpi import DEFINITIONS, Unit
from saphan.core.money import exponent
from saphan.journal import action, create, remove, save
from saphan.pipeline.models import Target
from saphan.pipeline.rules import check_account, check_inside, may_configure
from saphan.workspace.actor import Actor
from saphan.workspace.changes import put
from saphan.workspace.models import Member, Team, Territory

EDITABLE = frozenset({"amount", "starts_on", "ends_on"})


@action("target.set", allow=may_configure)
def set_target_of(
    *,
    actor: Actor,
    metric: str,
    starts_on: date,
    ends_on: date,
    amount: int,
    currency: str = "",
    member: Member | None = None,
    team: Team | None = None,
    territory: Territory | None = None,
    account: Account | None = None,
) -> Target:
    """Set the target of a subject in a figure over a period; setting it again makes a new version.

    `amount` is in minor units of `currency` for money, else in hundredths. Raises RuleBroken("kpi.unknown" |
    "period.ends_before_start" | "target.one_subject" | "target.not_positive" | "relation.not_found").
    """
    subjects = {"member": member, "team": team, "territory": territory, "account": account}
    if metric not in DEFINITIONS:
        raise RuleBroken("kpi.unknown", field="metric", metric=metric)
    if sum(subject is not None for subject in subjects.values()) > 1:
        raise RuleBroken("target.one_subject", field="member")
    if ends_on < starts_on:
        raise RuleBroken("period.ends_before_start", field="ends_on", on=starts_on)
    if amount <= 0:
        raise RuleBroken("target.not_positive", field="amount")
    for name in ("member", "team", "territory"):
        check_inside(actor, name, subjects[name])
    check_account(actor, account)
    chosen = (currency or actor.workspace.currency) if DEFINITIONS[metric].unit is Unit.MONEY else ""
    if chosen:
        exponent(chosen)
    same = Target.objects.select_for_update().filter(
        workspace_id=actor.workspace_id,
        metric=metric,
        starts_on=starts_on,
        ends_on=ends_on,
        removed_at=None,
        **subjects,
    )
    known = same.first()
    if known is None:
        return create(
            Target(
                metric=metric,
                starts_on=starts_on,
                ends_on=ends_on,
                amount=amount,
                currency=chosen,
                **subjects,
            )
        )
    known.amount, known.currency = amount, chosen
    return save(known)


@action("target.update", allow=may_configure)
def update_target(target: Target, *, actor: Actor, changes: Mapping[str, Any]) -> Target:
    """Change how much (see `set_target_of`) or the period; the figure and whose it is stay.

    Raises RuleBroken("field.not_editable" | "period.ends_before_start" | "target.not_positive").
    """
    put(target, changes, EDITABLE)
    if target.ends_on < target.starts_on:
        raise RuleBroken("period.ends_before_start", field="ends_on", on=target.starts_on)
    if target.amount <= 0:
        raise RuleBroken("target.not_positive", field="amount")
    return save(target)


@action("target.remove", allow=may_configure)
def remove_target(target: Target, *, actor: Actor) -> Target:
    """Take a target away; what it was stays in its history."""
    return remove(target)
