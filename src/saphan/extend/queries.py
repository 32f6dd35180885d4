"""What a member may see of satisfaction."""

from __future__ import annotations

from django.db.models import QuerySet

from saphan.extend.models import Survey, SurveyAnswer, SurveyInvitation
from saphan.workspace.actor import Actor
from saphan.workspace.rights import Right


def surveys_for(actor: Actor) -> QuerySet[Survey]:
    """Surveys of the workspace."""
    return Survey.objects.filter(workspace_id=actor.workspace_id, removed_at=None)


def answers_for(actor: Actor) -> QuerySet[SurveyAnswer]:
    """Answers from visible clients."""
    return SurveyAnswer.objects.filter(
        actor.predicate(Right.READ, "account__owner_id"), removed_at=None, account__removed_at=None
    )


def invitations_for(actor: Actor) -> QuerySet[SurveyInvitation]:
    """Invitations to visible clients."""
    return SurveyInvitation.objects.filter(
        actor.predicate(Right.READ, "account__owner_id"), removed_at=None, account__removed_at=None
    )
