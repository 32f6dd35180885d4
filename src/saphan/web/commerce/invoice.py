"""One invoice: what is billed, how it stands, its credit notes and what came in for it."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from saphan.commerce.actions import (
    credit_invoice,
    issue_invoice,
    note_receipt,
    remove_invoice,
    update_invoice,
)
from saphan.commerce.billing import BilledLine
from saphan.commerce.models import Invoice
from saphan.commerce.queries import allocations_for, invoice_lines_for, invoices_for
from saphan.commerce.rules import may_bill
from saphan.commerce.terms import InvoiceStatus, Purpose, TaxDocument
from saphan.core.format import plain_amount
from saphan.core.invoices import days_overdue
from saphan.core.money import parse_amount
from saphan.web.answers import answer
from saphan.web.commerce.invoice_grid import INVOICES
from saphan.web.commerce.order_form import day_field
from saphan.web.history.moments import changes_shown
from saphan.web.past.record import stood
from saphan.web.reader import reader_of
from saphan.web.request import MemberRequest
from saphan.web.settings.forms import TouchedForm, save_touched, version_field
from saphan.workspace.rights import Right

PAGE = "commerce/invoice.html"
EDITED = ("purpose", "due_on", "tax_document", "tax_number", "note", "version")


class EditInvoiceForm(TouchedForm):
    purpose = forms.ChoiceField(label=gettext_lazy("Purpose"), choices=Purpose.choices, required=False)
    due_on = day_field(gettext_lazy("Due on"))
    tax_document = forms.ChoiceField(
        label=gettext_lazy("Tax document"), choices=TaxDocument.choices, required=False
    )
    tax_number = forms.CharField(
        label=gettext_lazy("Number of the tax document"), max_length=40, required=False
    )
    note = forms.CharField(label=gettext_lazy("Note"), max_length=200, required=False)
    version = version_field()


class IssueForm(forms.Form):
    issued_on = forms.DateField(required=False)
    due_on = forms.DateField(required=False)
    number = forms.CharField(max_length=40, required=False)


class CreditForm(forms.Form):
    reason = forms.CharField(max_length=200)
    amount = forms.CharField(max_length=40, required=False)
    credited_on = forms.DateField(required=False)


class PaymentForm(forms.Form):
    amount = forms.CharField(max_length=40)
    received_on = forms.DateField(required=False)
    bank_reference = forms.CharField(max_length=80, required=False)


@require_safe
def invoice(request: MemberRequest, code: str) -> HttpResponse:
    """An invoice of a client the member may read, now or as it was."""
    here = found(request, code)
    return stood(request, here, INVOICES) or render(request, PAGE, context_of(request, here))


@require_POST
def edit(request: MemberRequest, code: str) -> HttpResponse:
    """Save what was touched."""
    here = found(request, code)
    form = EditInvoiceForm(request.POST, initial=_initial(here))

    def act(**_cleaned: Any) -> Any:
        return save_touched(update_invoice, here, form, actor=request.actor)

    return _answered(request, here, form, act, _("Saved."))


@require_POST
def issue(request: MemberRequest, code: str) -> HttpResponse:
    """Give it its number and send it out."""
    here = found(request, code)
    return _answered(
        request, here, IssueForm, partial(issue_invoice, here, actor=request.actor), _("Issued.")
    )


@require_POST
def credit(request: MemberRequest, code: str) -> HttpResponse:
    """Take all of it back, or an amount without tax."""
    here = found(request, code)

    def act(*, reason: str, amount: str, credited_on: date | None) -> Any:
        lines = [_credited(request, here, amount, reason)] if amount else []
        return credit_invoice(here, actor=request.actor, reason=reason, lines=lines, credited_on=credited_on)

    return _answered(request, here, CreditForm, act, _("The credit note is issued."))


@require_POST
def pay(request: MemberRequest, code: str) -> HttpResponse:
    """Note a payment of this invoice; what is more than is left of it stays free."""
    here = found(request, code)

    def act(*, amount: str, **known: Any) -> Any:
        minor = parse_amount(amount, here.currency).minor
        part = min(minor, here.left_minor)
        parts = [(here, part)] if part > 0 else []
        return note_receipt(
            actor=request.actor,
            account=here.account,
            amount_minor=minor,
            currency=here.currency,
            parts=parts,
            **known,
        )

    return _answered(request, here, PaymentForm, act, _("The payment is noted."))


@require_POST
def remove(request: MemberRequest, code: str) -> HttpResponse:
    """Throw a draft away; the list follows."""
    here = found(request, code)
    to = reverse("commerce:invoices", args=[request.workspace.code])
    return answer(
        request, None, partial(remove_invoice, here, actor=request.actor), page=PAGE, fragment="invoice",
        context=partial(context_of, request, here), to=to, said=_("Removed."),
    )  # fmt: skip


def found(request: MemberRequest, code: str) -> Invoice:
    return get_object_or_404(_rows(request), code=code)


def context_of(request: MemberRequest, here: Invoice) -> dict[str, Any]:
    """Everything the page of an invoice shows, read anew."""
    invoice, reader = _rows(request).filter(pk=here.pk).first() or here, reader_of(request)
    money = partial(reader.money, currency=invoice.currency)
    is_issued, is_credit = invoice.status == InvoiceStatus.ISSUED, invoice.credits_id is not None
    return {
        "invoice": invoice,
        "may_bill": may_bill(request.actor, invoice),
        "is_draft": not is_issued,
        "may_credit": is_issued and not is_credit and invoice.credited_minor < invoice.total_minor,
        "may_receive": request.actor.may(Right.RECEIVE) and invoice.left_minor > 0,
        "lines": [_line(line, money) for line in invoice_lines_for(request.actor, invoice)],
        "total": money(invoice.total_minor),
        "net": money(invoice.amount_minor),
        "tax": money(invoice.tax_minor) if invoice.tax_minor else "",
        "credited": money(-invoice.credited_minor) if invoice.credited_minor else "",
        "paid": money(invoice.paid_minor) if invoice.paid_minor else "",
        "left": money(invoice.left_minor) if is_issued and not is_credit else "",
        "left_plain": plain_amount(max(0, invoice.left_minor), invoice.currency),
        "late": days_overdue(invoice.due_on, invoice.left_minor, reader.today),
        "issued_day": reader.full_day(invoice.issued_on) if invoice.issued_on else "",
        "due_day": reader.full_day(invoice.due_on) if invoice.due_on and not is_credit else "",
        "credit_notes": [(note, money(note.total_minor)) for note in _rows(request).filter(credits=invoice).order_by("pk")],
        "payments": [
            (part.receipt, reader.day(part.receipt.received_on), money(part.amount_minor))
            for part in allocations_for(request.actor, invoice=invoice)
        ],
        "moments": changes_shown(invoice, reader),
        "edit_form": EditInvoiceForm(initial=_initial(invoice)),
    }  # fmt: skip


def _rows(request: MemberRequest) -> QuerySet[Invoice]:
    return invoices_for(request.actor).select_related("account", "order", "credits")


def _line(line: Any, money: Any) -> dict[str, Any]:
    name = line.description or (line.offering.name if line.offering else "")
    return {
        "what": name or (str(line.order_line) if line.order_line else ""),
        "tax": money(line.tax_minor) if line.tax_minor else "",
        "amount": money(line.amount_minor),
        "is_pass_through": line.is_pass_through,
    }


def _credited(request: MemberRequest, here: Invoice, amount: str, reason: str) -> BilledLine:
    """One amount with the tax of the invoice's first line."""
    first = invoice_lines_for(request.actor, here).first()
    return BilledLine(
        parse_amount(amount, here.currency).minor, reason, first.offering if first else None, None,
        first.tax_bp if first else 0, bool(first and first.is_pass_through),
    )  # fmt: skip


def _answered(request: MemberRequest, here: Invoice, form: Any, act: Any, said: str) -> HttpResponse:
    context = partial(context_of, request, here)
    return answer(request, form, act, page=PAGE, fragment="invoice", context=context, said=said)


def _initial(invoice: Invoice) -> dict[str, Any]:
    return {name: getattr(invoice, name) for name in EDITED}
