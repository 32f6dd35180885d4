"""Money that came in: noted, allocated to invoices, reversed where it did not hold."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from saphan.clients.models import Account
from saphan.commerce.models import Allocation, Invoice, Receipt
from saphan.commerce.rules import may_receive
from saphan.commerce.terms import InvoiceStanding
from saphan.core.errors import RuleBroken
from saphan.core.invoices import Due, share_out
from saphan.core.money import exponent
from saphan.journal import action, create, create_many, now
from saphan.pipeline.rules import check_inside
from saphan.workspace.actor import Actor
from saphan.workspace.days import instant_of, past_day, today_in

Part = tuple[Invoice, int]
WAITING = (InvoiceStanding.OPEN, InvoiceStanding.PART_PAID)


@action("receipt.note", allow=may_receive)
def note_receipt(
    *,
    actor: Actor,
    account: Account,
    amount_minor: int,
    received_on: date | None = None,
    currency: str = "",
    bank_reference: str = "",
    parts: Sequence[Part] | None = None,
    external_id: str = "",
) -> Receipt:
    """Note what a client paid on `received_on` (workspace date, default today).

    It pays the named `parts`; None: the client's oldest due invoices in its currency; an empty list: nothing yet.
    Raises RuleBroken("receipt.not_positive" | "date.in_future") and what `allocate_receipt` raises.
    """
    check_inside(actor, "account", account)
    if amount_minor <= 0:
        raise RuleBroken("receipt.not_positive", field="amount_minor")
    receipt = Receipt(
        account=account, amount_minor=amount_minor, received_on=received_on or today_in(actor.workspace, now()),
        currency=currency or actor.workspace.currency, bank_reference=bank_reference.strip(), external_id=external_id,
    )  # fmt: skip
    exponent(receipt.currency)
    effective_at = _instant(actor, receipt.received_on, "received_on")
    create(receipt, effective_at=effective_at)
    _allocate(receipt, oldest_first(receipt) if parts is None else parts, effective_at)
    return receipt


@action("receipt.allocate", allow=may_receive)
def allocate_receipt(receipt: Receipt, *, actor: Actor, parts: Sequence[Part] | None = None) -> Receipt:
    """Say which invoices the rest of a receipt pays; None: the oldest due first.

    Raises RuleBroken("receipt.reversed" | "receipt.over_allocated" | "receipt.over_paid" | "receipt.other_client" |
    "receipt.other_currency" | "receipt.nothing_open").
    """
    _check_holds(receipt)
    wanted = oldest_first(receipt) if parts is None else parts
    if not wanted:
        raise RuleBroken("receipt.nothing_open", field="invoice")
    _allocate(receipt, wanted, now())
    return receipt


@action("receipt.reverse", allow=may_receive)
def reverse_receipt(
    receipt: Receipt, *, actor: Actor, reason: str, reversed_on: date | None = None
) -> Receipt:
    """Take back a payment that did not hold: the same money with the sign turned, its invoices are open again.

    Raises RuleBroken("reason.required" | "receipt.reversed" | "date.in_future" | "date.before_opened").
    """
    if not reason.strip():
        raise RuleBroken("reason.required", field="reason")
    _check_holds(receipt)
    day = reversed_on or today_in(actor.workspace, now())
    effective_at = _instant(actor, day, "reversed_on")
    if day < receipt.received_on:
        raise RuleBroken("date.before_opened", field="reversed_on", on=receipt.received_on)
    back = Receipt(
        account_id=receipt.account_id, reverses=receipt, received_on=day, currency=receipt.currency,
        amount_minor=-receipt.amount_minor, bank_reference=receipt.bank_reference,
    )  # fmt: skip
    create(back, effective_at=effective_at)
    known = Allocation.objects.filter(receipt=receipt, removed_at=None).order_by("pk")
    turned = [
        Allocation(receipt=back, invoice_id=one.invoice_id, amount_minor=-one.amount_minor) for one in known
    ]
    create_many(turned, effective_at=effective_at)
    return back


def oldest_first(receipt: Receipt) -> list[Part]:
    """What the free part of a receipt pays when nobody says otherwise."""
    found = Invoice.objects.filter(
        account_id=receipt.account_id, currency=receipt.currency, standing__in=WAITING, removed_at=None
    ).order_by("due_on", "pk")
    waiting = {invoice.pk: invoice for invoice in found}
    dues = [
        Due(pk, invoice.due_on or receipt.received_on, invoice.left_minor) for pk, invoice in waiting.items()
    ]
    return [(waiting[pk], part) for pk, part in share_out(receipt.free_minor, dues)]


def _allocate(receipt: Receipt, parts: Sequence[Part], effective_at: int) -> None:
    if sum(part for _, part in parts) > receipt.free_minor:
        raise RuleBroken("receipt.over_allocated", field="amount")
    ids = [invoice.pk for invoice, _ in parts]
    locked = Invoice.objects.select_for_update().in_bulk(ids)
    for invoice_id, (_, part) in zip(ids, parts, strict=True):
        _check_part(receipt, locked.get(invoice_id), part)
    create_many(
        [
            Allocation(receipt=receipt, invoice_id=pk, amount_minor=part)
            for pk, (_, part) in zip(ids, parts, strict=True)
        ],
        effective_at=effective_at,
    )


def _check_part(receipt: Receipt, invoice: Invoice | None, part: int) -> None:
    if invoice is None or invoice.account_id != receipt.account_id or invoice.removed_at is not None:
        raise RuleBroken("receipt.other_client", field="invoice")
    if invoice.currency != receipt.currency:
        raise RuleBroken("receipt.other_currency", field="invoice", currency=invoice.currency)
    if part <= 0 or part > invoice.left_minor:
        raise RuleBroken("receipt.over_paid", field="invoice", invoice=str(invoice))


def _check_holds(receipt: Receipt) -> None:
    if receipt.reverses_id is not None or Receipt.objects.filter(reverses=receipt, removed_at=None).exists():
        raise RuleBroken("receipt.reversed")


def _instant(actor: Actor, day: date, field: str) -> int:
    moment = now()
    return instant_of(past_day(day, actor.workspace, moment, field), actor.workspace, moment)
