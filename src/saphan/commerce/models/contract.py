"""Contracts: what was agreed for how long, clause by clause, and what is owed by it on which day."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from saphan.clients.models import Account, Attachment
from saphan.commerce.contract_terms import (
    ClauseKind,
    ContractKind,
    ContractStatus,
    DueEvery,
    DutyStatus,
    EndReason,
    NoticeUnit,
    RenewalKind,
    Side,
)
from saphan.commerce.models.quotes import Quote
from saphan.core.contracts import Due, Every, Renewal, Terms, Unit, dates_of
from saphan.pipeline.models import Opportunity
from saphan.workspace.models import Record
from saphan.workspace.models.named import SORT_COLUMNS, Named
from saphan.workspace.terms import Language


class Contract(Named):
    """An agreement with a client; it belongs to whoever looks after the client.

    `edition` counts the versions that were signed, 0 before the first. `amount_minor` is the value of the agreed term
    without tax, of an open-ended contract that of a year; None where no money is named. `last_day` is as agreed and
    included; `extensions` counts how often the contract went on by itself since. `runs_until` and `notice_by` follow
    from them (see `core/contracts.py`). Its duties are there up to `planned_until`, that day excluded. `turn` counts every change, so that undoing an earlier one never changes what
    was signed since.
    """

    KIND, PREFIX = "contract", "CT"
    DERIVED = SORT_COLUMNS | {"reporting_minor", "runs_until", "notice_by", "planned_until"}

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="contracts")
    opportunity = models.ForeignKey(
        Opportunity, on_delete=models.PROTECT, null=True, blank=True, related_name="contracts"
    )
    quote = models.ForeignKey(
        Quote, on_delete=models.PROTECT, null=True, blank=True, related_name="contracts"
    )
    number = models.CharField(max_length=60, blank=True, help_text="the number written on it")
    kind = models.CharField(max_length=10, choices=ContractKind, default=ContractKind.PROJECT)
    language = models.CharField(max_length=8, choices=Language, default=Language.EN)
    status = models.CharField(max_length=8, choices=ContractStatus, default=ContractStatus.DRAFT)
    edition = models.PositiveSmallIntegerField(default=0)
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField(null=True, blank=True)
    reporting_minor = models.BigIntegerField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    renewal = models.CharField(max_length=10, choices=RenewalKind, default=RenewalKind.NONE)
    renewal_months = models.PositiveSmallIntegerField(null=True, blank=True)
    notice = models.PositiveSmallIntegerField(null=True, blank=True)
    notice_unit = models.CharField(max_length=6, choices=NoticeUnit, default=NoticeUnit.DAYS)
    signed_on = models.DateField(null=True, blank=True)
    extensions = models.PositiveSmallIntegerField(default=0)
    notice_given_on = models.DateField(null=True, blank=True)
    notice_side = models.CharField(max_length=6, choices=Side, blank=True)
    ended_on = models.DateField(null=True, blank=True, help_text="the last day on which it held")
    end_reason = models.CharField(max_length=10, choices=EndReason, blank=True)
    note = models.CharField(max_length=500, blank=True, help_text="why it ended or notice was given")
    replaced_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaces", db_index=False
    )
    renewal_deal = models.ForeignKey(
        Opportunity, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    renewal_for = models.DateField(
        null=True, blank=True, help_text="the end of the term whose renewal was proposed"
    )
    runs_until = models.DateField(null=True, blank=True)
    notice_by = models.DateField(null=True, blank=True)
    planned_until = models.DateField(null=True, blank=True)
    turn = models.PositiveIntegerField(default=0)
    external_id = models.CharField(max_length=80, blank=True)

    class Meta(Named.Meta):
        indexes = [
            models.Index(
                fields=["workspace", "-created_at", "-id"],
                name="contract_by_birth",
                condition=Q(removed_at=None),
            ),
            models.Index(
                fields=["workspace", "sort_en", "id"], name="contract_sort_en", condition=Q(removed_at=None)
            ),
            models.Index(
                fields=["workspace", "runs_until", "id"],
                name="contract_running",
                condition=Q(removed_at=None, status=ContractStatus.SIGNED),
            ),
            models.Index(
                fields=["workspace", "external_id"], name="contract_external", condition=~Q(external_id="")
            ),
        ]

    @property
    def time(self) -> Terms:
        """What was agreed about time. Only of a contract that has a first day."""
        assert self.starts_on is not None  # noqa: S101  asked for after `check`
        return Terms(
            self.starts_on, self.last_day, Renewal(self.renewal), self.renewal_months, self.notice,
            Unit(self.notice_unit),
        )  # fmt: skip

    def refresh_derived(self) -> None:
        """Work the derived columns out again from the others."""
        super().refresh_derived()
        self.runs_until = self.notice_by = None
        if self.starts_on is not None:
            self.runs_until, self.notice_by = dates_of(self.time, self.extensions, self.notice_given_on)


class ContractVersion(Record):
    """A version as it was signed. `document` holds everything that was agreed and never changes."""

    KIND, PREFIX = "contract_version", "CV"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    signed_on = models.DateField()
    effective_on = models.DateField()
    summary = models.CharField(max_length=500, blank=True, help_text="what this version changed")
    document = models.JSONField(default=dict)
    file = models.ForeignKey(
        Attachment, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["contract", "number"], condition=Q(removed_at=None), name="one_contract_version"
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)


class Clause(Record):
    """One clause of the contract as it stands. With `every` somebody owes something by it.

    `deemed_days` is how many days of silence after delivery count as acceptance; None: silence is no consent.
    """

    KIND, PREFIX = "clause", "CL"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="clauses")
    position = models.PositiveSmallIntegerField(default=1)
    number = models.CharField(max_length=20, blank=True)
    heading = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    kind = models.CharField(max_length=16, choices=ClauseKind, default=ClauseKind.OTHER)
    deemed_days = models.PositiveSmallIntegerField(null=True, blank=True)
    owed_by = models.CharField(max_length=6, choices=Side, blank=True)
    duty = models.CharField(max_length=200, blank=True, help_text="what is owed")
    every = models.CharField(max_length=10, choices=DueEvery, blank=True)
    due_on = models.DateField(null=True, blank=True)
    days_before = models.PositiveSmallIntegerField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.number} {self.heading}".strip() or self.code

    @property
    def due(self) -> Due | None:
        """When something is owed by it, if anything is."""
        return Due(Every(self.every), self.due_on, self.days_before) if self.every else None


class Duty(Record):
    """What one side owes on one day by a clause, in the words of that day."""

    KIND, PREFIX = "duty", "DU"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="duties")
    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="duties")
    what = models.CharField(max_length=200)
    owed_by = models.CharField(max_length=6, choices=Side)
    due_on = models.DateField()
    state = models.CharField(max_length=8, choices=DutyStatus, default=DutyStatus.OPEN)
    settled_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True, help_text="evidence, or why")

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["clause", "due_on"], condition=Q(removed_at=None), name="one_duty_a_day"
            ),
        ]
        indexes = [
            models.Index(
                fields=["workspace", "due_on", "id"],
                name="duty_waiting",
                condition=Q(removed_at=None, state=DutyStatus.OPEN),
            ),
        ]

    def __str__(self) -> str:
        return self.what
