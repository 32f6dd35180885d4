"""What was invoiced of the orders, and what came in: most in time, some late, a little not yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from saphan.commerce.actions.invoices import DAYS_TO_PAY
from saphan.commerce.billing import invoice_lines, order_parts
from saphan.commerce.models import Allocation, Invoice, InvoiceLine, Order, Receipt
from saphan.commerce.terms import InvoiceStatus, OrderStatus, Purpose
from saphan.core.period import Micros
from saphan.demo.diary import Diary
from saphan.demo.world import World
from saphan.workspace.codes import next_codes
from saphan.workspace.models import Member

BILLED, IN_PARTS, PAID = 0.9, 0.3, 0.93
DEPOSIT = 3_000  # of a thing in two parts, in hundredths of a percent


@dataclass
class Bill:
    """An invoice on its way: of which order, when it goes out, with what share of it."""

    order: Order
    at: Micros
    lines: list[InvoiceLine]
    purpose: str


def send_invoices(world: World, keeper: str) -> None:
    """Invoices for most orders and the payments for them; `keeper` notes what came in."""
    kept_by = world.members[keeper]
    # Chance of its own, so that everything else is told as it was before there were invoices.
    diary = Diary(world.diary.zone, world.diary.now)
    orders = (
        Order.objects.filter(workspace=world.actor.workspace)
        .select_related("account", "owner")
        .order_by("pk")
    )
    bills = sorted((bill for order in orders for bill in _bills(diary, order)), key=lambda bill: bill.at)
    invoices = [_invoice(diary, bill) for bill in bills]
    _number(world, invoices)
    moments = [
        world.chronicle.moment(bill.at, bill.order.owner or kept_by, "invoice.issue") for bill in bills
    ]
    for invoice, moment in zip(invoices, moments, strict=True):
        world.chronicle.born(invoice, moment)
    world.chronicle.settle(invoices)
    for invoice, bill, moment in zip(invoices, bills, moments, strict=True):
        for line in bill.lines:
            line.invoice = invoice
            world.chronicle.born(line, moment)
    world.chronicle.settle(line for bill in bills for line in bill.lines)
    _receive(world, diary, kept_by, list(zip(invoices, bills, strict=True)))


def _receive(world: World, diary: Diary, kept_by: Member, issued: list[tuple[Invoice, Bill]]) -> None:
    """One payment for most invoices, some days before or after they were due."""
    parts = []
    for invoice, bill in issued:
        at = diary.after(bill.at, diary.about(DAYS_TO_PAY, 0.35))
        if diary.happens(PAID) and diary.is_past(at):
            receipt = Receipt(
                account=invoice.account, received_on=diary.day(at), currency=invoice.currency,
                amount_minor=invoice.total_minor, bank_reference=f"TT {diary.chance.randrange(100_000, 999_999)}",
            )  # fmt: skip
            moment = world.chronicle.moment(at, kept_by, "receipt.note")
            world.chronicle.born(receipt, moment)
            parts.append((receipt, invoice, moment))
    world.chronicle.settle(receipt for receipt, _, _ in parts)
    shares = []
    for receipt, invoice, moment in parts:
        share = Allocation(receipt=receipt, invoice=invoice, amount_minor=receipt.amount_minor)
        world.chronicle.born(share, moment)
        shares.append(share)
    world.chronicle.settle(shares)


def _bills(diary: Diary, order: Order) -> Iterable[Bill]:
    if order.status != OrderStatus.CONFIRMED or not diary.happens(BILLED):
        return
    began = diary.at(order.confirmed_on)
    first = diary.after(began, diary.chance.randrange(2, 12))
    whole = invoice_lines(order_parts(order, 10_000), order.workspace_id)
    if not diary.happens(IN_PARTS):
        if diary.is_past(first):
            yield Bill(order, first, whole, Purpose.FULL)
        return
    deposit = invoice_lines(order_parts(order, DEPOSIT), order.workspace_id)
    if diary.is_past(first):
        yield Bill(order, first, deposit, Purpose.DEPOSIT)
    last = diary.after(first, diary.chance.randrange(40, 90))
    if diary.is_past(last):
        for line, part in zip(whole, deposit, strict=True):
            line.amount_minor -= part.amount_minor
            line.tax_minor -= part.tax_minor
        yield Bill(order, last, whole, Purpose.BALANCE)


def _invoice(diary: Diary, bill: Bill) -> Invoice:
    order, day = bill.order, diary.day(bill.at)
    return Invoice(
        account=order.account, order=order, purpose=bill.purpose, currency=order.currency, issued_on=day,
        due_on=day + timedelta(days=DAYS_TO_PAY), status=InvoiceStatus.ISSUED,
        amount_minor=sum(line.amount_minor for line in bill.lines), tax_minor=sum(line.tax_minor for line in bill.lines),
    )  # fmt: skip


def _number(world: World, invoices: list[Invoice]) -> None:
    """The numbers of each year's own series, in the order of their days."""
    years: dict[int, list[Invoice]] = {}
    for invoice in invoices:
        if invoice.issued_on is not None:
            years.setdefault(invoice.issued_on.year, []).append(invoice)
    for year, some in years.items():
        codes = next_codes(world.actor.workspace_id, f"I{year % 100:02d}", len(some))
        for invoice, code in zip(some, codes, strict=True):
            invoice.number = f"{year}-{int(code.partition('-')[2]):04d}"
