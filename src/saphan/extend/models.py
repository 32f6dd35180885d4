"""Surveys, who was asked, and what they said."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from saphan.clients.models import Account, Person
from saphan.workspace.models import Record


class Survey(Record):
    """One question asked of clients. Scale and threshold never change, or old answers would mean something else."""

    KIND, PREFIX = "survey", "SV"

    name = models.CharField(max_length=160)
    question = models.CharField(max_length=300, blank=True)
    scale = models.PositiveSmallIntegerField(help_text="5, 7 or 10 points")
    threshold = models.PositiveSmallIntegerField(help_text="from this score on an answer is a satisfied one")

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(threshold__gte=1) & Q(threshold__lte=F("scale")), name="threshold_on_scale"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SurveyInvitation(Record):
    """The question reached somebody at a client on a day."""

    KIND, PREFIX = "survey_invitation", "SI"

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="invitations")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    delivered_on = models.DateField()
    external_id = models.CharField(max_length=80, blank=True)

    class Meta(Record.Meta):
        indexes = [
            models.Index(
                fields=["workspace", "-delivered_on", "-id"],
                name="invitation_by_day",
                condition=Q(removed_at=None),
            ),
            models.Index(
                fields=["workspace", "external_id"], name="invitation_external", condition=~Q(external_id="")
            ),
        ]


class SurveyAnswer(Record):
    """What somebody at a client answered, in points of the survey's scale and in words."""

    KIND, PREFIX = "survey_answer", "SA"

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="answers")
    invitation = models.ForeignKey(
        SurveyInvitation, on_delete=models.PROTECT, null=True, blank=True, related_name="answers"
    )
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="survey_answers")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    score = models.PositiveSmallIntegerField()
    words = models.TextField(blank=True, help_text="in their words")
    answered_on = models.DateField()
    source = models.CharField(max_length=80, blank=True)
    external_id = models.CharField(max_length=80, blank=True)

    class Meta(Record.Meta):
        indexes = [
            models.Index(
                fields=["workspace", "-answered_on", "-id"],
                name="answer_by_day",
                condition=Q(removed_at=None),
            ),
            models.Index(fields=["workspace", "account", "-answered_on"], name="answer_by_account"),
            models.Index(
                fields=["workspace", "external_id"], name="answer_external", condition=~Q(external_id="")
            ),
        ]

    def __str__(self) -> str:
        return self.words[:80] or self.code
