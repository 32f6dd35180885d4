"""A qualified chance of business with an amount and a date."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from saphan.clients.models import Account, BusinessUnit
from saphan.pipeline.models.lead import Lead
from saphan.pipeline.models.stages import LostReason, Pipeline, Stage
from saphan.pipeline.terms import Category, OpportunityStatus, OpportunityType
from saphan.workspace.models import Member, Offering, Record
from saphan.workspace.models.named import SORT_COLUMNS, Named


class Opportunity(Named):
    """One deal. `expected_close_on` is the promise, `closed_on` what happened; neither overwrites the other.

    `amount_minor` is in minor units of `currency`; None means nobody has named an amount yet.
    `reporting_minor` is the same in the workspace's currency at its plan rate; None when a rate is missing.
    """

    KIND, PREFIX = "opportunity", "D"
    DERIVED = SORT_COLUMNS | {"reporting_minor", "next_step_id", "next_due_on"}

    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="opportunities"
    )
    unit = models.ForeignKey(BusinessUnit, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    pipeline = models.ForeignKey(
        Pipeline, on_delete=models.PROTECT, related_name="opportunities", db_index=False
    )
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="opportunities", db_index=False)
    status = models.CharField(max_length=12, choices=OpportunityStatus, default=OpportunityStatus.OPEN)
    type = models.CharField(max_length=10, choices=OpportunityType, default=OpportunityType.NEW)
    category = models.CharField(max_length=10, choices=Category, default=Category.PIPELINE)
    owner = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, blank=True, related_name="opportunities", db_index=False
    )
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField(null=True, blank=True)
    reporting_minor = models.BigIntegerField(null=True, blank=True)
    expected_close_on = models.DateField(null=True, blank=True)
    pushes = models.PositiveSmallIntegerField(default=0, help_text="how often the date moved out")
    stage_since = models.BigIntegerField(help_text="UTC microseconds")
    qualified_on = models.DateField(null=True, blank=True, help_text="first day in a qualified stage")
    closed_on = models.DateField(null=True, blank=True)
    lost_reason = models.ForeignKey(
        LostReason, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    lost_to = models.CharField(max_length=160, blank=True)
    lead = models.ForeignKey(
        Lead, on_delete=models.SET_NULL, null=True, blank=True, related_name="opportunities"
    )
    source = models.CharField(max_length=120, blank=True)
    exit_answers = models.JSONField(default=dict, blank=True, help_text="exit question key → what is known")
    # The solution: what they need → what we offer → which operation of theirs it improves → what that is worth.
    need = models.TextField(blank=True)
    operation = models.TextField(blank=True)
    value = models.TextField(blank=True)
    competitors = models.JSONField(default=list, blank=True)
    external_id = models.CharField(max_length=80, blank=True)
    next_step = models.ForeignKey(
        "clients.NextStep", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    next_due_on = models.DateField(null=True, blank=True)

    class Meta(Named.Meta):
        indexes = [
            # The board: one pipeline's open deals by stage, the largest first.
            # The two columns of the condition stand in the index too: SQLite tests them for every row that it
            # sums up, and would fetch the whole row to do so. So does the owner, for those who see a team's deals.
            models.Index(
                fields=[
                    "workspace",
                    "pipeline",
                    "stage",
                    "-reporting_minor",
                    "-id",
                    "status",
                    "removed_at",
                    "owner",
                ],
                name="deal_board",
                condition=Q(status="open", removed_at=None),
            ),
            models.Index(
                fields=[
                    "workspace",
                    "owner",
                    "pipeline",
                    "stage",
                    "-reporting_minor",
                    "-id",
                    "status",
                    "removed_at",
                ],
                name="deal_board_own",
                condition=Q(status="open", removed_at=None),
            ),
            # What was won in a quarter, and its sum, without a look at the rows.
            models.Index(
                fields=[
                    "workspace",
                    "status",
                    "closed_on",
                    "id",
                    "pipeline",
                    "owner",
                    "reporting_minor",
                    "removed_at",
                ],
                name="deal_by_close",
                condition=Q(removed_at=None),
            ),
            models.Index(
                fields=["workspace", "expected_close_on", "id"],
                name="deal_by_date",
                condition=Q(removed_at=None),
            ),
            models.Index(
                fields=["workspace", "-reporting_minor", "-id"],
                name="deal_by_amount",
                condition=Q(removed_at=None),
            ),
            models.Index(
                fields=["workspace", "sort_en", "id"], name="deal_sort_en", condition=Q(removed_at=None)
            ),
            models.Index(
                fields=["workspace", "external_id"], name="deal_external", condition=~Q(external_id="")
            ),
        ]


class OpportunityLine(Record):
    """An offering inside an opportunity. The amounts of the lines add up to the opportunity's amount."""

    KIND, PREFIX = "opportunity_line", "OL"

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="lines")
    offering = models.ForeignKey(Offering, on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField(default=1)
    unit_price_minor = models.BigIntegerField(null=True, blank=True)
    amount_minor = models.BigIntegerField(null=True, blank=True)
    operation = models.CharField(
        max_length=200, blank=True, help_text="operation of the client that it improves"
    )
    position = models.PositiveSmallIntegerField(default=1)
