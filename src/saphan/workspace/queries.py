"""What a member may see of the workspace itself."""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeVar

from django.db.models import QuerySet

from saphan.workspace.actor import Actor
from saphan.workspace.models import Member, Offering, Record, Team, Territory
from saphan.workspace.terms import MemberStatus, OfferingStatus

R = TypeVar("R", bound=Record)


def known_elsewhere(model: type[R], workspace_id: int, keys: Collection[str]) -> QuerySet[R]:
    """Records that another system knows by these keys.

    The empty key is named because the index leaves it out: without, SQLite reads the whole table.
    """
    mine = model._base_manager.filter(workspace_id=workspace_id, external_id__in=keys, removed_at=None)
    return mine.exclude(external_id="")


def members_for(actor: Actor) -> QuerySet[Member]:
    """Everybody in the workspace who was not removed."""
    return Member.objects.filter(workspace_id=actor.workspace_id, removed_at=None)


def active_members_for(actor: Actor) -> QuerySet[Member]:
    return members_for(actor).exclude(status=MemberStatus.SUSPENDED)


def teams_for(actor: Actor) -> QuerySet[Team]:
    return Team.objects.filter(workspace_id=actor.workspace_id, removed_at=None)


def territories_for(actor: Actor) -> QuerySet[Territory]:
    return Territory.objects.filter(workspace_id=actor.workspace_id, removed_at=None)


def offerings_for(actor: Actor) -> QuerySet[Offering]:
    return Offering.objects.filter(workspace_id=actor.workspace_id, removed_at=None)


def sellable_offerings_for(actor: Actor) -> QuerySet[Offering]:
    return offerings_for(actor).filter(status=OfferingStatus.ACTIVE)


def subtree(queryset: QuerySet[Territory], path: str) -> QuerySet[Territory]:
    """A territory and everything below it."""
    return queryset.filter(path__startswith=path)
