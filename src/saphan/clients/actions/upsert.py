"""Clients as another system knows them, many at once: new ones come in, known ones are brought up to date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from saphan.clients.actions.accounts import PLAIN
from saphan.clients.edits import clean, required
from saphan.clients.models import Account
from saphan.clients.rules import may_create, may_write
from saphan.core.errors import NotAllowed, RuleBroken
from saphan.journal import action, create_many, save_many
from saphan.workspace.actor import Actor
from saphan.workspace.queries import known_elsewhere
from saphan.workspace.rights import Right

MOST_AT_ONCE = 5_000
RELATIONS = frozenset({"owner", "territory"})
Row = Mapping[str, Any]


@action("accounts.upsert", allow=may_create)
def upsert_accounts(*, actor: Actor, rows: Sequence[Row]) -> list[Account]:
    """Bring in or update one client per row, known by `external_id`. All or nothing; the order is kept.

    A row holds attributes of a client, and `owner` and `territory` as records. Likely duplicates are
    not asked about: the other system's key says which client is meant.
    Raises what `create_account` and `update_account` raise, and RuleBroken("bulk.too_many" |
    "bulk.same_key_twice" | "account.required").
    """
    known = _known(actor, rows)
    fresh = [_filled(_new(actor, row), row) for row in rows if row["external_id"] not in known]
    for row in rows:
        if row["external_id"] in known:
            _filled(known[row["external_id"]], row)
    if not all(actor.reaches(Right.WRITE, account.owner_id) for account in [*fresh, *known.values()]):
        raise RuleBroken("account.owner_out_of_reach", field="owner_id")
    create_many(fresh)
    save_many(known.values(), sorted(_columns(rows)))
    found = known | {account.external_id: account for account in fresh}
    return [found[row["external_id"]] for row in rows]


def _known(actor: Actor, rows: Sequence[Row]) -> dict[str, Account]:
    """The clients that are there already, locked."""
    if len(rows) > MOST_AT_ONCE:
        raise RuleBroken("bulk.too_many", most=MOST_AT_ONCE)
    keys: set[str] = set()
    for number, row in enumerate(rows, start=1):
        key = required("account", "external_id", str(row.get("external_id", "")))
        if key in keys:
            raise RuleBroken("bulk.same_key_twice", field="external_id", row=number, key=key)
        keys.add(key)
    there = known_elsewhere(Account, actor.workspace_id, keys).select_for_update()
    known = {account.external_id: account for account in there}
    missing = sum(not may_write(actor, account) for account in known.values())
    if missing:
        raise NotAllowed("account.some_out_of_reach", missing=missing)
    return known


def _new(actor: Actor, row: Row) -> Account:
    return Account(
        workspace_id=actor.workspace_id, name=required("account", "name", str(row.get("name", ""))),
        owner=actor.member,
    )  # fmt: skip


def _filled(account: Account, row: Row) -> Account:
    if "name" in row:
        required("account", "name", str(row["name"]))
    for name, value in row.items():
        if name in PLAIN:
            setattr(account, name, clean(account, name, value))
        elif name in RELATIONS:
            setattr(account, name, value)
        else:
            raise RuleBroken("account.unknown_field", field=name)
    return account


def _columns(rows: Sequence[Row]) -> set[str]:
    names = {name for row in rows for name in row}
    return {f"{name}_id" if name in RELATIONS else name for name in names}
