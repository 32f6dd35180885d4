"""The journal: who changed what, when it was true, when we learned it, through which door and why."""

from __future__ import annotations

import json
from typing import Any

from django.db import models

from saphan.workspace.models import Member, Workspace
from saphan.workspace.terms import Door

BORN = "*"  # attribute of the row with which a record came into being; its value holds all first values


class Change(models.Model):
    """One action that took place, with everything it changed in `entries`."""

    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="+", db_index=False)
    action = models.CharField(max_length=64)
    actor = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", db_index=False)
    door = models.CharField(max_length=8, choices=Door)
    agent = models.CharField(max_length=80, blank=True)
    acting = models.CharField(
        max_length=16, blank=True, help_text="the role acted in, where it was not the own"
    )
    reason = models.TextField(blank=True)
    recorded_at = models.BigIntegerField(help_text="UTC microseconds")
    undoes = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="undone_by")
    # All changes of one import carry its code, so that the import can be undone as a whole.
    batch = models.CharField(max_length=24, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["workspace", "id"], name="change_by_workspace"),
            models.Index(fields=["workspace", "actor", "id"], name="change_by_actor"),
            models.Index(
                fields=["workspace", "batch"], name="change_by_batch", condition=~models.Q(batch="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action} #{self.pk}"


class Entry(models.Model):
    """One business attribute that changed. Never updated, never deleted.

    `old` and `new` are JSON texts. `version` is the version that the record has since this change.
    """

    seq = models.BigAutoField(primary_key=True)
    change = models.ForeignKey(Change, on_delete=models.PROTECT, related_name="entries")
    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=24)
    entity_id = models.BigIntegerField()
    attribute = models.CharField(max_length=40)
    old = models.TextField(null=True)
    new = models.TextField(null=True)
    effective_at = models.BigIntegerField(help_text="UTC microseconds; when it is true in the business")
    recorded_at = models.BigIntegerField(help_text="UTC microseconds; when the system learned it")
    version = models.PositiveIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["workspace", "kind", "entity_id", "seq"], name="entry_by_entity"),
            models.Index(fields=["workspace", "seq"], name="entry_by_workspace"),
            # What was given to somebody: few rows of a long journal.
            models.Index(
                fields=["workspace", "new", "seq"],
                name="entry_by_new_owner",
                condition=models.Q(attribute="owner_id"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.entity_id} {self.attribute}"

    @property
    def before(self) -> Any:
        return None if self.old is None else json.loads(self.old)

    @property
    def after(self) -> Any:
        return None if self.new is None else json.loads(self.new)


class OutboxMessage(models.Model):
    """An effect outside the database, promised in the transaction that made it necessary."""

    change = models.ForeignKey(Change, on_delete=models.PROTECT, related_name="+")
    topic = models.CharField(max_length=40)
    payload = models.JSONField()
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.BigIntegerField(help_text="UTC microseconds")
    sent_at = models.BigIntegerField(null=True)
    trouble = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], name="outbox_waiting", condition=models.Q(sent_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.topic} #{self.pk}"


class IdempotencyKey(models.Model):
    """What was answered to a request that named itself, so that its repetition gets the same answer."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+", db_index=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=80)
    fingerprint = models.CharField(max_length=64)
    kind = models.CharField(max_length=24, blank=True)
    entity_id = models.BigIntegerField(null=True)
    change = models.ForeignKey(Change, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "member", "key"], name="one_answer_per_key"),
        ]

    def __str__(self) -> str:
        return self.key
