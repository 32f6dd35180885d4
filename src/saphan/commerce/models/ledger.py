"""The signed revenue ledger: append-only; a correction is a pair of lines."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from saphan.commerce.models.order import Order, OrderLine
from saphan.journal.models import Change
from saphan.pipeline.models import Opportunity
from saphan.workspace.models import Offering, Workspace


class Cause(models.TextChoices):
    WIN = "win"
    UN_WIN = "un_win"
    PRICE = "price"
    ORDER = "order"  # what was ordered
    ORDER_BACK = "order_back"  # an order line taken back: amended, cancelled, or never meant
    CARRIED = "carried"  # a won deal's own booking, from its order's day on carried by the order


class LedgerLine(models.Model):
    """Money that came in (+) or went back (−) by an agreement, without tax.

    A line belongs to an opportunity, or to an order and then also names the opportunity behind it, if any.
    `effective_at` and `recorded_at` are UTC microseconds, as in the journal entry that caused the line.
    A recurring line (`months`) is worth `amount_minor` over all its months.
    Who gets credit is not stored here: it follows from the owner at `effective_at`.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="+", db_index=False)
    opportunity = models.ForeignKey(
        Opportunity, on_delete=models.PROTECT, null=True, related_name="ledger_lines"
    )
    order = models.ForeignKey(Order, on_delete=models.PROTECT, null=True, related_name="ledger_lines")
    order_line = models.ForeignKey(
        OrderLine, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    offering = models.ForeignKey(
        Offering, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    cause = models.CharField(max_length=10, choices=Cause)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    months = models.PositiveSmallIntegerField(null=True)
    is_pass_through = models.BooleanField(default=False)
    effective_at = models.BigIntegerField()
    recorded_at = models.BigIntegerField()
    change = models.ForeignKey(Change, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        indexes = [models.Index(fields=["workspace", "effective_at"], name="ledger_by_time")]
        constraints = [
            models.CheckConstraint(
                condition=Q(opportunity__isnull=False) | Q(order__isnull=False),
                name="ledger_line_has_a_bearer",
            )
        ]

    def __str__(self) -> str:
        return f"{self.cause} {self.currency} {self.amount_minor}"
