"""Writing invoices, issuing them, and taking back what was invoiced by a credit note."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Sum

from saphan.clients.models import Account
from saphan.commerce.billing import BilledLine, invoice_lines, order_parts
from saphan.commerce.models import Invoice, InvoiceLine, Order
from saphan.commerce.rules import may_bill, may_bill_draft, may_create_invoice
from saphan.commerce.terms import InvoiceStatus, Purpose, TaxDocument
from saphan.core.errors import RuleBroken
from saphan.core.money import exponent
from saphan.journal import action, create, create_many, now, remove, save
from saphan.pipeline.rules import check_inside
from saphan.workspace.actor import Actor
from saphan.workspace.changes import put
from saphan.workspace.codes import next_codes
from saphan.workspace.days import instant_of, past_day
from saphan.workspace.rights import Right

EDITABLE = frozenset({"purpose", "due_on", "note", "tax_document", "tax_number"})
AFTER_ISSUE = frozenset({"note", "tax_document", "tax_number"})
DAYS_TO_PAY = 30


@action("invoice.create", allow=may_create_invoice)
def create_invoice(
    *,
    actor: Actor,
    account: Account | None = None,
    order: Order | None = None,
    lines: Sequence[BilledLine] = (),
    share_bp: int = 10_000,
    purpose: str = Purpose.FULL,
    currency: str = "",
    due_on: date | None = None,
    note: str = "",
    external_id: str = "",
) -> Invoice:
    """A draft, of an order or to a client. Without lines it takes `share_bp` of each line of the order.

    Raises RuleBroken("invoice.no_client" | "invoice.other_client" | "lines.missing" | "line.bad_share" |
    "invoice.over_order" | "field.not_a_choice" | "relation.not_found").
    """
    client = _client(actor, account, order)
    if purpose not in Purpose.values:
        raise RuleBroken("field.not_a_choice", field="purpose", choices=Purpose.values)
    rows = invoice_lines(lines or (order_parts(order, share_bp) if order else ()), actor.workspace_id)
    invoice = Invoice(
        account=client, order=order, purpose=purpose, due_on=due_on, note=note.strip(), external_id=external_id,
        currency=(order.currency if order else currency) or actor.workspace.currency,
    )  # fmt: skip
    exponent(invoice.currency)
    _add_up(invoice, rows)
    _check_order(order, invoice.amount_minor)
    create(invoice)
    _write(invoice, rows)
    return invoice


@action("invoice.update", allow=may_bill)
def update_invoice(invoice: Invoice, *, actor: Actor, changes: Mapping[str, Any]) -> Invoice:
    """Change what may still change: of an issued invoice its tax document and its note.

    Raises RuleBroken("field.not_editable" | "invoice.issued" | "field.not_a_choice").
    """
    put(invoice, changes, EDITABLE)
    if invoice.status != InvoiceStatus.DRAFT and (late := changes.keys() - AFTER_ISSUE):
        raise RuleBroken("invoice.issued", field=min(late))
    for name, known in (("purpose", Purpose.values), ("tax_document", TaxDocument.values)):
        if getattr(invoice, name) not in known:
            raise RuleBroken("field.not_a_choice", field=name, choices=known)
    return save(invoice)


@action("invoice.remove", allow=may_bill_draft)
def remove_invoice(invoice: Invoice, *, actor: Actor) -> Invoice:
    """Throw a draft away. What was issued stays; it is taken back by a credit note."""
    return remove(invoice)


@action("invoice.issue", allow=may_bill_draft)
def issue_invoice(
    invoice: Invoice,
    *,
    actor: Actor,
    issued_on: date | None = None,
    number: str = "",
    due_on: date | None = None,
) -> Invoice:
    """Give it its number and send it out on `issued_on` (workspace date, default today); due in 30 days unless told.

    Without a `number` it takes the next of the year's series. Raises RuleBroken("date.in_future" |
    "invoice.due_before" | "invoice.number_taken").
    """
    day = past_day(issued_on, actor.workspace, now(), "issued_on")
    due = due_on or invoice.due_on or day + timedelta(days=DAYS_TO_PAY)
    if due < day:
        raise RuleBroken("invoice.due_before", field="due_on", on=day)
    _check_order(invoice.order, invoice.amount_minor, but=(invoice.pk,))
    invoice.status, invoice.issued_on, invoice.due_on = InvoiceStatus.ISSUED, day, due
    invoice.number = _number(actor, number, day)
    return save(invoice, effective_at=instant_of(day, actor.workspace, now()))


@action("invoice.credit", allow=may_bill)
def credit_invoice(
    invoice: Invoice,
    *,
    actor: Actor,
    reason: str,
    lines: Sequence[BilledLine] = (),
    credited_on: date | None = None,
    number: str = "",
) -> Invoice:
    """Take an issued invoice back, or a part of it (`lines`, in positive amounts), by a credit note.

    Raises RuleBroken("reason.required" | "invoice.not_issued" | "invoice.is_credit" | "invoice.over_credited" |
    "date.in_future" | "date.before_opened" | "invoice.number_taken").
    """
    if not reason.strip():
        raise RuleBroken("reason.required", field="reason")
    if invoice.credits_id is not None:
        raise RuleBroken("invoice.is_credit")
    if invoice.status != InvoiceStatus.ISSUED or invoice.issued_on is None:
        raise RuleBroken("invoice.not_issued")
    day = past_day(credited_on, actor.workspace, now(), "credited_on")
    if day < invoice.issued_on:
        raise RuleBroken("date.before_opened", field="credited_on", on=invoice.issued_on)
    rows = invoice_lines(lines, actor.workspace_id) if lines else _all_of(invoice)
    for row in rows:
        row.amount_minor, row.tax_minor = -row.amount_minor, -row.tax_minor
    note = Invoice(
        account_id=invoice.account_id, order_id=invoice.order_id, credits=invoice, purpose=invoice.purpose,
        currency=invoice.currency, status=InvoiceStatus.ISSUED, issued_on=day, due_on=day, note=reason.strip()[:200],
    )  # fmt: skip
    _add_up(note, rows)
    if (
        -note.amount_minor > _net_left(invoice)
        or -note.total_minor > invoice.total_minor - invoice.credited_minor
    ):
        raise RuleBroken("invoice.over_credited", field="lines")
    note.number = _number(actor, number, day, "CN")
    effective_at = instant_of(day, actor.workspace, now())
    create(note, effective_at=effective_at)
    _write(note, rows, effective_at)
    return note


def _client(actor: Actor, account: Account | None, order: Order | None) -> Account:
    if order is not None:
        check_inside(actor, "order", order)
        if account is not None and account.pk != order.account_id:
            raise RuleBroken("invoice.other_client", field="account")
        account = order.account
    if account is None:
        raise RuleBroken("invoice.no_client", field="account")
    check_inside(actor, "account", account)
    if not actor.reaches(Right.BILL, account.owner_id):
        raise RuleBroken("relation.not_found", field="account")
    return account


def _check_order(order: Order | None, amount: int, but: Collection[int] = ()) -> None:
    """An order is never invoiced beyond its value, drafts included."""
    if order is None:
        return
    others = Invoice.objects.filter(order=order, removed_at=None).exclude(pk__in=list(but))
    left = order.amount_minor - (others.aggregate(total=Sum("amount_minor"))["total"] or 0)
    if amount > left:
        raise RuleBroken("invoice.over_order", field="lines", order=order.code)


def _number(actor: Actor, typed: str, day: date, series: str = "") -> str:
    number = typed.strip() or _next_number(actor.workspace_id, day, series)
    if Invoice.objects.filter(workspace_id=actor.workspace_id, number=number).exists():
        raise RuleBroken("invoice.number_taken", field="number", text=number)
    return number


def _next_number(workspace_id: int, day: date, series: str) -> str:
    """CN2026-0007: the year's own counter, without gaps, as it is taken in the transaction that issues."""
    (code,) = next_codes(workspace_id, f"{'C' if series else 'I'}{day:%y}")
    return f"{series}{day:%Y}-{int(code.partition('-')[2]):04d}"


def _all_of(invoice: Invoice) -> list[InvoiceLine]:
    """Everything that was invoiced, once more; it must not have been credited in part."""
    lines = InvoiceLine.objects.filter(invoice=invoice, removed_at=None).order_by("position", "pk")
    copied = (
        "order_line_id",
        "offering_id",
        "description",
        "amount_minor",
        "tax_bp",
        "tax_minor",
        "is_pass_through",
        "position",
    )
    return [InvoiceLine(**{name: getattr(line, name) for name in copied}) for line in lines]


def _net_left(invoice: Invoice) -> int:
    notes = Invoice.objects.filter(credits=invoice, removed_at=None)
    return invoice.amount_minor + (notes.aggregate(total=Sum("amount_minor"))["total"] or 0)


def _add_up(invoice: Invoice, rows: Sequence[InvoiceLine]) -> None:
    invoice.amount_minor = sum(row.amount_minor for row in rows)
    invoice.tax_minor = sum(row.tax_minor for row in rows)


def _write(invoice: Invoice, rows: Sequence[InvoiceLine], effective_at: int | None = None) -> None:
    for row in rows:
        row.invoice_id = invoice.pk
    create_many(rows, effective_at=effective_at)
