"""Invoices, credit notes and the money that came in for them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from saphan.clients.models import Account
from saphan.commerce.models.order import Order, OrderLine
from saphan.commerce.terms import InvoiceStanding, InvoiceStatus, Purpose, TaxDocument
from saphan.workspace.models import Offering, Record


class Invoice(Record):
    """What a client is asked to pay. A credit note is one with negative amounts that names what it `credits`.

    It belongs to whoever looks after the client. Amounts are in minor units of `currency`. `number` is given when
    it is issued and never again; from then on only its tax document and its note change. `credited_minor` and
    `paid_minor` are with tax.
    """

    KIND, PREFIX = "invoice", "IV"
    DERIVED = frozenset({"credited_minor", "paid_minor", "standing"})

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="invoices")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, null=True, blank=True, related_name="invoices")
    credits = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="credit_notes"
    )
    status = models.CharField(max_length=8, choices=InvoiceStatus, default=InvoiceStatus.DRAFT)
    number = models.CharField(max_length=40, blank=True)
    purpose = models.CharField(max_length=10, choices=Purpose, default=Purpose.FULL)
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField(default=0)
    tax_minor = models.BigIntegerField(default=0)
    issued_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    tax_document = models.CharField(max_length=12, choices=TaxDocument, default=TaxDocument.NONE)
    tax_number = models.CharField(
        max_length=40, blank=True, help_text="of the fapiao or the Thai tax invoice"
    )
    note = models.CharField(max_length=200, blank=True)
    external_id = models.CharField(max_length=80, blank=True)
    credited_minor = models.BigIntegerField(default=0)
    paid_minor = models.BigIntegerField(default=0)
    standing = models.CharField(max_length=10, choices=InvoiceStanding, default=InvoiceStanding.DRAFT)

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["workspace", "number"], name="invoice_number_once", condition=~Q(number="")
            ),
        ]
        indexes = [
            models.Index(
                fields=["workspace", "-issued_on", "-id"], name="invoice_by_day", condition=Q(removed_at=None)
            ),
            models.Index(
                fields=["workspace", "due_on", "id"],
                name="invoice_waiting",
                condition=Q(removed_at=None, standing__in=("open", "part_paid")),
            ),
            models.Index(
                fields=["workspace", "external_id"], name="invoice_external", condition=~Q(external_id="")
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.code

    @property
    def total_minor(self) -> int:
        """With tax."""
        return self.amount_minor + self.tax_minor

    @property
    def left_minor(self) -> int:
        """What is left to pay, with tax; below zero it is to be given back. Nothing of a draft or a credit note."""
        waits = self.status == InvoiceStatus.ISSUED and self.credits_id is None
        return self.total_minor - self.credited_minor - self.paid_minor if waits else 0


class InvoiceLine(Record):
    """One amount on an invoice, without tax; negative on a credit note."""

    KIND, PREFIX = "invoice_line", "IL"

    invoice = models.ForeignKey(Invoice, on_delete=models.CASCADE, related_name="lines")
    order_line = models.ForeignKey(
        OrderLine, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    offering = models.ForeignKey(
        Offering, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    description = models.CharField(max_length=200, blank=True)
    amount_minor = models.BigIntegerField()
    tax_bp = models.PositiveSmallIntegerField(default=0, help_text="hundredths of a percent")
    tax_minor = models.BigIntegerField(default=0)
    is_pass_through = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=1)

    def __str__(self) -> str:
        return self.description or self.code


class Receipt(Record):
    """Money that came in on a day, in minor units; negative where it `reverses` one that did not hold."""

    KIND, PREFIX = "receipt", "RC"
    DERIVED = frozenset({"allocated_minor"})

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="receipts")
    reverses = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="reversed_by"
    )
    received_on = models.DateField()
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    bank_reference = models.CharField(max_length=80, blank=True)
    external_id = models.CharField(max_length=80, blank=True)
    allocated_minor = models.BigIntegerField(default=0)

    class Meta(Record.Meta):
        indexes = [
            models.Index(
                fields=["workspace", "-received_on", "-id"],
                name="receipt_by_day",
                condition=Q(removed_at=None),
            ),
            models.Index(
                fields=["workspace", "external_id"], name="receipt_external", condition=~Q(external_id="")
            ),
        ]

    @property
    def free_minor(self) -> int:
        """What is not allocated to any invoice yet."""
        return self.amount_minor - self.allocated_minor


class Allocation(Record):
    """Which part of a receipt pays which invoice; negative where the receipt was reversed."""

    KIND, PREFIX = "allocation", "RA"

    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="allocations")
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="allocations")
    amount_minor = models.BigIntegerField()
