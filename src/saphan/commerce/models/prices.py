"""Price lists: what an offering costs, for whom and from when until when."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from saphan.clients.terms import Tier
from saphan.workspace.models import Offering, Record
from saphan.workspace.models.named import Named


class PriceList(Named):
    """Prices in one currency, for clients of one tier or for all, over a half-open interval of days.

    `valid_until` is the first day on which the list no longer holds. No two lists of a currency and segment
    share a day.
    """

    KIND, PREFIX = "price_list", "PR"

    currency = models.CharField(max_length=3)
    segment = models.CharField(max_length=1, choices=Tier, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)

    class Meta(Named.Meta):
        constraints = [
            *Named.Meta.constraints,
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_from=None) | Q(valid_until__gt=F("valid_from")),
                name="price_list_holds_a_day",
            ),
        ]


class PriceLine(Record):
    """What one unit of an offering costs in a list, in minor units of its currency."""

    KIND, PREFIX = "price_line", "PI"

    price_list = models.ForeignKey(PriceList, on_delete=models.PROTECT, related_name="lines")
    offering = models.ForeignKey(Offering, on_delete=models.PROTECT, related_name="+")
    unit = models.CharField(max_length=40, blank=True, help_text="empty: the offering's own unit")
    unit_price_minor = models.BigIntegerField()

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["price_list", "offering", "unit"],
                condition=Q(removed_at=None),
                name="one_price_per_unit",
            ),
            models.CheckConstraint(condition=Q(unit_price_minor__gte=0), name="price_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.offering} {self.unit_price_minor}"
