"""Unqualified chances of business and how they are judged."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from saphan.clients.models import Account, Person
from saphan.pipeline.terms import Answer, LeadState
from saphan.workspace.models import Member, Record, Territory
from saphan.workspace.models.named import SORT_COLUMNS, Named
from saphan.workspace.models.record import labelled


class Lead(Named):
    """A lead; `name` is the company or person as it came in. Qualification is a dated event in the journal."""

    KIND, PREFIX = "lead", "L"
    DERIVED = SORT_COLUMNS

    contact_name = models.CharField(max_length=160, blank=True)
    job_title = models.CharField(max_length=160, blank=True)
    email = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    city = models.CharField(max_length=120, blank=True)
    source = models.CharField(max_length=120, blank=True)
    campaign = models.CharField(max_length=120, blank=True)
    wish = models.TextField(blank=True, help_text="what they asked for, in their words")
    state = models.CharField(max_length=12, choices=LeadState, default=LeadState.NEW)
    episode = models.PositiveSmallIntegerField(default=1)
    qualified_on = models.DateField(null=True, blank=True)
    disqualified_reason = models.CharField(max_length=200, blank=True)
    owner = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="leads")
    territory = models.ForeignKey(
        Territory, on_delete=models.PROTECT, null=True, blank=True, related_name="leads"
    )
    account = models.ForeignKey(
        Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="leads"
    )
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="leads")
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged"
    )
    external_id = models.CharField(max_length=80, blank=True)

    class Meta(Named.Meta):
        indexes = [
            models.Index(
                fields=["workspace", "state", "id"], name="lead_by_state", condition=Q(removed_at=None)
            ),
            models.Index(fields=["workspace", "owner", "state"], name="lead_by_owner"),
            models.Index(
                fields=["workspace", "external_id"], name="lead_external", condition=~Q(external_id="")
            ),
        ]


class LeadCriterion(Record):
    """One question of the workspace's qualification list (BANT, MEDDICC or its own)."""

    KIND, PREFIX = "lead_criterion", "Q"

    question = models.CharField(max_length=200)
    questions = models.JSONField(default=dict, blank=True)
    position = models.PositiveSmallIntegerField(default=1)
    is_required = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.question

    def label(self, language: str) -> str:
        return labelled(self.question, self.questions, language)


class LeadAnswer(Record):
    KIND, PREFIX = "lead_answer", "QA"

    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="answers")
    criterion = models.ForeignKey(LeadCriterion, on_delete=models.CASCADE, related_name="answers")
    answer = models.CharField(max_length=8, choices=Answer, default=Answer.UNKNOWN)
    note = models.TextField(blank=True)

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["lead", "criterion"], name="one_answer_per_criterion"),
        ]
