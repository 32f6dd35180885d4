"""What a member may see of orders, costs and campaigns. Every read starts here."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from saphan.commerce.models import (
    AcquisitionShare,
    Allocation,
    Campaign,
    CostLine,
    Invoice,
    InvoiceLine,
    Order,
    OrderLine,
    Receipt,
)
from saphan.commerce.terms import SHARES, CostKind, InvoiceStatus, ShareTable
from saphan.core.errors import NotAllowed
from saphan.core.period import start_of_day
from saphan.journal.models import BORN, Entry
from saphan.workspace.actor import Actor
from saphan.workspace.rights import Right


def orders_for(actor: Actor) -> QuerySet[Order]:
    """Orders whose owner is within reach."""
    return Order.objects.filter(actor.predicate(Right.READ), removed_at=None)


def order_lines_for(actor: Actor, order: Order) -> QuerySet[OrderLine]:
    """What stands in an order the actor may read, in its order."""
    return (
        OrderLine.objects.filter(workspace_id=actor.workspace_id, order=order, removed_at=None)
        .select_related("offering")
        .order_by("position", "pk")
    )


def order_lines_within(actor: Actor, right: Right) -> QuerySet[OrderLine]:
    """Lines of all orders that `right` reaches."""
    return OrderLine.objects.filter(
        actor.predicate(right, "order__owner_id"), removed_at=None, order__removed_at=None
    )


def invoices_for(actor: Actor) -> QuerySet[Invoice]:
    """Invoices and credit notes of clients within reach."""
    return Invoice.objects.filter(actor.predicate(Right.READ, "account__owner_id"), removed_at=None)


def invoice_lines_for(actor: Actor, invoice: Invoice) -> QuerySet[InvoiceLine]:
    """What stands on an invoice the actor may read, in its order."""
    return (
        InvoiceLine.objects.filter(workspace_id=actor.workspace_id, invoice=invoice, removed_at=None)
        .select_related("offering", "order_line")
        .order_by("position", "pk")
    )


def invoice_lines_within(actor: Actor, right: Right) -> QuerySet[InvoiceLine]:
    """Lines of all issued invoices that `right` reaches."""
    return InvoiceLine.objects.filter(
        actor.predicate(right, "invoice__account__owner_id"), removed_at=None, invoice__removed_at=None,
        invoice__status=InvoiceStatus.ISSUED,
    )  # fmt: skip


def receipts_for(actor: Actor) -> QuerySet[Receipt]:
    """Receipts from clients within reach."""
    return Receipt.objects.filter(actor.predicate(Right.READ, "account__owner_id"), removed_at=None)


def allocations_for(actor: Actor, **of: Invoice | Receipt) -> QuerySet[Allocation]:
    """Which receipt pays which invoice, of one or the other."""
    found = Allocation.objects.filter(workspace_id=actor.workspace_id, removed_at=None, **of)
    return found.select_related("receipt", "invoice").order_by("pk")


def costs_for(actor: Actor) -> QuerySet[CostLine]:
    """Cost lines. Raises NotAllowed without the right to costs: even their number is nobody else's."""
    _need_costs(actor)
    return CostLine.objects.filter(workspace_id=actor.workspace_id, removed_at=None)


def campaigns_for(actor: Actor) -> QuerySet[Campaign]:
    """Campaigns; everybody who reads may see what is run. What they cost is another question."""
    return Campaign.objects.filter(workspace_id=actor.workspace_id, removed_at=None)


def shares_for(actor: Actor) -> QuerySet[AcquisitionShare]:
    """Shares that the workspace set itself. Raises NotAllowed without the right to costs."""
    _need_costs(actor)
    return AcquisitionShare.objects.filter(workspace_id=actor.workspace_id, removed_at=None)


def shares_on(actor: Actor, day: date) -> dict[tuple[str, str], int]:
    """Basis points by (table, kind) as they hold on `day`. Raises NotAllowed without the right to costs."""
    found = {(table.value, kind.value): SHARES[table][kind] for table in ShareTable for kind in CostKind}
    keys = {share.pk: (share.table, share.kind) for share in shares_for(actor)}
    until = start_of_day(day, actor.workspace.zone)
    entries = Entry.objects.filter(
        workspace_id=actor.workspace_id, kind=AcquisitionShare.KIND, attribute__in=[BORN, "share"],
        entity_id__in=list(keys), effective_at__lte=until,
    ).order_by("effective_at", "seq")  # fmt: skip
    for entry in entries:
        found[keys[entry.entity_id]] = entry.after["share"] if entry.attribute == BORN else entry.after
    return found


def _need_costs(actor: Actor) -> None:
    if not actor.may(Right.COSTS):
        raise NotAllowed("action.not_allowed", action="costs")
