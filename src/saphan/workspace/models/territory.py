"""Areas of business, as a tree."""

from __future__ import annotations

from django.db import models

from saphan.workspace.models.record import Record


class Territory(Record):
    KIND, PREFIX = "territory", "R"
    DERIVED = frozenset({"path"})

    name = models.CharField(max_length=120)
    names = models.JSONField(default=dict, blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    path = models.CharField(max_length=255, blank=True, db_index=True)

    def __str__(self) -> str:
        return self.name
