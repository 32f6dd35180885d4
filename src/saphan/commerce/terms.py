"""The words of commerce."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CostKind(TextChoices):
    """What money for sales and marketing was spent on."""

    SALARIES = "salaries", _("Salaries")
    COMMISSION = "commission", _("Commission")
    ADS = "ads", _("Advertising")
    EVENTS = "events", pgettext_lazy("cost", "Events")
    TOOLS = "tools", _("Tools")
    AGENCIES = "agencies", _("Agencies")
    OTHER = "other", pgettext_lazy("cost", "Other")


class ShareTable(TextChoices):
    """How much of a cost counts as winning new clients: one formula, three tables of shares."""

    FULLY_LOADED = "fully_loaded", _("Fully loaded")
    BLENDED = "blended", _("Without people")
    PAID_ONLY = "paid_only", _("Paid media and events only")


WHOLE_SHARE = 10_000  # basis points

# Shares that hold until a workspace sets its own. Looking after clients is no acquisition, hence the 80 %.
SHARES: dict[str, dict[str, int]] = {
    ShareTable.FULLY_LOADED: {
        CostKind.SALARIES: 8_000, CostKind.COMMISSION: WHOLE_SHARE, CostKind.ADS: WHOLE_SHARE, CostKind.EVENTS: WHOLE_SHARE,
        CostKind.TOOLS: 8_000, CostKind.AGENCIES: WHOLE_SHARE, CostKind.OTHER: WHOLE_SHARE,
    },
    ShareTable.BLENDED: {
        CostKind.SALARIES: 0, CostKind.COMMISSION: 0, CostKind.ADS: WHOLE_SHARE, CostKind.EVENTS: WHOLE_SHARE,
        CostKind.TOOLS: WHOLE_SHARE, CostKind.AGENCIES: WHOLE_SHARE, CostKind.OTHER: WHOLE_SHARE,
    },
    ShareTable.PAID_ONLY: {
        CostKind.SALARIES: 0, CostKind.COMMISSION: 0, CostKind.ADS: WHOLE_SHARE, CostKind.EVENTS: WHOLE_SHARE,
        CostKind.TOOLS: 0, CostKind.AGENCIES: 0, CostKind.OTHER: 0,
    },
}  # fmt: skip


class OrderStatus(TextChoices):
    CONFIRMED = "confirmed", pgettext_lazy("order", "Confirmed")
    CANCELLED = "cancelled", pgettext_lazy("order", "Cancelled")


# Read aloud: a confirmed order may be cancelled; a cancelled one stays so, a new agreement is a new order.
ORDER_MOVES: dict[str, frozenset[str]] = {
    OrderStatus.CONFIRMED: frozenset({OrderStatus.CANCELLED}),
    OrderStatus.CANCELLED: frozenset(),
}


class OrderBilling(TextChoices):
    """How far an order is invoiced and paid; worked out, never typed."""

    NOT_INVOICED = "not_invoiced", _("Not invoiced")
    PART_INVOICED = "part_invoiced", _("Partly invoiced")
    INVOICED = "invoiced", _("Fully invoiced")
    PAID = "paid", pgettext_lazy("order", "Paid")


class InvoiceStatus(TextChoices):
    """A draft may become issued; what is issued stays so and is taken back by a credit note."""

    DRAFT = "draft", pgettext_lazy("invoice", "Draft")
    ISSUED = "issued", pgettext_lazy("invoice", "Issued")


class InvoiceStanding(TextChoices):
    """How an invoice stands; worked out, never typed."""

    DRAFT = "draft", pgettext_lazy("invoice", "Draft")
    OPEN = "open", pgettext_lazy("invoice", "Open")
    PART_PAID = "part_paid", _("Partly paid")
    PAID = "paid", pgettext_lazy("invoice", "Paid")
    CREDITED = "credited", pgettext_lazy("invoice", "Credited")
    CREDIT = "credit", pgettext_lazy("invoice", "Credit note")


class Purpose(TextChoices):
    """Which part of the work an invoice is for."""

    FULL = "full", pgettext_lazy("invoice", "All of it")
    DEPOSIT = "deposit", pgettext_lazy("invoice", "Deposit")
    PROGRESS = "progress", pgettext_lazy("invoice", "Progress")
    BALANCE = "balance", pgettext_lazy("invoice", "Balance")


class TaxDocument(TextChoices):
    """The paper of the tax office that goes with an invoice, numbered by its own rules."""

    NONE = "none", pgettext_lazy("tax document", "None")
    FAPIAO_SPECIAL = "fapiao_vat", _("Special VAT fapiao (China)")
    FAPIAO_GENERAL = "fapiao", _("General VAT fapiao (China)")
    THAI_TAX_INVOICE = "thai_tax", _("Tax invoice (Thailand)")
    OTHER = "other", pgettext_lazy("tax document", "Other")
