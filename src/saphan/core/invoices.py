"""What is billed and what is paid: how an invoice and an order stand, and how a payment is shared out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from saphan.core.money import round_half_even
from saphan.core.orders import WHOLE_BP


class Standing(StrEnum):
    """How an invoice stands. A credit note is `credit` for ever."""

    DRAFT = "draft"
    OPEN = "open"
    PART_PAID = "part_paid"
    PAID = "paid"
    CREDITED = "credited"
    CREDIT = "credit"


class Billing(StrEnum):
    """How far an order is invoiced and paid."""

    NOT_INVOICED = "not_invoiced"
    PART_INVOICED = "part_invoiced"
    INVOICED = "invoiced"
    PAID = "paid"


def standing(*, issued: bool, is_credit: bool, total: int, credited: int, paid: int) -> Standing:
    """How an invoice stands; minor units with tax, `credited` what notes took off it, `paid` what came in."""
    if not issued:
        return Standing.DRAFT
    if is_credit:
        return Standing.CREDIT
    left = total - credited - paid
    if left <= 0:
        return Standing.CREDITED if credited >= total and paid <= 0 else Standing.PAID
    return Standing.PART_PAID if paid > 0 else Standing.OPEN


def billing(ordered: int, invoiced: int, left_to_pay: int) -> Billing:
    """How an order stands: `ordered` and `invoiced` without tax, `left_to_pay` of its invoices with it."""
    if invoiced <= 0:
        return Billing.NOT_INVOICED
    if invoiced < ordered:
        return Billing.PART_INVOICED
    return Billing.INVOICED if left_to_pay > 0 else Billing.PAID


def days_overdue(due_on: date | None, left: int, today: date) -> int:
    """Days since the due day has passed while something is left to pay; 0 before, and once it is paid."""
    return max(0, (today - due_on).days) if due_on is not None and left > 0 else 0


def part_of(minor: int, share_bp: int) -> int:
    """The share of an amount in minor units, half-even; a deposit of 3000 of 10001 is 3000."""
    return round_half_even(minor * share_bp, WHOLE_BP)


class Due(NamedTuple):
    """An open invoice: its id, the day it is due, and what is left of it in minor units."""

    invoice_id: int
    due_on: date
    left: int


def share_out(amount: int, open_ones: Iterable[Due]) -> list[tuple[int, int]]:
    """Pay the oldest due first. Returns (invoice, minor units); what is over stays unallocated."""
    parts = []
    for each in sorted(open_ones, key=lambda due: (due.due_on, due.invoice_id)):
        part = min(amount, each.left)
        if part > 0:
            parts.append((each.invoice_id, part))
            amount -= part
    return parts
