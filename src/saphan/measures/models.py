"""What measures keep: figures frozen at a knowledge instant, what people said would be won, and a cache."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from saphan.clients.models import Account
from saphan.measures.reports.terms import Cadence, Subject
from saphan.workspace.models import Member, Record, Team, Workspace
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


class Submission(Record):
    """One call for the days from `starts_on` to `ends_on`, both included. It is never changed.

    It speaks of a member's deals, of a team's, or with neither of the whole workspace's. `author` is who said so:
    somebody else's call about a member is a further number beside the member's own. The totals are those of the
    categories at `known_at` (UTC microseconds), each by itself, in minor units of `currency` like the call.
    """

    KIND, PREFIX = "submission", "FS"

    author = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    known_at = models.BigIntegerField(help_text="UTC microseconds")
    currency = models.CharField(max_length=3)
    closed_minor = models.BigIntegerField()
    commit_minor = models.BigIntegerField()
    best_case_minor = models.BigIntegerField()
    pipeline_minor = models.BigIntegerField()
    call_minor = models.BigIntegerField()
    low_minor = models.BigIntegerField(null=True, blank=True)
    high_minor = models.BigIntegerField(null=True, blank=True)
    comment = models.TextField(blank=True)

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="submission_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(member=None) | Q(team=None), name="submission_of_one_subject"),
        ]
        indexes = [
            models.Index(fields=["workspace", "starts_on", "ends_on", "id"], name="submission_by_period"),
        ]

    @property
    def is_own(self) -> bool:
        """Whether it is the subject's own call, not somebody else's number beside it."""
        return self.member_id in (None, self.author_id)


class ReportSchedule(Record):
    """The performance page, frozen every week or month and sent to colleagues.

    `recipients` holds ids of members between bars: |3|7|; who left is taken out. `next_at` is when it is due.
    """

    KIND, PREFIX = "report_schedule", "RS"
    DERIVED = frozenset({"next_at"})

    name = models.CharField(max_length=120)
    period = models.CharField(max_length=20, help_text="a moving period such as last_month")
    filters = models.JSONField(default=dict)
    currency = models.CharField(max_length=3, blank=True)
    every = models.CharField(max_length=5, choices=Cadence)
    day = models.PositiveSmallIntegerField()
    hour = models.PositiveSmallIntegerField()
    recipients = models.CharField(max_length=2_000)
    owner = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", db_index=False)
    next_at = models.BigIntegerField(help_text="UTC microseconds")

    class Meta(Record.Meta):
        indexes = [
            models.Index(fields=["next_at"], name="report_due", condition=Q(removed_at=None)),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def recipient_ids(self) -> list[int]:
        return [int(part) for part in self.recipients.split("|") if part]


class ClientFigures(models.Model):
    """Figures of a client as people of one `reach` may know them, kept so that a list can be ordered by them.

    A cache: delete it and the worker makes it again. Stale from `due_at` (UTC microseconds) on. `months` adds up to
    `won`, in minor units of the reporting currency like `owed` and `overdue`; `penetration` in hundredths of a percent.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+", db_index=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="figures", db_index=False)
    reach = models.CharField(max_length=24)
    due_at = models.BigIntegerField()
    points = models.PositiveSmallIntegerField(null=True)
    months = models.JSONField(default=list)
    won = models.BigIntegerField(null=True)
    penetration = models.PositiveSmallIntegerField(null=True)
    owed = models.BigIntegerField(null=True)
    overdue = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "reach"], name="figures_once_per_reach")]
        indexes = [
            models.Index(fields=["due_at"], name="figures_due", condition=Q(reach="all")),
            *(
                models.Index(fields=["workspace", "reach", column, "account"], name=f"figures_by_{column}")
                for column in ("points", "won", "penetration", "owed")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} for {self.reach}"
