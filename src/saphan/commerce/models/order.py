"""Orders: what a client has agreed to buy."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from saphan.clients.models import Account
from saphan.commerce.terms import OrderBilling, OrderStatus
from saphan.pipeline.models import Opportunity
from saphan.workspace.models import Member, Offering, Record
from saphan.workspace.models.named import SORT_COLUMNS, Named


class Order(Named):
    """An accepted agreement to deliver: a purchase order, a signed quote, a statement of work.

    `amount_minor` is the sum of its lines without tax, in minor units of `currency`; `reporting_minor` is the
    same in the workspace's currency at its plan rate, None when a rate is missing. `invoiced_minor`, without tax, and
    `billing` follow from its invoices.
    """

    KIND, PREFIX = "order", "O"
    DERIVED = SORT_COLUMNS | {"reporting_minor", "invoiced_minor", "billing"}

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="orders")
    opportunity = models.ForeignKey(
        Opportunity, on_delete=models.PROTECT, null=True, blank=True, related_name="orders"
    )
    owner = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    contract = models.ForeignKey(
        "commerce.Contract", on_delete=models.PROTECT, null=True, blank=True, related_name="orders"
    )
    reference = models.CharField(max_length=80, blank=True, help_text="the client's own order number")
    status = models.CharField(max_length=12, choices=OrderStatus, default=OrderStatus.CONFIRMED)
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField(default=0)
    tax_minor = models.BigIntegerField(default=0)
    reporting_minor = models.BigIntegerField(null=True, blank=True)
    confirmed_on = models.DateField()
    cancelled_on = models.DateField(null=True, blank=True)
    external_id = models.CharField(max_length=80, blank=True)
    invoiced_minor = models.BigIntegerField(default=0)
    billing = models.CharField(max_length=14, choices=OrderBilling, default=OrderBilling.NOT_INVOICED)

    class Meta(Named.Meta):
        indexes = [
            models.Index(
                fields=["workspace", "-confirmed_on", "-id"],
                name="order_by_day",
                condition=Q(removed_at=None),
            ),
            models.Index(
                fields=["workspace", "-reporting_minor", "-id"],
                name="order_by_amount",
                condition=Q(removed_at=None),
            ),
            models.Index(
                fields=["workspace", "sort_en", "id"], name="order_sort_en", condition=Q(removed_at=None)
            ),
            models.Index(
                fields=["workspace", "external_id"], name="order_external", condition=~Q(external_id="")
            ),
        ]


class OrderLine(Record):
    """One thing that was ordered. Its amounts are over the whole term, without tax and after the discount.

    `family` is the offering's family as it was when the order was confirmed. `months` is the term of a
    recurring line, whose price is per month; a one-off line has none. `is_pass_through` marks media and other
    costs that are only handed on.
    """

    KIND, PREFIX = "order_line", "OR"

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    offering = models.ForeignKey(Offering, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    family = models.CharField(max_length=120, blank=True)
    description = models.CharField(max_length=200, blank=True)
    quantity = models.PositiveIntegerField(default=1)
    unit_price_minor = models.BigIntegerField(default=0)
    discount_bp = models.PositiveSmallIntegerField(default=0, help_text="hundredths of a percent")
    tax_bp = models.PositiveSmallIntegerField(default=0, help_text="hundredths of a percent")
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True, help_text="first day of a recurring line")
    is_pass_through = models.BooleanField(default=False)
    amount_minor = models.BigIntegerField(default=0)
    tax_minor = models.BigIntegerField(default=0)
    position = models.PositiveSmallIntegerField(default=1)

    def __str__(self) -> str:
        return self.description or self.code
