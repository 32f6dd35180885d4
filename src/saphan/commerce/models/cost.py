"""What sales and marketing cost, for which campaign, and which share of it wins new clients."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from saphan.commerce.terms import WHOLE_SHARE, CostKind, ShareTable
from saphan.workspace.models import Record, Territory


class Campaign(Record):
    """Something we run to win clients."""

    KIND, PREFIX = "campaign", "CP"

    name = models.CharField(max_length=160)
    channel = models.CharField(max_length=80, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    territory = models.ForeignKey(
        Territory, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return self.name


class CostLine(Record):
    """Money spent over the days from `starts_on` to `ends_on`, both included; one day is a cost of that day.

    `acquisition_share` in basis points goes before the workspace's table of shares; None follows the table.
    """

    KIND, PREFIX = "cost_line", "CO"

    kind = models.CharField(max_length=12, choices=CostKind)
    about = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    channel = models.CharField(max_length=80, blank=True)
    territory = models.ForeignKey(
        Territory, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, null=True, blank=True, related_name="costs"
    )
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    acquisition_share = models.PositiveSmallIntegerField(null=True, blank=True)
    external_id = models.CharField(max_length=80, blank=True)

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="cost_ends_after_start"),
            models.CheckConstraint(
                condition=Q(acquisition_share=None) | Q(acquisition_share__lte=WHOLE_SHARE),
                name="cost_share_is_a_share",
            ),
        ]
        indexes = [
            models.Index(
                fields=["workspace", "-starts_on", "-id"], name="cost_by_day", condition=Q(removed_at=None)
            ),
            models.Index(
                fields=["workspace", "external_id"], name="cost_external", condition=~Q(external_id="")
            ),
        ]

    def __str__(self) -> str:
        return self.about or self.get_kind_display()


class AcquisitionShare(Record):
    """The share of one kind of cost in one table, in basis points. Its versions are in the journal."""

    KIND, PREFIX = "acquisition_share", "AS"

    table = models.CharField(max_length=12, choices=ShareTable)
    kind = models.CharField(max_length=12, choices=CostKind)
    share = models.PositiveSmallIntegerField()

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["workspace", "table", "kind"], name="one_share_per_kind"),
            models.CheckConstraint(condition=Q(share__lte=WHOLE_SHARE), name="share_is_a_share"),
        ]
