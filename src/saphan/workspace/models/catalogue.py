"""What is sold, at which price, and what currencies are worth."""

from __future__ import annotations

from django.db import models

from saphan.workspace.models.record import Record
from saphan.workspace.models.workspace import Workspace
from saphan.workspace.terms import OfferingStatus


class Offering(Record):
    """A product or service."""

    KIND, PREFIX = "offering", "S"

    name = models.CharField(max_length=160)
    names = models.JSONField(default=dict, blank=True)
    family = models.CharField(max_length=120, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    status = models.CharField(max_length=10, choices=OfferingStatus, default=OfferingStatus.ACTIVE)

    def __str__(self) -> str:
        return self.name


class OfferingPrice(Record):
    KIND, PREFIX = "offering_price", "SP"

    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="prices")
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    valid_from = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.currency} {self.amount_minor}"


class ExchangeRate(models.Model):
    """On `on`, one unit of `currency` was worth `rate_e8` / 10⁸ units of `in_currency`.

    A row without workspace belongs to the published table that every workspace starts with.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, null=True, related_name="own_rates")
    currency = models.CharField(max_length=3)
    in_currency = models.CharField(max_length=3)
    on = models.DateField()
    rate_e8 = models.BigIntegerField()
    source = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "currency", "in_currency", "on"],
                condition=models.Q(workspace__isnull=False),
                name="one_own_rate_a_day",
            ),
            # Two constraints because SQLite cannot treat nulls as equal.
            models.UniqueConstraint(
                fields=["currency", "in_currency", "on"],
                condition=models.Q(workspace__isnull=True),
                name="one_published_rate_a_day",
            ),
            models.CheckConstraint(condition=models.Q(rate_e8__gt=0), name="rate_is_positive"),
        ]
        indexes = [models.Index(fields=["currency", "in_currency", "on"], name="rate_by_day")]

    def __str__(self) -> str:
        return f"{self.currency}/{self.in_currency} {self.on}"
