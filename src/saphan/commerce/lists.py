"""The lists of costs and campaigns: what they can be narrowed and sorted by."""

from __future__ import annotations

from saphan.commerce.terms import CostKind
from saphan.workspace.listing import Amount, Choice, Column, Day, Listing, Moment, Sort, TerritoryCode

COSTS = Listing(
    filters={
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
        "kind": Sort("kind"),
        "amount": Sort("amount_minor"),
        "created": Sort("created_at"),
    },
    default="-starts",
)

CAMPAIGNS = Listing(
    filters={
        "code": Column("code"),
        "name": Column("name"),
        "channel": Column("channel"),
        "territory": TerritoryCode("territory"),
        "starts": Day("starts_on"),
        "ends": Day("ends_on"),
    },
    sorts={
        "name": Sort("name"),
        "starts": Sort("starts_on", nullable=True),
        "created": Sort("created_at"),
    },
    default="-starts",
)
