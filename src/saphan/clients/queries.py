"""What a member may see of clients, people and what happened with them. Every read starts here."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from saphan.clients.models import (
    Account,
    Affiliation,
    Attachment,
    BusinessUnit,
    Interaction,
    InteractionParticipant,
    NextStep,
    Person,
    Stakeholder,
    WhitespaceCell,
)
from saphan.clients.terms import StepState
from saphan.workspace.actor import Actor
from saphan.workspace.prepared import Blank
from saphan.workspace.rights import Right


def accounts_for(actor: Actor) -> QuerySet[Account]:
    """Clients whose owner is within reach; with a reach over all, also those that nobody owns."""
    return Account.objects.filter(actor.predicate(Right.READ), removed_at=None)


def people_for(actor: Actor) -> QuerySet[Person]:
    """People who work, worked or matter at a visible client, or whom somebody within reach looks after."""
    people = Person.objects.filter(workspace_id=actor.workspace_id, removed_at=None)
    owners = actor.owners_within(Right.READ)
    if owners is None:
        return people
    jobs = affiliations_for(actor).values("person_id")
    stakes = Stakeholder.objects.filter(_reached(actor), removed_at=None).values("person_id")
    return people.filter(Q(owner_id__in=sorted(owners)) | Q(pk__in=jobs) | Q(pk__in=stakes))


def affiliations_for(actor: Actor) -> QuerySet[Affiliation]:
    """Jobs at visible clients, past ones included."""
    return Affiliation.objects.filter(
        actor.predicate(Right.READ, "account__owner_id"), removed_at=None, account__removed_at=None
    )


def people_of(actor: Actor, account: Account) -> QuerySet[Person]:
    """People with a job at this client that has not ended."""
    jobs = affiliations_for(actor).filter(account=account, to_date=None)
    return people_for(actor).filter(pk__in=jobs.values("person_id"))


def units_for(actor: Actor) -> QuerySet[BusinessUnit]:
    """Parts of visible clients."""
    return BusinessUnit.objects.filter(
        actor.predicate(Right.READ, "account__owner_id"), removed_at=None, account__removed_at=None
    ).order_by("name", "pk")


def units_of(actor: Actor, account: Account) -> QuerySet[BusinessUnit]:
    return units_for(actor).filter(account=account)


def cells_for(actor: Actor) -> QuerySet[WhitespaceCell]:
    """Marks in the whitespace of visible clients."""
    return WhitespaceCell.objects.filter(
        actor.predicate(Right.READ, "account__owner_id"), removed_at=None, account__removed_at=None
    )


def stakes_for(actor: Actor) -> QuerySet[Stakeholder]:
    """Who matters at visible clients and in visible opportunities."""
    return Stakeholder.objects.filter(_reached(actor), removed_at=None)


def stakeholders_for(actor: Actor, account: Account | Blank) -> QuerySet[Stakeholder]:
    """Who matters at a client and in its opportunities, with person and superior."""
    return (
        stakes_for(actor)
        .filter(account=account)
        .select_related("person", "reports_to")
        .order_by("-influence", "pk")
    )


def interactions_for(actor: Actor) -> QuerySet[Interaction]:
    """What was said with visible clients and in visible opportunities; private words to participants only."""
    took_part = InteractionParticipant.objects.filter(member_id=actor.member.pk).values("interaction_id")
    return Interaction.objects.filter(
        _reached(actor), Q(is_private=False) | Q(pk__in=took_part), removed_at=None
    )


def next_steps_for(actor: Actor) -> QuerySet[NextStep]:
    """Next steps with visible clients and opportunities, and one's own."""
    own = Q(owner_id=actor.member.pk) if actor.may(Right.READ) else Q(pk__in=[])
    return NextStep.objects.filter(_reached(actor, own), removed_at=None)


def open_steps_for(actor: Actor) -> QuerySet[NextStep]:
    """Open next steps, the earliest due first."""
    return next_steps_for(actor).filter(state=StepState.OPEN).order_by("due_on", "due_at", "pk")


def attachments_for(actor: Actor) -> QuerySet[Attachment]:
    return Attachment.objects.filter(_reached(actor), removed_at=None).order_by("-pk")


def pinned_accounts(actor: Actor) -> QuerySet[Account]:
    """Clients in the member's rail. A pin on a client that was merged shows the client that it became."""
    mine = accounts_for(actor).only("code", "name", "cadence_days", "last_touch_at")
    # Two joins that start from the few pins; one condition with OR would read every client.
    became = mine.filter(merged__pins__member_id=actor.member.pk)
    return mine.filter(pins__member_id=actor.member.pk).union(became).order_by("pk")


def _reached(actor: Actor, or_else: Q | None = None) -> Q:
    """Rows of a client or an opportunity whose owner is within reach, unless that was removed."""
    here = Q(workspace_id=actor.workspace_id, account__removed_at=None, opportunity__removed_at=None)
    owners = actor.owners_within(Right.READ)
    if owners is None:
        return here
    mine = sorted(owners)
    reached = Q(account__owner_id__in=mine) | Q(opportunity__owner_id__in=mine)
    return here & (reached if or_else is None else reached | or_else)
