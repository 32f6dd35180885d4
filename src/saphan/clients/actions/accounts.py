"""Bringing a client in, and changing what we know of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from saphan.clients import hooks
from saphan.clients.duplicates import refuse_likely_duplicates
from saphan.clients.edits import References, apply_changes, check_not_in_future, required
from saphan.clients.models import Account
from saphan.clients.queries import accounts_for
from saphan.clients.rules import may_create, may_restore, may_write
from saphan.core.errors import RuleBroken
from saphan.journal import action, create, remove, save
from saphan.workspace.actor import Actor
from saphan.workspace.models import Member, Territory
from saphan.workspace.queries import active_members_for, territories_for
from saphan.workspace.rights import Right

PLAIN = frozenset({
    "name", "name_en", "name_zh", "name_th", "short_name", "registration_number", "industry", "tier",
    "status", "is_target", "cadence_days", "website", "phone", "city", "country", "about", "external_id",
})  # fmt: skip
REFERENCES: References = {
    "owner_id": active_members_for,
    "territory_id": territories_for,
    "parent_id": accounts_for,
}


@action("account.create", allow=may_create)
def create_account(
    *,
    actor: Actor,
    name: str,
    despite_duplicates: bool = False,
    effective_at: int | None = None,
    **values: Any,
) -> Account:
    """A new client, owned by the actor unless `owner` says otherwise (None: by nobody).

    `values` are further attributes of the client. `effective_at` (UTC microseconds) is since when it is
    known.
    Raises RuleBroken("account.likely_duplicate", matches=[codes]) unless `despite_duplicates`, and what
    `update_account` raises.
    """
    check_not_in_future("account", effective_at)
    account = Account(
        workspace_id=actor.workspace_id, owner=actor.member, name=required("account", "name", name)
    )
    _apply(account, {**values, "name": name}, actor)
    if not actor.reaches(Right.WRITE, account.owner_id):
        raise RuleBroken("account.owner_out_of_reach", field="owner_id")
    if not despite_duplicates:
        refuse_likely_duplicates(actor, account)
    return create(account, effective_at=effective_at)


@action("account.update", allow=may_write)
def update_account(
    account: Account, *, actor: Actor, changes: Mapping[str, Any], effective_at: int | None = None
) -> Account:
    """Change attributes of a client, foreign keys by id; `effective_at` is when it became true (default:
    now).

    Raises RuleBroken("account.unknown_field"), ("account.bad_value"), ("account.unknown_reference"),
    ("account.parent_cycle"), ("account.required") and ("account.in_future").
    """
    return _change(account, actor, changes, effective_at)


@action("account.assign_owner", allow=may_write)
def assign_owner(
    account: Account, *, actor: Actor, owner: Member | None, effective_at: int | None = None
) -> Account:
    """Hand a client over, from `effective_at` (UTC microseconds) on."""
    return _change(account, actor, {"owner_id": owner and owner.pk}, effective_at)


@action("account.move_territory", allow=may_write)
def move_territory(
    account: Account, *, actor: Actor, territory: Territory | None, effective_at: int | None = None
) -> Account:
    """Count a client to another territory, from `effective_at` on."""
    return _change(account, actor, {"territory_id": territory and territory.pk}, effective_at)


@action("account.set_parent", allow=may_write)
def set_parent(
    account: Account, *, actor: Actor, parent: Account | None, effective_at: int | None = None
) -> Account:
    """Put a client under another one. Raises RuleBroken("account.parent_cycle")."""
    return _change(account, actor, {"parent_id": parent and parent.pk}, effective_at)


@action("account.set_status", allow=may_write)
def set_status(account: Account, *, actor: Actor, status: str, effective_at: int | None = None) -> Account:
    """Prospect, client, dormant or former, from `effective_at` on."""
    return _change(account, actor, {"status": status}, effective_at)


@action("account.set_target", allow=may_write)
def set_target(
    account: Account, *, actor: Actor, is_target: bool, effective_at: int | None = None
) -> Account:
    """Whether we are out to win this client, or more of it."""
    return _change(account, actor, {"is_target": is_target}, effective_at)


@action("account.remove", allow=may_write)
def remove_account(account: Account, *, actor: Actor) -> Account:
    """Take a client out of every list. Raises what other rooms say about it, such as open opportunities."""
    hooks.about_to_remove(account)
    return remove(account)


@action("account.restore", allow=may_restore)
def restore_account(account: Account, *, actor: Actor) -> Account:
    """Bring a removed client back. Raises RuleBroken("account.merged") for one that lives on in another."""
    if account.merged_into_id is not None:
        raise RuleBroken("account.merged", field="merged_into_id")
    account.removed_at = None
    return save(account)


def _change(account: Account, actor: Actor, changes: Mapping[str, Any], effective_at: int | None) -> Account:
    check_not_in_future("account", effective_at)
    if "name" in changes:
        required("account", "name", str(changes["name"]))
    _apply(account, changes, actor)
    return save(account, effective_at=effective_at)


def _apply(account: Account, changes: Mapping[str, Any], actor: Actor) -> None:
    apply_changes(account, changes, actor=actor, plain=PLAIN, references=REFERENCES)
    if {"parent", "parent_id"} & changes.keys():
        refuse_cycle(account)


def refuse_cycle(account: Account) -> None:
    """Raise RuleBroken("account.parent_cycle") where a client would stand above itself.

    The line of parents is locked on the way up: two moves at once could otherwise close a circle together.
    """
    above = account.parent_id
    while above is not None:
        if above == account.pk:
            raise RuleBroken("account.parent_cycle", field="parent_id")
        above = Account.objects.select_for_update().values_list("parent_id", flat=True).get(pk=above)
