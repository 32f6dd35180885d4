"""The lists of invoices and receipts: their columns, filters and sums."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from saphan.commerce.lists import INVOICES as INVOICE_LISTING
from saphan.commerce.lists import RECEIPTS as RECEIPT_LISTING
from saphan.commerce.models import Invoice, Receipt
from saphan.commerce.queries import invoices_for, receipts_for
from saphan.commerce.terms import InvoiceStanding, Purpose
from saphan.core.invoices import days_overdue
from saphan.web.commerce.sections import sections
from saphan.web.grid import cells, choices
from saphan.web.grid.columns import About, Cell, Column, Facet, Grid, Preset
from saphan.web.request import MemberRequest
from saphan.workspace.rights import Right


def client(record: Invoice | Receipt, about: About) -> Cell:
    url = reverse("clients:detail", args=[about.actor.workspace.code, record.account.code])
    return cells.company(record.account.name, record.account_id, url)


def name(invoice: Invoice, about: About) -> Cell:
    return cells.titled(about.page_of(invoice.code), "", str(invoice), invoice.code, str(invoice))


def receipt_name(receipt: Receipt, about: About) -> Cell:
    return cells.titled(about.page_of(receipt.code), "", receipt.code, "", receipt.code)


def standing(invoice: Invoice, about: About) -> Cell:
    late = days_overdue(invoice.due_on, invoice.left_minor, about.reader.today)
    tone = "good" if invoice.standing == InvoiceStanding.PAID else "crit" if late else ""
    return cells.chip(invoice.get_standing_display(), tone=tone)


def due(invoice: Invoice, about: About) -> Cell:
    late = days_overdue(invoice.due_on, invoice.left_minor, about.reader.today)
    return cells.plain(about.reader.day(invoice.due_on), tone="crit" if late else "nowrap")


def late(invoice: Invoice, about: About) -> Cell:
    days = days_overdue(invoice.due_on, invoice.left_minor, about.reader.today)
    return cells.plain(str(days), tone="crit") if days else Cell("")


def order(invoice: Invoice, about: About) -> Cell:  # noqa: ARG001
    return cells.text(invoice.order.name) if invoice.order else Cell("")


def money(column: str, *, hides_nothing: bool = False) -> Any:
    def show(record: Any, about: About) -> Cell:
        minor = getattr(record, column)
        return cells.plain(about.reader.money(minor or None if hides_nothing else minor, record.currency))

    return show


def around_invoices(request: MemberRequest) -> dict[str, Any]:
    return {"sections": sections(request, "invoices"), "may_bill": request.actor.may(Right.BILL)}


def around_receipts(request: MemberRequest) -> dict[str, Any]:
    return {"sections": sections(request, "receipts"), "may_receive": request.actor.may(Right.RECEIVE)}


INVOICES = Grid(
    key="invoices",
    label=_("Invoices"),
    listing=INVOICE_LISTING,
    rows=invoices_for,
    along=("account", "order"),
    template="commerce/invoices.html",
    empty="commerce/no_invoices.html",
    page="commerce:invoices",
    record="commerce:invoice",
    right=Right.BILL,
    count=lambda n: ngettext("%(n)s invoice", "%(n)s invoices", n) % {"n": f"{n:,}"},
    above=lambda n: ngettext("more than %(n)s invoice", "more than %(n)s invoices", n) % {"n": f"{n:,}"},
    columns=(
        Column("name", _("Invoice"), name, "name", "title", "issued", width=150, falls=True),
        Column("client", _("Client"), client, "", "sub", width=220, group=lambda invoice, _reader: invoice.account.name),
        Column("standing", _("Status"), standing, sort="standing", width=120, group=lambda invoice, _reader: invoice.get_standing_display()),
        Column("issued", _("Issued on"), lambda invoice, about: cells.plain(about.reader.day(invoice.issued_on), tone="nowrap"), sort="issued", width=110, falls=True),
        Column("due", _("Due on"), due, sort="due", width=110),
        Column("late", _("Days late"), late, "number", width=90),
        Column("total", _("With tax"), money("total_minor"), "number", "end", width=140),
        Column("left", _("Left to pay"), money("left_minor", hides_nothing=True), "number", width=140),
        Column("order", _("Order"), order, width=180, is_first_shown=False),
        Column("purpose", _("Purpose"), lambda invoice, _about: cells.text(invoice.get_purpose_display()), width=100, is_first_shown=False),
        Column("amount", _("Amount without tax"), money("amount_minor"), "number", sort="amount", width=140, is_first_shown=False, falls=True),
        Column("tax_number", _("Number of the tax document"), lambda invoice, _about: cells.text(invoice.tax_number), width=180, is_first_shown=False),
    ),
    facets=(
        Facet("standing", _("Status"), "choice", choices.words_of(InvoiceStanding)),
        Facet("overdue", _("Overdue"), "flag"),
        Facet("owner", _("Owner"), "choice", choices.owners),
        Facet("issued", _("Issued on"), "day"),
        Facet("due", _("Due on"), "day"),
        Facet("purpose", _("Purpose"), "choice", choices.words_of(Purpose)),
        Facet("territory", _("Territory"), "choice", choices.territories),
        Facet("number", _("Number")),
        Facet("tax_number", _("Number of the tax document")),
    ),
    presets=(
        Preset(_("All")), Preset(InvoiceStanding.DRAFT.label, "standing=draft"), Preset(_("Overdue"), "overdue=true"),
        Preset(InvoiceStanding.OPEN.label, "standing=open"), Preset(InvoiceStanding.PAID.label, "standing=paid"),
    ),
    default_sort="-created",
    export="invoices",
    past=frozenset({"name", "client", "issued", "total", "order", "purpose", "amount", "tax_number", "number"}),
    searched_then=("number",),
    around=around_invoices,
)  # fmt: skip

RECEIPTS = Grid(
    key="receipts",
    label=_("Receipts"),
    listing=RECEIPT_LISTING,
    rows=receipts_for,
    along=("account",),
    template="commerce/receipts.html",
    empty="commerce/no_receipts.html",
    page="commerce:receipts",
    record="commerce:receipt",
    right=Right.RECEIVE,
    count=lambda n: ngettext("%(n)s receipt", "%(n)s receipts", n) % {"n": f"{n:,}"},
    above=lambda n: ngettext("more than %(n)s receipt", "more than %(n)s receipts", n) % {"n": f"{n:,}"},
    columns=(
        Column("name", _("Receipt"), receipt_name, "name", "title", "received", width=120, falls=True),
        Column("client", _("Client"), client, "", "sub", width=220, group=lambda receipt, _reader: receipt.account.name),
        Column("received", _("Received on"), lambda receipt, about: cells.plain(about.reader.day(receipt.received_on), tone="nowrap"), sort="received", width=120, falls=True),
        Column("bank_reference", _("Reference"), lambda receipt, _about: cells.text(receipt.bank_reference), width=180),
        Column("amount", _("Amount"), money("amount_minor"), "number", "end", "amount", width=140, falls=True),
        Column("free", _("Not allocated"), money("free_minor", hides_nothing=True), "number", width=140),
    ),
    facets=(
        Facet("owner", _("Owner"), "choice", choices.owners),
        Facet("received", _("Received on"), "day"),
        Facet("bank_reference", _("Reference")),
    ),
    presets=(Preset(_("All")),),
    default_sort="-received",
    export="receipts",
    past=frozenset({"name", "client", "received", "bank_reference", "amount"}),
    searched_then=("bank_reference",),
    around=around_receipts,
)  # fmt: skip
