"""Imports and what they remember."""

from __future__ import annotations

from django.db import models

from saphan.exchange.terms import RunState
from saphan.workspace.models import Member, Workspace


class ImportRun(models.Model):
    """One file on its way in.

    `done_rows` is the cursor: it moves in the transaction that writes the rows, so after a crash the import goes
    on exactly where its last transaction ended. `mapping` is what `exchange.mapping.Mapping` reads.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+", db_index=False)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=24)
    kind = models.CharField(max_length=24)
    file_name = models.CharField(max_length=200)
    stored_as = models.CharField(max_length=200)
    encoding = models.CharField(max_length=24, blank=True)
    separator = models.CharField(max_length=4, blank=True)
    headers = models.JSONField(default=list)
    samples = models.JSONField(default=list, help_text="first cells of each column")
    mapping = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=RunState, default=RunState.READY)
    total_rows = models.PositiveIntegerField(default=0)
    done_rows = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    bad = models.PositiveIntegerField(default=0)
    flags = models.JSONField(
        default=dict, help_text="what was kept although something is missing: code → rows"
    )
    started_at = models.BigIntegerField(null=True)
    touched_at = models.BigIntegerField(
        null=True, help_text="UTC microseconds of the last batch; old: nobody is at it"
    )
    finished_at = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "code"], name="import_code")]

    def __str__(self) -> str:
        return f"{self.code} {self.file_name}"


class BadRow(models.Model):
    """A row that could not go in, kept whole with the reason, to be given back as a file."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="bad_rows")
    number = models.PositiveIntegerField(help_text="line in the file")
    cells = models.JSONField()
    problem = models.CharField(max_length=60, help_text="code of the refusal")
    field = models.CharField(max_length=60, blank=True)
    values = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.number}: {self.problem}"


class ImportMemory(models.Model):
    """Where a column of this title went the last time."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=24)
    title = models.CharField(max_length=200)
    field = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "kind", "title"], name="remembered_once")]

    def __str__(self) -> str:
        return f"{self.title} → {self.field}"
