"""The signed revenue ledger: append-only; a correction is a pair of lines."""

from __future__ import annotations

from django.db import models

from saphan.journal.models import Change
from saphan.pipeline.models import Opportunity
from saphan.workspace.models import Workspace


class Cause(models.TextChoices):
    WIN = "win"
    UN_WIN = "un_win"
    PRICE = "price"


class LedgerLine(models.Model):
    """Money that came in (+) or went back (−) by an agreement.

    `effective_at` and `recorded_at` are UTC microseconds, as in the journal entry that caused the line.
    Who gets credit is not stored here: it follows from the owner at `effective_at`.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="+", db_index=False)
    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="ledger_lines")
    cause = models.CharField(max_length=8, choices=Cause)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    effective_at = models.BigIntegerField()
    recorded_at = models.BigIntegerField()
    change = models.ForeignKey(Change, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        indexes = [models.Index(fields=["workspace", "effective_at"], name="ledger_by_time")]

    def __str__(self) -> str:
        return f"{self.cause} {self.currency} {self.amount_minor}"
