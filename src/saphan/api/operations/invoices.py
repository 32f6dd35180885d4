"""Invoices, credit notes and receipts: what a client is asked to pay, and what came in."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Router
from pydantic import Field, StrictInt

from saphan.api.acting import offer_act, offer_create, offer_remove, offer_update
from saphan.api.fields import (
    Body,
    Currency,
    Day,
    Flag,
    Line,
    Minor,
    Moment,
    Ref,
    Short,
    Shown,
    Word,
    Writing,
    to,
)
from saphan.api.operations.orders import Share
from saphan.api.resource import Listed, Resource, offer_list, offer_parts, offer_read, refuse_parameters
from saphan.clients.queries import accounts_for
from saphan.commerce import actions
from saphan.commerce.billing import BilledLine
from saphan.commerce.lists import INVOICES as INVOICE_LIST
from saphan.commerce.lists import RECEIPTS as RECEIPT_LIST
from saphan.commerce.queries import allocations_for, invoice_lines_for, invoices_for, orders_for, receipts_for
from saphan.commerce.terms import Purpose, TaxDocument
from saphan.workspace.actor import Actor
from saphan.workspace.queries import offerings_for

Reason = Annotated[str, Field(min_length=1, max_length=2_000)]
Part = Annotated[
    StrictInt, Field(ge=1, le=10_000, description="hundredths of a percent of each line of the order")
]
Positive = Annotated[Minor, Field(ge=1)]


class InvoiceShown(Shown):
    """A credit note has negative amounts and names what it `credits`; `left_minor` is with tax."""

    code: str
    version: int
    number: str
    account: Ref
    order: Ref
    credits: Ref
    status: str
    standing: str
    purpose: str
    currency: str
    amount_minor: int
    tax_minor: int
    total_minor: int
    credited_minor: int
    paid_minor: int
    left_minor: int
    issued_on: date | None
    due_on: date | None
    tax_document: str
    tax_number: str
    note: str
    external_id: str
    created_at: Moment


class InvoiceLineShown(Shown):
    code: str
    version: int
    order_line: Ref
    offering: Ref
    description: str
    amount_minor: int
    tax_bp: int
    tax_minor: int
    is_pass_through: bool
    position: int


class ReceiptShown(Shown):
    """Reversed by a receipt of the same money with the sign turned, which names it in `reverses`."""

    code: str
    version: int
    account: Ref
    reverses: Ref
    received_on: date
    currency: str
    amount_minor: int
    allocated_minor: int
    free_minor: int
    bank_reference: str
    external_id: str
    created_at: Moment


class AllocationShown(Shown):
    code: str
    version: int
    receipt: Ref
    invoice: Ref
    amount_minor: int


class Billed(Body):
    """An amount without tax, in minor units. Without an offering it has a description."""

    amount_minor: Minor
    description: Line = ""
    offering: to(offerings_for) | None = None  # type: ignore[valid-type]
    tax_bp: Share = 0
    is_pass_through: Flag = False


Lines = Annotated[list[Billed], Field(max_length=200)]


class InvoiceCreate(Writing):
    """Of an `order` (by default all of it, or `share_bp` of each of its lines), or to an `account` with lines."""

    account: to(accounts_for) | None = None  # type: ignore[valid-type]
    order: to(orders_for) | None = None  # type: ignore[valid-type]
    lines: Lines = []
    share_bp: Part = 10_000
    purpose: Purpose = Purpose.FULL
    currency: Currency = ""
    due_on: Day | None = None
    note: Line = ""
    external_id: Short = ""


class InvoiceUpdate(Writing):
    """Of an issued invoice only the note and the tax document change."""

    purpose: Purpose = Purpose.FULL
    due_on: Day | None = None
    note: Line = ""
    tax_document: TaxDocument = TaxDocument.NONE
    tax_number: Word = ""


class InvoiceIssue(Writing):
    issued_on: Day | None = None
    due_on: Day | None = None
    number: Word = ""


class InvoiceCredit(Writing):
    """Without lines all of it. Amounts are positive here."""

    reason: Reason
    lines: Lines = []
    credited_on: Day | None = None
    number: Word = ""


class Paying(Body):
    invoice: to(invoices_for)  # type: ignore[valid-type]
    amount_minor: Positive


Parts = Annotated[list[Paying], Field(max_length=200)]


class ReceiptNote(Writing):
    """Without `parts` it pays the client's oldest due invoices; with an empty list nothing yet."""

    account: to(accounts_for)  # type: ignore[valid-type]
    amount_minor: Positive
    received_on: Day | None = None
    currency: Currency = ""
    bank_reference: Short = ""
    parts: Parts | None = None
    external_id: Short = ""


class ReceiptAllocate(Writing):
    parts: Parts | None = None


class ReceiptReverse(Writing):
    reason: Reason
    reversed_on: Day | None = None


INVOICES = Resource(
    "invoices", "invoice", invoices_for, InvoiceShown, INVOICE_LIST, along=("account", "order", "credits")
)
LINES = Resource("lines", "invoice_line", invoices_for, InvoiceLineShown)
RECEIPTS = Resource(
    "receipts", "receipt", receipts_for, ReceiptShown, RECEIPT_LIST, along=("account", "reverses")
)
ALLOCATIONS = Resource("allocations", "allocation", receipts_for, AllocationShown)


def with_lines(values: dict[str, Any], _actor: Actor) -> dict[str, Any]:
    """Lines as the action wants them."""
    return (
        values | {"lines": [BilledLine(**line) for line in values["lines"]]}
        if values.get("lines")
        else values
    )


def with_parts(values: dict[str, Any], _actor: Actor) -> dict[str, Any]:
    """Parts as the action wants them."""
    if values.get("parts") is None:
        return values
    return values | {"parts": [(part["invoice"], part["amount_minor"]) for part in values["parts"]]}


invoices = Router(tags=["Invoices"])
offer_list(invoices, INVOICES)
offer_create(invoices, INVOICES, actions.create_invoice, InvoiceCreate, prepare=with_lines)
offer_read(invoices, INVOICES)
offer_update(invoices, INVOICES, actions.update_invoice, InvoiceUpdate)
offer_remove(invoices, INVOICES, actions.remove_invoice)
offer_act(invoices, INVOICES, "issue", actions.issue_invoice, InvoiceIssue)
offer_act(invoices, INVOICES, "credit", actions.credit_invoice, InvoiceCredit, prepare=with_lines)

receipts = Router(tags=["Invoices"])
offer_list(receipts, RECEIPTS)
offer_create(receipts, RECEIPTS, actions.note_receipt, ReceiptNote, prepare=with_parts)
offer_read(receipts, RECEIPTS)
offer_act(receipts, RECEIPTS, "allocate", actions.allocate_receipt, ReceiptAllocate, prepare=with_parts)
offer_act(receipts, RECEIPTS, "reverse", actions.reverse_receipt, ReceiptReverse)


offer_parts(
    invoices, INVOICES, LINES, invoice_lines_for, "lines", operation="list_invoice_lines",
    summary="What stands on an invoice",
)  # fmt: skip


@receipts.get(
    "/{code}/allocations", response=Listed[AllocationShown], operation_id="list_receipt_allocations",
    summary="Which invoices a receipt pays",
)  # fmt: skip
def list_allocations(request: Any, code: str) -> HttpResponse:
    refuse_parameters(request)
    return ALLOCATIONS.all_of(allocations_for(request.actor, receipt=RECEIPTS.find(request.actor, code)))
