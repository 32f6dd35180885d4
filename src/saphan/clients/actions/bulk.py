"""One change for many clients at once: one question for permission, one batch of writes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from saphan.clients.edits import check_not_in_future, check_reference, clean
from saphan.clients.models import Account
from saphan.clients.queries import accounts_for
from saphan.clients.rules import may_create
from saphan.core.errors import NotAllowed
from saphan.journal import action, save_many
from saphan.workspace.actor import Actor
from saphan.workspace.models import Member, Territory
from saphan.workspace.queries import active_members_for, territories_for
from saphan.workspace.rights import Right


@action("account.assign_owner_many", allow=may_create)
def assign_owner_many(
    *, actor: Actor, accounts: Iterable[int], owner: Member | None, effective_at: int | None = None
) -> list[Account]:
    """Hand many clients (ids) over at once. Raises NotAllowed, and changes none, when one is out of reach."""
    pk = owner and owner.pk
    check_reference("account", "owner_id", pk, active_members_for, actor)
    return _set(actor, accounts, "owner_id", pk, effective_at)


@action("account.move_territory_many", allow=may_create)
def move_territory_many(
    *, actor: Actor, accounts: Iterable[int], territory: Territory | None, effective_at: int | None = None
) -> list[Account]:
    """Count many clients to another territory. Raises as `assign_owner_many`."""
    pk = territory and territory.pk
    check_reference("account", "territory_id", pk, territories_for, actor)
    return _set(actor, accounts, "territory_id", pk, effective_at)


@action("account.set_tier_many", allow=may_create)
def set_tier_many(
    *, actor: Actor, accounts: Iterable[int], tier: str, effective_at: int | None = None
) -> list[Account]:
    """Raises as `assign_owner_many`, and RuleBroken("account.bad_value")."""
    return _set(actor, accounts, "tier", clean(Account(), "tier", tier), effective_at)


@action("account.set_status_many", allow=may_create)
def set_status_many(
    *, actor: Actor, accounts: Iterable[int], status: str, effective_at: int | None = None
) -> list[Account]:
    """Raises as `assign_owner_many`, and RuleBroken("account.bad_value")."""
    return _set(actor, accounts, "status", clean(Account(), "status", status), effective_at)


@action("account.set_target_many", allow=may_create)
def set_target_many(
    *, actor: Actor, accounts: Iterable[int], is_target: bool, effective_at: int | None = None
) -> list[Account]:
    """Raises as `assign_owner_many`."""
    return _set(actor, accounts, "is_target", is_target, effective_at)


def _set(
    actor: Actor, accounts: Iterable[int], attribute: str, value: Any, effective_at: int | None
) -> list[Account]:
    """Those of the clients that changed."""
    check_not_in_future("account", effective_at)
    found = locked_within(actor, set(accounts))
    for account in found:
        setattr(account, attribute, value)
    return save_many(found, [attribute], effective_at=effective_at)


def locked_within(actor: Actor, ids: set[int]) -> list[Account]:
    """These clients, locked until the action ends. Raises NotAllowed when one is out of reach."""
    visible = accounts_for(actor).filter(actor.predicate(Right.WRITE), pk__in=ids)
    found = list(visible.select_for_update(of=("self",)).order_by("pk"))
    if len(found) != len(ids):
        raise NotAllowed("account.some_out_of_reach", missing=len(ids) - len(found))
    return found
