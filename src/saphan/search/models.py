"""What can be found. The tokens lie beside it in `search_tokens`, an FTS5 table or a table of tsvectors."""

from __future__ import annotations

from django.db import models

from saphan.workspace.models import Workspace


class SearchDocument(models.Model):
    """One way to find one thing, for those who may see the things of `owner_id`.

    A thing has as many documents as it has owners through whom it may be seen, so that what one reader finds
    never says anything about what another one may see. Rewritten with every change; holds nothing of its own.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=24)
    entity_id = models.BigIntegerField()
    owner_id = models.BigIntegerField(null=True)
    code = models.CharField(max_length=24)
    title = models.CharField(max_length=200)
    subtitle = models.CharField(max_length=200, blank=True)
    folded = models.CharField(max_length=200, help_text="the title as exact and leading matches compare it")

    class Meta:
        indexes = [
            models.Index(fields=["kind", "entity_id"], name="search_by_entity"),
            models.Index(fields=["workspace", "folded"], name="search_by_title"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"
