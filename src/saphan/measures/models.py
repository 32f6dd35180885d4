"""What measures keep: figures frozen at a knowledge instant."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from saphan.measures.reports.terms import Subject
from saphan.workspace.models import Member, Record, Team
from saphan.workspace.rights import Scope


class Report(Record):
    """Figures as they were known at `known_at` about the business at `as_of` (UTC microseconds). Never edited.

    `question` holds what was asked; `figures` what came out, with the ids of the rows behind it. `scope` and
    `team` say how far the person who froze it could see, and so who else may.
    """

    KIND, PREFIX = "report", "FR"
    DERIVED = frozenset({"figures"})  # follows from the question and the instants; too long for the journal

    subject = models.CharField(max_length=8, choices=Subject)
    name = models.CharField(max_length=120)
    question = models.JSONField()
    as_of = models.BigIntegerField()
    known_at = models.BigIntegerField()
    figures = models.JSONField()
    owner = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", db_index=False)
    scope = models.CharField(max_length=8, choices=[(scope.value, scope.value) for scope in Scope])
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    is_shared = models.BooleanField(default=False)

    class Meta(Record.Meta):
        indexes = [
            models.Index(fields=["workspace", "-id"], name="report_newest", condition=Q(removed_at=None)),
        ]

    def __str__(self) -> str:
        return self.name
