"""Who may do what to a client and to what hangs on it. Each predicate serves as `allow=` of an action.

An opportunity is met here as a record with an owner and an account, because its room lies above this one.
"""

from __future__ import annotations

from typing import Any

from saphan.clients.models import (
    Affiliation,
    Attachment,
    BusinessUnit,
    Interaction,
    NextStep,
    Person,
    Stakeholder,
)
from saphan.workspace.actor import Actor
from saphan.workspace.rights import Right

# What hangs on a client or an opportunity: undo asks about it by the rule of the action that made it.
CHILDREN = (Affiliation, Attachment, BusinessUnit, Interaction, NextStep, Stakeholder)


def may_create(actor: Actor, _subject: object = None) -> bool:
    """Whether the actor may bring in new clients and people at all."""
    return actor.may(Right.WRITE)


def may_write(actor: Actor, subject: Any) -> bool:
    """Whether the actor may change this client or opportunity."""
    if isinstance(subject, CHILDREN):
        return may_write_child(actor, subject)
    return _is_live(actor, subject) and actor.reaches(Right.WRITE, subject.owner_id)


def may_restore(actor: Actor, subject: Any) -> bool:
    """As `may_write`, for something that was removed."""
    return subject.workspace_id == actor.workspace_id and actor.reaches(Right.WRITE, subject.owner_id)


def may_log(actor: Actor, subject: Any) -> bool:
    """Whether the actor may record interactions, next steps and files here."""
    if isinstance(subject, CHILDREN):
        return may_log_child(actor, subject)
    return _is_live(actor, subject) and actor.reaches(Right.LOG, subject.owner_id)


def may_write_child(actor: Actor, child: Any) -> bool:
    """Whether the actor may change a unit, a job or a stakeholder: whoever may change where it belongs."""
    return _is_live(actor, child) and any(may_write(actor, place) for place in places_of(child))


def may_log_child(actor: Actor, child: Any) -> bool:
    """Whether the actor may change a next step or a file: its owner, or whoever may log where it belongs."""
    if not _is_live(actor, child) or not actor.may(Right.LOG):
        return False
    is_own = getattr(child, "owner_id", None) == actor.member.pk
    return is_own or any(may_log(actor, place) for place in places_of(child))


def may_edit_interaction(actor: Actor, interaction: Interaction) -> bool:
    """Who wrote it down, or a director; a private one only its participants."""
    if not _is_live(actor, interaction) or not actor.may(Right.LOG):
        return False
    if interaction.is_private and not interaction.participants.filter(member_id=actor.member.pk).exists():
        return False
    is_own = interaction.created_by_id == actor.member.pk
    return is_own or (
        actor.may(Right.CONFIGURE) and any(may_log(actor, place) for place in places_of(interaction))
    )


def may_write_person(actor: Actor, person: Person) -> bool:
    """Who looks after the person, or whoever may change a client where they work or worked."""
    return _is_live(actor, person) and may_restore_person(actor, person)


def may_restore_person(actor: Actor, person: Person) -> bool:
    if person.workspace_id != actor.workspace_id:
        return False
    owners = actor.owners_within(Right.WRITE)
    if owners is None or person.owner_id in owners:
        return True
    jobs = Affiliation.objects.filter(person_id=person.pk, removed_at=None, account__removed_at=None)
    return jobs.filter(account__owner_id__in=sorted(owners)).exists()


def places_of(child: Any) -> list[Any]:
    """The client and the opportunity that something hangs on, as far as there are any."""
    found = (getattr(child, "account", None), getattr(child, "opportunity", None))
    return [place for place in found if place is not None]


def _is_live(actor: Actor, subject: Any) -> bool:
    return subject.workspace_id == actor.workspace_id and subject.removed_at is None
