"""Which frozen reports a member may see."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from saphan.measures.models import Report
from saphan.workspace.actor import Actor
from saphan.workspace.rights import Right, Scope


def reports_for(actor: Actor) -> QuerySet[Report]:
    """One's own and shared ones, as long as the reader's reach covers all that went into them.

    Whoever sees less than the person who froze it, today, would learn from the sums what they may not read.
    """
    mine_or_shared = Q(owner_id=actor.member.pk) | Q(is_shared=True)
    rows = Report.objects.filter(mine_or_shared, workspace_id=actor.workspace_id, removed_at=None)
    scope = actor.scope(Right.READ)
    if scope is Scope.NONE:
        return rows.none()
    if scope is not Scope.ALL:
        rows = rows.filter(_within(actor, scope))
    return rows.select_related("owner").order_by("-pk")


def _within(actor: Actor, scope: Scope) -> Q:
    inside = Q(scope=Scope.OWN, owner_id=actor.member.pk)
    if scope is not Scope.TEAM:
        return inside
    inside |= Q(scope=Scope.OWN, owner_id__in=sorted(actor.team_members))
    if actor.member.team is None:
        return inside | Q(scope=Scope.TEAM, team=None, owner_id=actor.member.pk)
    return inside | Q(scope=Scope.TEAM, team__path__startswith=actor.member.team.path)


def covers(actor: Actor, other: Actor) -> bool:
    """Whether `actor` may read everything that `other` may."""
    mine, theirs = actor.owners_within(Right.READ), other.owners_within(Right.READ)
    return mine is None or (theirs is not None and theirs <= mine)
