"""Who works where, from when until when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from saphan.clients.edits import apply_changes, clean
from saphan.clients.models import Account, Affiliation, BusinessUnit, Person
from saphan.clients.queries import accounts_for, people_for
from saphan.clients.rules import may_create, may_write, may_write_child, may_write_person
from saphan.core.errors import NotAllowed, NotFound, RuleBroken
from saphan.core.period import local_date, start_of_day
from saphan.journal import action, create, now, remove, save
from saphan.workspace.actor import Actor

PLAIN = frozenset({"job_title", "from_date", "to_date"})


@action("affiliation.add", allow=may_create)
def add_affiliation(
    person: Person,
    *,
    actor: Actor,
    account: Account,
    job_title: str = "",
    from_date: date | None = None,
    unit_id: int | None = None,
) -> Affiliation:
    """A person takes a job at a client; others they have go on.

    Raises NotFound for a person out of sight, NotAllowed when the actor may not change the client, and
    RuleBroken("affiliation.unknown_reference") for a unit of another client.
    """
    if not people_for(actor).filter(pk=person.pk).exists():
        raise NotFound("person.not_found", code=person.code)
    place = place_to_work(actor, account)
    return new_affiliation(
        person, place, actor=actor, job_title=job_title, from_date=from_date, unit_id=unit_id
    )


@action("affiliation.update", allow=may_write_child)
def update_affiliation(affiliation: Affiliation, *, actor: Actor, changes: Mapping[str, Any]) -> Affiliation:
    """Correct job title, `unit_id` or dates. Raises RuleBroken("affiliation.dates_reversed") and more."""
    plain = {name: value for name, value in changes.items() if name != "unit_id"}
    apply_changes(affiliation, plain, actor=actor, plain=PLAIN, references={})
    if "unit_id" in changes:
        affiliation.unit_id = _unit_of(affiliation.account, changes["unit_id"])
    _check_dates(affiliation)
    return save(affiliation)


@action("affiliation.end", allow=may_write_child)
def end_affiliation(affiliation: Affiliation, *, actor: Actor, on: date) -> Affiliation:
    """The job ends; `on` is the first day on which it no longer holds."""
    return _ended(affiliation, on, actor)


@action("affiliation.remove", allow=may_write_child)
def remove_affiliation(affiliation: Affiliation, *, actor: Actor) -> Affiliation:
    """The job never was: an error of entry."""
    return remove(affiliation)


@action("person.move", allow=may_write_person)
def move_person(
    person: Person,
    *,
    actor: Actor,
    account: Account,
    on: date,
    job_title: str = "",
    unit_id: int | None = None,
) -> Affiliation:
    """A person changes company on `on`: jobs the actor can see end, one begins, their history stays one.

    Raises NotAllowed when the actor may not change the new client, RuleBroken("affiliation.dates_reversed").
    """
    place = place_to_work(actor, account)
    visible = accounts_for(actor).exclude(pk=place.pk).values("pk")
    jobs = Affiliation.objects.filter(person=person, to_date=None, removed_at=None, account_id__in=visible)
    for job in jobs.select_for_update():
        _ended(job, on, actor)
    return new_affiliation(person, place, actor=actor, job_title=job_title, from_date=on, unit_id=unit_id)


def place_to_work(actor: Actor, account: Account) -> Account:
    """The client as it is now. Raises NotAllowed unless the actor may change it."""
    place = accounts_for(actor).filter(pk=account.pk).first()
    if place is None or not may_write(actor, place):
        raise NotAllowed("account.out_of_reach", field="account")
    return place


def new_affiliation(
    person: Person,
    account: Account,
    *,
    actor: Actor,
    job_title: str,
    from_date: date | None,
    unit_id: int | None,
) -> Affiliation:
    """Insert a job inside a running action; it counts from the day it began."""
    affiliation = Affiliation(
        workspace_id=account.workspace_id,
        person=person,
        account=account,
        unit_id=_unit_of(account, unit_id),
        from_date=from_date,
    )
    affiliation.job_title = clean(affiliation, "job_title", job_title)
    return create(affiliation, effective_at=_since(from_date, actor))


def _ended(affiliation: Affiliation, on: date, actor: Actor) -> Affiliation:
    affiliation.to_date = on
    _check_dates(affiliation)
    zone = actor.workspace.zone
    ended_at = start_of_day(min(on, local_date(now(), zone)), zone)
    return save(affiliation, effective_at=ended_at)


def _since(from_date: date | None, actor: Actor) -> int | None:
    """The first instant of a day that has come; None for now."""
    zone = actor.workspace.zone
    if from_date is None or from_date >= local_date(now(), zone):
        return None
    return start_of_day(from_date, zone)


def _unit_of(account: Account, unit_id: int | None) -> int | None:
    if (
        unit_id is not None
        and not BusinessUnit.objects.filter(pk=unit_id, account_id=account.pk, removed_at=None).exists()
    ):
        raise RuleBroken("affiliation.unknown_reference", field="unit_id")
    return unit_id


def _check_dates(affiliation: Affiliation) -> None:
    begin, end = affiliation.from_date, affiliation.to_date
    if begin is not None and end is not None and end < begin:
        raise RuleBroken("affiliation.dates_reversed", field="to_date")
