"""Quotes: what a client is offered, in versions that stay as they were sent."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from saphan.clients.models import Account, Person
from saphan.commerce.models.order import Order
from saphan.commerce.quote_terms import DISCOUNT_LIMIT, VALID_DAYS, QuoteStatus, VersionStatus
from saphan.pipeline.models import Opportunity
from saphan.workspace.models import Member, Offering, Record
from saphan.workspace.models.named import SORT_COLUMNS, Named
from saphan.workspace.terms import Language


class Quote(Named):
    """An offer to a client. `edition` counts its versions; the lines are those of the current one.

    `valid_until` is the last day on which it can be accepted. `amount_minor` is the sum of the lines without
    tax, `full_minor` the same at listed prices; `reporting_minor` is the amount in the workspace's currency.
    `turn` counts every change, so that undoing an earlier one never changes what was approved or sent since.
    """

    KIND, PREFIX = "quote", "QU"
    DERIVED = SORT_COLUMNS | {"reporting_minor"}

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="quotes")
    contact = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    opportunity = models.ForeignKey(
        Opportunity, on_delete=models.PROTECT, null=True, blank=True, related_name="quotes"
    )
    owner = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    language = models.CharField(max_length=8, choices=Language, default=Language.EN)
    status = models.CharField(max_length=10, choices=QuoteStatus, default=QuoteStatus.DRAFT)
    edition = models.PositiveSmallIntegerField(default=1)
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField(default=0)
    tax_minor = models.BigIntegerField(default=0)
    full_minor = models.BigIntegerField(default=0)
    reporting_minor = models.BigIntegerField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    terms = models.TextField(blank=True)
    sent_on = models.DateField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True, help_text="why it was sent back or declined")
    priced_by = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    submitted_by = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    approved_by = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    order = models.ForeignKey(Order, on_delete=models.PROTECT, null=True, blank=True, related_name="quotes")
    turn = models.PositiveIntegerField(default=0)
    external_id = models.CharField(max_length=80, blank=True)

    class Meta(Named.Meta):
        indexes = [
            models.Index(
                fields=["workspace", "-created_at", "-id"],
                name="quote_by_birth",
                condition=Q(removed_at=None),
            ),
            models.Index(
                fields=["workspace", "-reporting_minor", "-id"],
                name="quote_by_amount",
                condition=Q(removed_at=None),
            ),
            models.Index(
                fields=["workspace", "sort_en", "id"], name="quote_sort_en", condition=Q(removed_at=None)
            ),
            models.Index(fields=["workspace"], name="quote_waiting", condition=Q(status=QuoteStatus.WAITING)),
            models.Index(fields=["valid_until"], name="quote_running", condition=Q(status=QuoteStatus.SENT)),
            models.Index(
                fields=["workspace", "external_id"], name="quote_external", condition=~Q(external_id="")
            ),
        ]


class QuoteLine(Record):
    """One thing offered. Amounts are over the whole term, without tax and after the discount.

    `list_price_minor` is what one unit is listed at on the day it was written in; None where nothing was listed.
    """

    KIND, PREFIX = "quote_line", "QL"

    quote = models.ForeignKey(Quote, on_delete=models.CASCADE, related_name="lines")
    offering = models.ForeignKey(Offering, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    family = models.CharField(max_length=120, blank=True)
    description = models.CharField(max_length=200, blank=True)
    quantity = models.PositiveIntegerField(default=1)
    unit = models.CharField(max_length=40, blank=True)
    unit_price_minor = models.BigIntegerField(default=0)
    list_price_minor = models.BigIntegerField(null=True, blank=True)
    discount_bp = models.PositiveSmallIntegerField(default=0, help_text="hundredths of a percent")
    tax_bp = models.PositiveSmallIntegerField(default=0, help_text="hundredths of a percent")
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    is_pass_through = models.BooleanField(default=False)
    amount_minor = models.BigIntegerField(default=0)
    tax_minor = models.BigIntegerField(default=0)
    position = models.PositiveSmallIntegerField(default=1)

    def __str__(self) -> str:
        return self.description or self.code


class QuoteVersion(Record):
    """A version as the client got it. `document` holds everything that was printed and never changes."""

    KIND, PREFIX = "quote_version", "QV"

    quote = models.ForeignKey(Quote, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=VersionStatus, default=VersionStatus.SENT)
    sent_on = models.DateField()
    document = models.JSONField(default=dict)

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["quote", "number"], condition=Q(removed_at=None), name="one_version_per_number"
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)


class QuoteSetup(Record):
    """How a workspace quotes: who it is on paper, from which discount on a second person looks, for how long.

    `discount_limit_bp` in hundredths of a percent; None asks nobody. `seller` holds name and address by
    language: {"name": {"en": …, "zh-hans": …, "th": …}, "address": {…}, "tax_number": …}.
    """

    KIND, PREFIX = "quote_setup", "QS"

    discount_limit_bp = models.PositiveSmallIntegerField(null=True, blank=True, default=DISCOUNT_LIMIT)
    valid_days = models.PositiveSmallIntegerField(default=VALID_DAYS)
    has_buddhist_years = models.BooleanField(default=True, help_text="in Thai documents")
    seller = models.JSONField(default=dict, blank=True)
    terms = models.JSONField(default=dict, blank=True, help_text="terms a new quote starts with, by language")

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["workspace"], condition=Q(removed_at=None), name="one_quote_setup"
            ),
        ]
