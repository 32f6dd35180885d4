"""Which calls a member may see."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from saphan.measures.models import Submission
from saphan.workspace.actor import Actor
from saphan.workspace.models import Team
from saphan.workspace.rights import Right


def submissions_for(actor: Actor) -> QuerySet[Submission]:
    """Calls about colleagues within reach, the actor's teams and the workspace; all for who reads everything."""
    mine = Submission.objects.filter(workspace_id=actor.workspace_id, removed_at=None)
    owners = actor.owners_within(Right.READ)
    if owners is None:
        return mine
    if not owners:
        return mine.none()
    team = actor.member.team
    teams = Team.objects.filter(workspace_id=actor.workspace_id, path__startswith=team.path) if team else []
    whole = Q(member=None, team=None)
    return mine.filter(whole | Q(member_id__in=sorted(owners)) | Q(team__in=teams))
