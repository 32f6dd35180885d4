"""Which saved views a member sees: their own, and those that colleagues share."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from saphan.listings.models import SavedView
from saphan.workspace.actor import Actor


def views_for(actor: Actor) -> QuerySet[SavedView]:
    """In the order in which they were saved."""
    mine_or_shared = Q(owner_id=actor.member.pk) | Q(is_shared=True)
    return SavedView.objects.filter(
        mine_or_shared, workspace_id=actor.workspace_id, removed_at=None
    ).order_by("pk")
