"""The lists of quotes and price lists as every door offers them: pages, API, command line and export."""

from __future__ import annotations

from django.db.models import Q

from saphan.clients.lists import found_by_search
from saphan.clients.terms import Tier
from saphan.commerce.models import QuoteLine
from saphan.commerce.quote_terms import QuoteStatus
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
)
from saphan.workspace.models.named import sort_column
from saphan.workspace.terms import Language


def with_offering(actor: Actor, code: str) -> Q:
    """Quotes with a line of one offering, by its code."""
    lines = QuoteLine.objects.filter(workspace_id=actor.workspace_id, offering__code=code, removed_at=None)
    return Q(pk__in=lines.values("quote_id"))


QUOTES = Listing(
    filters={
        "text": found_by_search("quote"),
        "code": Column("code"),
        "status": Choice("status", QuoteStatus),
        "owner": MemberCode("owner"),
        "account": Column("account__code"),
        "deal": Column("opportunity__code"),
        "territory": TerritoryCode("account__territory"),
        "offering": Words(with_offering),
        "language": Choice("language", Language),
        "currency": Column("currency"),
        "amount": Amount("amount_minor"),
        "reporting": Amount("reporting_minor"),
        "sent": Day("sent_on"),
        "valid": Day("valid_until"),
        "decided": Day("decided_on"),
        "created": Moment("created_at"),
        "external_id": Column("external_id"),
    },
    sorts={
        "name": Sort(sort_column),
        "amount": Sort("reporting_minor", nullable=True),
        "sent": Sort("sent_on", nullable=True),
        "valid": Sort("valid_until", nullable=True),
        "status": Sort("status"),
        "created": Sort("created_at"),
    },
    default="-created",
)

# The same list line by line, for files: a quote comes back only with everything that stands in it.
QUOTE_LINES = Listing(
    filters={
        "text": Words(lambda actor, text: Q(quote_id__in=matching(actor, "quote", text))),
        "code": Column("quote__code"),
        "status": Choice("quote__status", QuoteStatus),
        "owner": MemberCode("quote__owner"),
        "account": Column("quote__account__code"),
        "deal": Column("quote__opportunity__code"),
        "territory": TerritoryCode("quote__account__territory"),
        "offering": Column("offering__code"),
        "language": Choice("quote__language", Language),
        "currency": Column("quote__currency"),
        "sent": Day("quote__sent_on"),
        "valid": Day("quote__valid_until"),
    },
    sorts={"created": Sort("created_at"), "valid": Sort("quote__valid_until", nullable=True)},
    default="-created",
)

PRICE_LISTS = Listing(
    filters={
        "code": Column("code"),
        "name": Column("name"),
        "currency": Column("currency"),
        "segment": Choice("segment", Tier),
        "from": Day("valid_from"),
        "until": Day("valid_until"),
    },
    sorts={
        "name": Sort(sort_column),
        "from": Sort("valid_from", nullable=True),
        "created": Sort("created_at"),
    },
    default="name",
)

PRICE_LINES = Listing(
    filters={
        "list": Column("price_list__code"),
        "currency": Column("price_list__currency"),
        "segment": Choice("price_list__segment", Tier),
        "offering": Column("offering__code"),
        "price": Amount("unit_price_minor"),
    },
    sorts={"created": Sort("created_at")},
    default="created",
)
