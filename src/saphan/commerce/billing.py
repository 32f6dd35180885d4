"""Lines of invoices, and how invoices, receipts and orders stand: worked out again whenever one of them changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum

from saphan.commerce.lines import MOST_LINES
from saphan.commerce.models import Allocation, Invoice, InvoiceLine, Order, OrderLine, Receipt
from saphan.commerce.terms import InvoiceStatus
from saphan.core.errors import RuleBroken
from saphan.core.invoices import billing, part_of, standing
from saphan.core.orders import LARGEST_NET, WHOLE_BP
from saphan.journal import subscribe
from saphan.journal.models import Change
from saphan.journal.recorder import Noted
from saphan.workspace.bulk import within
from saphan.workspace.models import Offering


@dataclass(frozen=True)
class BilledLine:
    """One amount to invoice, in positive minor units without tax."""

    amount_minor: int
    description: str = ""
    offering: Offering | None = None
    order_line: OrderLine | None = None
    tax_bp: int = 0
    is_pass_through: bool = False


def order_parts(order: Order, share_bp: int) -> list[BilledLine]:
    """The same share of each line of an order. Raises RuleBroken("line.bad_share")."""
    if not 1 <= share_bp <= WHOLE_BP:
        raise RuleBroken("line.bad_share", field="share_bp", text=share_bp)
    lines = OrderLine.objects.filter(order=order, removed_at=None).select_related("offering")
    return [
        BilledLine(
            part_of(line.amount_minor, share_bp), line.description, line.offering, line, line.tax_bp, line.is_pass_through
        )
        for line in lines.order_by("position", "pk")
    ]  # fmt: skip


def invoice_lines(lines: Sequence[BilledLine], workspace_id: int) -> list[InvoiceLine]:
    """Rows for these lines, not saved. Raises RuleBroken("lines.missing" | "lines.too_many" | "line.nameless" |
    "line.bad_share" | "amount.negative" | "amount.too_large" | "relation.not_found")."""
    if not lines:
        raise RuleBroken("lines.missing", field="lines")
    if len(lines) > MOST_LINES:
        raise RuleBroken("lines.too_many", field="lines", most=MOST_LINES)
    for line in lines:
        _check(line, workspace_id)
    return [
        InvoiceLine(
            order_line=line.order_line, offering=line.offering, description=line.description.strip(),
            amount_minor=line.amount_minor, tax_bp=line.tax_bp, tax_minor=part_of(line.amount_minor, line.tax_bp),
            is_pass_through=line.is_pass_through, position=position,
        )
        for position, line in enumerate(lines, start=1)
    ]  # fmt: skip


def _check(line: BilledLine, workspace_id: int) -> None:
    if line.offering is None and line.order_line is None and not line.description.strip():
        raise RuleBroken("line.nameless", field="description")
    for other in (line.offering, line.order_line):
        if other is not None and other.workspace_id != workspace_id:
            raise RuleBroken("relation.not_found", field=other.KIND)
    if line.amount_minor < 0:
        raise RuleBroken("amount.negative", field="amount_minor")
    if line.amount_minor > LARGEST_NET:
        raise RuleBroken("amount.too_large", field="amount_minor")
    if not 0 <= line.tax_bp <= WHOLE_BP:
        raise RuleBroken("line.bad_share", field="tax_bp", text=line.tax_bp)


def subscribe_to_journal() -> None:
    subscribe("invoice", _after_invoices)
    subscribe("allocation", _after_allocations)
    subscribe("order", _after_orders)


def _after_invoices(_change: Change, entries: list[Noted]) -> None:
    _settle_invoices({entry.entity_id for entry in entries})


def _after_allocations(_change: Change, entries: list[Noted]) -> None:
    touched = Allocation.objects.filter(within({entry.entity_id for entry in entries}))
    pairs = list(touched.values_list("receipt_id", "invoice_id"))
    of = _sums(Allocation, "receipt_id", {receipt for receipt, _ in pairs}, "amount_minor")
    receipts = list(Receipt.objects.filter(pk__in={receipt for receipt, _ in pairs}))
    for receipt in receipts:
        receipt.allocated_minor = of[receipt.pk]
    Receipt.objects.bulk_update(receipts, ["allocated_minor"], batch_size=500)
    _settle_invoices({invoice for _, invoice in pairs})


def _after_orders(_change: Change, entries: list[Noted]) -> None:
    changed = {entry.entity_id for entry in entries if entry.attribute == "amount_minor"}
    if changed:
        _settle_orders(changed)


def _settle_invoices(ids: Collection[int]) -> None:
    credited_too = Invoice.objects.filter(pk__in=list(ids), credits__isnull=False).values_list(
        "credits_id", flat=True
    )
    wanted = {*ids, *credited_too}
    paid = _sums(Allocation, "invoice_id", wanted, "amount_minor")
    net = _sums(Invoice, "credits_id", wanted, "amount_minor")
    tax = _sums(Invoice, "credits_id", wanted, "tax_minor")
    invoices = list(Invoice.objects.filter(pk__in=wanted))
    for each in invoices:
        each.paid_minor, each.credited_minor = paid[each.pk], -(net[each.pk] + tax[each.pk])
        each.standing = standing(
            issued=each.status == InvoiceStatus.ISSUED, is_credit=each.credits_id is not None,
            total=each.total_minor, credited=each.credited_minor, paid=each.paid_minor,
        )  # fmt: skip
    Invoice.objects.bulk_update(invoices, ["paid_minor", "credited_minor", "standing"], batch_size=500)
    _settle_orders({each.order_id for each in invoices if each.order_id is not None})


def _settle_orders(ids: Iterable[int]) -> None:
    orders = list(Order.objects.filter(pk__in=list(ids)))
    issued: dict[int, list[Invoice]] = defaultdict(list)
    for each in Invoice.objects.filter(
        order__in=[order.pk for order in orders], removed_at=None, status=InvoiceStatus.ISSUED
    ):
        issued[each.order_id or 0].append(each)
    for order in orders:
        mine = issued[order.pk]
        order.invoiced_minor = sum(each.amount_minor for each in mine)
        left = sum(max(0, each.left_minor) for each in mine)
        order.billing = billing(order.amount_minor, order.invoiced_minor, left)
    Order.objects.bulk_update(orders, ["invoiced_minor", "billing"], batch_size=500)


def _sums(model: Any, by: str, ids: Collection[int], what: str) -> dict[int, int]:
    found: dict[int, int] = defaultdict(int)
    rows = (
        model.objects.filter(**{f"{by}__in": list(ids)}, removed_at=None).values(by).annotate(total=Sum(what))
    )
    for row in rows:
        found[row[by]] = row["total"] or 0
    return found
