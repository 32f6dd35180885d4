"""What was said, what comes next, and the papers that belong to it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from saphan.clients.models.account import Account
from saphan.clients.models.person import Person
from saphan.clients.terms import Channel, Direction, StepKind, StepState
from saphan.workspace.models import Member, Record


class Interaction(Record):
    """A call, a meeting, a message, a visit, a note."""

    KIND, PREFIX = "interaction", "I"

    account = models.ForeignKey(
        Account, on_delete=models.CASCADE, null=True, blank=True, related_name="interactions"
    )
    opportunity = models.ForeignKey(
        "pipeline.Opportunity", on_delete=models.CASCADE, null=True, blank=True, related_name="interactions"
    )
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.NOTE)
    direction = models.CharField(max_length=12, choices=Direction, default=Direction.BOTH)
    happened_at = models.BigIntegerField(help_text="UTC microseconds")
    subject = models.CharField(max_length=200, blank=True)
    words = models.TextField(blank=True, help_text="untrusted text, in the language it was said in")
    language = models.CharField(max_length=8, blank=True)
    is_private = models.BooleanField(default=False, help_text="only participants may read it")
    source_id = models.CharField(max_length=200, blank=True, help_text="id in the system it came from")

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["workspace", "source_id"], condition=~Q(source_id=""), name="interaction_once"
            ),
        ]
        indexes = [
            models.Index(fields=["account", "-happened_at", "-id"], name="interaction_by_account"),
            models.Index(fields=["opportunity", "-happened_at", "-id"], name="interaction_by_deal"),
        ]


class InteractionParticipant(models.Model):
    """Who took part: somebody of theirs or somebody of ours. Written together with its interaction."""

    interaction = models.ForeignKey(Interaction, on_delete=models.CASCADE, related_name="participants")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="took_part")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, null=True, related_name="took_part")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) ^ Q(member__isnull=False),
                name="participant_is_theirs_or_ours",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id or self.member_id} in {self.interaction_id}"


class NextStep(Record):
    """What we do next, who does it, and until when."""

    KIND, PREFIX = "next_step", "N"

    what = models.CharField(max_length=200)
    kind = models.CharField(max_length=8, choices=StepKind, default=StepKind.TASK)
    due_on = models.DateField(null=True, blank=True)
    due_at = models.BigIntegerField(
        null=True, blank=True, help_text="UTC microseconds, where an hour was agreed"
    )
    owner = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, blank=True, related_name="next_steps"
    )
    account = models.ForeignKey(
        Account, on_delete=models.CASCADE, null=True, blank=True, related_name="next_steps"
    )
    opportunity = models.ForeignKey(
        "pipeline.Opportunity", on_delete=models.CASCADE, null=True, blank=True, related_name="next_steps"
    )
    state = models.CharField(max_length=8, choices=StepState, default=StepState.OPEN)
    done_at = models.BigIntegerField(null=True, blank=True, help_text="UTC microseconds")
    outcome = models.TextField(blank=True, help_text="what came of it, or why it was dropped")

    class Meta(Record.Meta):
        indexes = [
            models.Index(fields=["account", "state", "due_on"], name="step_by_account"),
            models.Index(fields=["opportunity", "state", "due_on"], name="step_by_deal"),
            models.Index(fields=["workspace", "owner", "state", "due_on"], name="step_by_owner"),
        ]


class Attachment(Record):
    """A file. Its stored name is generated; its type is judged from its content."""

    KIND, PREFIX = "attachment", "F"

    account = models.ForeignKey(
        Account, on_delete=models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    opportunity = models.ForeignKey(
        "pipeline.Opportunity", on_delete=models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    file_name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=100)
