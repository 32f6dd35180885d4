"""A list as somebody wants to see it again."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from saphan.workspace.models import Member, Record

LONGEST_QUERY = 2_000


class SavedView(Record):
    """A named address of a list. `query` is the part behind the question mark, so a copied address is the view."""

    KIND, PREFIX = "view", "V"

    place = models.CharField(max_length=20, help_text="the list it belongs to, for example clients")
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=LONGEST_QUERY, blank=True)
    owner = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="views", db_index=False)
    is_shared = models.BooleanField(default=False)

    class Meta(Record.Meta):
        indexes = [
            models.Index(
                fields=["workspace", "place", "id"], name="view_by_place", condition=Q(removed_at=None)
            )
        ]

    def __str__(self) -> str:
        return self.name
