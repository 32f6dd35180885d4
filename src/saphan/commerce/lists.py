"""The lists of this room as every door offers them: pages, API, command line and export."""

from __future__ import annotations

from django.db.models import Q

from saphan.clients.lists import found_by_search
from saphan.commerce.models import Invoice, OrderLine
from saphan.commerce.terms import CostKind, InvoiceStanding, InvoiceStatus, OrderBilling, OrderStatus, Purpose
from saphan.journal import now
from saphan.search.find import matching
from saphan.workspace.actor import Actor
from saphan.workspace.days import today_in
from saphan.workspace.listing import (
    Amount,
    Choice,
    Column,
    Day,
    Listing,
    MemberCode,
    Moment,
    Sort,
    TerritoryCode,
    Words,
    containing,
)
from saphan.workspace.models.named import sort_column


def with_offering(actor: Actor, code: str) -> Q:
    """Orders with a line of one offering, by its code."""
    lines = OrderLine.objects.filter(workspace_id=actor.workspace_id, offering__code=code, removed_at=None)
    return Q(pk__in=lines.values("order_id"))


ORDERS = Listing(
    filters={
        "text": found_by_search("order"),
        "code": Column("code"),
        "status": Choice("status", OrderStatus),
        "billing": Choice("billing", OrderBilling),
        "owner": MemberCode("owner"),
        "account": Column("account__code"),
        "deal": Column("opportunity__code"),
        "territory": TerritoryCode("account__territory"),
        "offering": Words(with_offering),
        "reference": Column("reference"),
        "currency": Column("currency"),
        "amount": Amount("amount_minor"),
        "reporting": Amount("reporting_minor"),
        "confirmed": Day("confirmed_on"),
        "cancelled": Day("cancelled_on"),
        "created": Moment("created_at"),
        "external_id": Column("external_id"),
    },
    sorts={
        "name": Sort(sort_column),
        "confirmed": Sort("confirmed_on"),
        "amount": Sort("reporting_minor", nullable=True),
        "status": Sort("status"),
        "owner": Sort("owner__name", nullable=True),
        "account": Sort("account__name"),
        "created": Sort("created_at"),
    },
    default="-confirmed",
)

# The same list line by line, for files: an order comes back only with everything that stands in it.
ORDER_LINES = Listing(
    filters={
        "text": Words(lambda actor, text: Q(order_id__in=matching(actor, "order", text))),
        "code": Column("order__code"),
        "status": Choice("order__status", OrderStatus),
        "owner": MemberCode("order__owner"),
        "account": Column("order__account__code"),
        "deal": Column("order__opportunity__code"),
        "territory": TerritoryCode("order__account__territory"),
        "offering": Column("offering__code"),
        "family": Column("family"),
        "reference": Column("order__reference"),
        "currency": Column("order__currency"),
        "amount": Amount("order__amount_minor"),
        "reporting": Amount("order__reporting_minor"),
        "confirmed": Day("order__confirmed_on"),
        "cancelled": Day("order__cancelled_on"),
        "created": Moment("order__created_at"),
    },
    sorts={"confirmed": Sort("order__confirmed_on"), "created": Sort("created_at")},
    default="-confirmed",
)

WAITING = (InvoiceStanding.OPEN, InvoiceStanding.PART_PAID)


def overdue(actor: Actor, text: str) -> Q:
    """Invoices whose day has passed with something left to pay; "false" for all the others."""
    late = Q(standing__in=WAITING, due_on__lt=today_in(actor.workspace, now()))
    return ~late if text == "false" else late


INVOICES = Listing(
    filters={
        "text": found_by_search("invoice"),
        "code": Column("code"),
        "number": Column("number"),
        "standing": Choice("standing", InvoiceStanding),
        "status": Choice("status", InvoiceStatus),
        "purpose": Choice("purpose", Purpose),
        "account": Column("account__code"),
        "owner": MemberCode("account__owner"),
        "territory": TerritoryCode("account__territory"),
        "order": Column("order__code"),
        "credits": Column("credits__code"),
        "currency": Column("currency"),
        "amount": Amount("amount_minor"),
        "issued": Day("issued_on"),
        "due": Day("due_on"),
        "overdue": Words(overdue),
        "tax_number": Column("tax_number"),
        "created": Moment("created_at"),
        "external_id": Column("external_id"),
    },
    sorts={
        "created": Sort("created_at"),
        "issued": Sort("issued_on", nullable=True),
        "due": Sort("due_on", nullable=True),
        "amount": Sort("amount_minor"),
        "standing": Sort("standing"),
    },
    default="-created",
)

# Line by line, for files: an invoice comes back only with everything that stands on it.
INVOICE_LINES = Listing(
    filters={
        "text": Words(lambda actor, text: Q(invoice_id__in=matching(actor, "invoice", text))),
        "code": Column("invoice__code"),
        "standing": Choice("invoice__standing", InvoiceStanding),
        "account": Column("invoice__account__code"),
        "order": Column("invoice__order__code"),
        "overdue": Words(
            lambda actor, text: Q(
                invoice__in=Invoice.objects.filter(overdue(actor, text), workspace_id=actor.workspace_id)
            )
        ),
        "issued": Day("invoice__issued_on"),
    },
    sorts={
        "issued": Sort("invoice__issued_on", nullable=True),
        "created": Sort("created_at"),
        "due": Sort("invoice__due_on", nullable=True),
        "amount": Sort("amount_minor"),
        "standing": Sort("invoice__standing"),
    },
    default="-created",
)

RECEIPTS = Listing(
    filters={
        "text": found_by_search("receipt"),
        "code": Column("code"),
        "account": Column("account__code"),
        "owner": MemberCode("account__owner"),
        "currency": Column("currency"),
        "amount": Amount("amount_minor"),
        "received": Day("received_on"),
        "bank_reference": Column("bank_reference"),
        "created": Moment("created_at"),
        "external_id": Column("external_id"),
    },
    sorts={
        "received": Sort("received_on"),
        "amount": Sort("amount_minor"),
        "created": Sort("created_at"),
    },
    default="-received",
)

COSTS = Listing(
    filters={
        "text": containing("about", "channel", "campaign__name"),
        "code": Column("code"),
        "kind": Choice("kind", CostKind),
        "channel": Column("channel"),
        "campaign": Column("campaign__code"),
        "territory": TerritoryCode("territory"),
        "currency": Column("currency"),
        "amount": Amount("amount_minor"),
        "starts": Day("starts_on"),
        "ends": Day("ends_on"),
        "created": Moment("created_at"),
        "external_id": Column("external_id"),
    },
    sorts={
        "starts": Sort("starts_on"),
        "ends": Sort("ends_on"),
        "kind": Sort("kind"),
        "channel": Sort("channel"),
        "campaign": Sort("campaign__name", nullable=True),
        "territory": Sort("territory__name", nullable=True),
        "amount": Sort("amount_minor"),
        "created": Sort("created_at"),
    },
    default="-starts",
)

CAMPAIGNS = Listing(
    filters={
        "text": containing("name", "channel"),
        "code": Column("code"),
        "name": Column("name"),
        "channel": Column("channel"),
        "territory": TerritoryCode("territory"),
        "starts": Day("starts_on"),
        "ends": Day("ends_on"),
    },
    sorts={
        "name": Sort("name"),
        "channel": Sort("channel"),
        "territory": Sort("territory__name", nullable=True),
        "starts": Sort("starts_on", nullable=True),
        "created": Sort("created_at"),
    },
    default="-starts",
)
