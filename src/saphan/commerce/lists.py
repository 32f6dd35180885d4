"""The lists of this room as every door offers them: pages, API, command line and export."""

from __future__ import annotations

from django.db.models import Q

from saphan.clients.lists import found_by_search
from saphan.commerce.models import OrderLine
from saphan.commerce.terms import CostKind, OrderStatus
from saphan.search.find import matching
from saphan.workspace.actor import Actor
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
