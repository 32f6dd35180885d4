"""Who may do what with orders, costs and campaigns."""

from __future__ import annotations

from saphan.commerce.models import Invoice, Order, Receipt
from saphan.commerce.terms import InvoiceStatus
from saphan.workspace.actor import Actor
from saphan.workspace.rights import Right


def may_write(actor: Actor, subject: Order) -> bool:
    """Whether the actor may change what this owner has agreed."""
    return subject.removed_at is None and actor.reaches(Right.WRITE, subject.owner_id)


def may_create(actor: Actor, _subject: object) -> bool:
    return actor.may(Right.WRITE)


def may_keep_costs(actor: Actor, _subject: object) -> bool:
    """Costs are seen and kept by those who have the right to them, and by nobody else."""
    return actor.may(Right.COSTS)


def may_create_invoice(actor: Actor, subject: Invoice | None) -> bool:
    """Whether the actor may bill; of an invoice that is there, only while it is a draft (undo asks)."""
    return actor.may(Right.BILL) and (subject is None or may_bill_draft(actor, subject))


def may_bill(actor: Actor, subject: Invoice) -> bool:
    """Whether the actor bills this client."""
    return subject.removed_at is None and actor.reaches(Right.BILL, subject.account.owner_id)


def may_bill_draft(actor: Actor, subject: Invoice) -> bool:
    """The same, while nothing of it was sent out: an issued invoice is never undone."""
    return may_bill(actor, subject) and subject.status == InvoiceStatus.DRAFT


def may_receive(actor: Actor, subject: Receipt | None) -> bool:
    """Payments are noted by those who keep the money; reading them goes by the client."""
    return actor.may(Right.RECEIVE) and (subject is None or subject.removed_at is None)
