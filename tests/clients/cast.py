"""Short ways to set a scene with clients."""

from __future__ import annotations

from typing import Any

from saphan.clients.actions import create_account, create_person
from saphan.clients.models import Account, Person
from saphan.journal.models import Change, Entry
from saphan.workspace.actor import Actor


def siam_tea(actor: Actor, **values: Any) -> Account:
    """Siam Tea, a client of the actor."""
    names = {"name": "Siam Tea", "name_th": "สยามที", "name_zh": "暹罗茶业", "city": "Bangkok"}
    return create_account(actor=actor, **{**names, **values})


def harbour_foods(actor: Actor, **values: Any) -> Account:
    """Harbour Foods, another client."""
    names = {"name": "Harbour Foods", "name_zh": "港湾食品", "city": "Shanghai"}
    return create_account(actor=actor, **{**names, **values})


def person_at(account: Account, actor: Actor, name: str = "Somchai Jaidee", **values: Any) -> Person:
    return create_person(actor=actor, name=name, account=account, **values)


def last_change() -> Change:
    return Change.objects.order_by("-pk")[0]


def journal_length() -> int:
    """A denied action must leave this as it was."""
    return Entry.objects.count()
