"""The humans on the client's side."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from saphan.clients.actions.affiliations import new_affiliation, place_to_work
from saphan.clients.edits import References, apply_changes, required
from saphan.clients.models import Account, Person
from saphan.clients.rules import may_create, may_restore_person, may_write_person
from saphan.core.errors import RuleBroken
from saphan.journal import action, create, remove, save
from saphan.workspace.actor import Actor
from saphan.workspace.queries import active_members_for
from saphan.workspace.terms import Language

PLAIN = frozenset({
    "name", "name_en", "name_zh", "name_th", "nickname", "honorific", "languages", "email", "phone",
    "channels", "status", "external_id",
})  # fmt: skip
REFERENCES: References = {"owner_id": active_members_for}
CHANNELS = frozenset({"line", "wechat", "whatsapp"})
HANDLE_LENGTH = 120


@action("person.create", allow=may_create)
def create_person(
    *,
    actor: Actor,
    name: str,
    account: Account | None = None,
    job_title: str = "",
    from_date: date | None = None,
    unit_id: int | None = None,
    **values: Any,
) -> Person:
    """A new person, looked after by the actor, with a job at `account` where one is given.

    Raises NotAllowed when the actor may not change that client, RuleBroken("person.required"), and what
    `update_person` and `add_affiliation` raise.
    """
    person = Person(workspace_id=actor.workspace_id, name=required("person", "name", name))
    person.owner = actor.member
    _apply(person, {**values, "name": name}, actor)
    create(person)
    if account is not None:
        place = place_to_work(actor, account)
        new_affiliation(person, place, actor=actor, job_title=job_title, from_date=from_date, unit_id=unit_id)
    return person


@action("person.update", allow=may_write_person)
def update_person(person: Person, *, actor: Actor, changes: Mapping[str, Any]) -> Person:
    """Change attributes of a person.

    Raises RuleBroken("person.unknown_field"), ("person.bad_value"), ("person.unknown_reference") and
    ("person.required").
    """
    if "name" in changes:
        required("person", "name", str(changes["name"]))
    _apply(person, changes, actor)
    return save(person)


@action("person.remove", allow=may_write_person)
def remove_person(person: Person, *, actor: Actor) -> Person:
    """Take a person out of every list; what they said stays with the client."""
    return remove(person)


@action("person.restore", allow=may_restore_person)
def restore_person(person: Person, *, actor: Actor) -> Person:
    person.removed_at = None
    return save(person)


def _apply(person: Person, changes: Mapping[str, Any], actor: Actor) -> None:
    if "languages" in changes:
        _check_languages(changes["languages"])
    if "channels" in changes:
        _check_channels(changes["channels"])
    apply_changes(person, changes, actor=actor, plain=PLAIN, references=REFERENCES)


def _check_languages(languages: Any) -> None:
    """A list of language codes of the product or of two or three letters."""
    fine = isinstance(languages, list) and all(
        isinstance(code, str) and (code in Language.values or (code.isalpha() and len(code) in {2, 3}))
        for code in languages
    )
    if not fine:
        raise RuleBroken("person.bad_value", field="languages")


def _check_channels(channels: Any) -> None:
    fine = isinstance(channels, dict) and all(
        channel in CHANNELS and isinstance(handle, str) and len(handle) <= HANDLE_LENGTH
        for channel, handle in channels.items()
    )
    if not fine:
        raise RuleBroken("person.bad_value", field="channels")
