"""Which tokens a member may see: their own, an administrator everybody's."""

from __future__ import annotations

from django.db.models import QuerySet

from saphan.tokens.models import ApiToken
from saphan.workspace.actor import Actor
from saphan.workspace.rights import Right


def tokens_for(actor: Actor) -> QuerySet[ApiToken]:
    """Tokens that still work or have expired; revoked ones live on in the journal."""
    tokens = ApiToken.objects.filter(workspace_id=actor.workspace_id, removed_at=None)
    tokens = tokens if actor.may(Right.ADMINISTER) else tokens.filter(member_id=actor.member.pk)
    return tokens.select_related("member", "use").order_by("pk")
