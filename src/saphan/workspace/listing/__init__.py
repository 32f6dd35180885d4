"""Lists as every door shows them: declared filters and sorts, pages by key, a count with a ceiling.

CLIENTS = Listing(
    filters={"status": Choice("status", AccountStatus), "last_touch": Moment("last_touch_at")},
    sorts={"name": Sort(sort_column), "last_touch": Sort("last_touch_at", nullable=True)},
    default="name",
)
page = CLIENTS.page(accounts_for(actor), actor, Ask({"status": "client"}, sort="-last_touch"))
"""

from saphan.workspace.listing.filters import (
    Amount,
    Choice,
    Column,
    Condition,
    Day,
    Filter,
    Flag,
    MemberCode,
    Moment,
    TerritoryCode,
    Words,
    containing,
    flag,
)
from saphan.workspace.listing.keyset import Order, Sort, value_of
from saphan.workspace.listing.lists import COUNT_CEILING, LARGEST_PAGE, Ask, Count, Listing, Page, count_of

__all__ = [
    "COUNT_CEILING",
    "LARGEST_PAGE",
    "Amount",
    "Ask",
    "Choice",
    "Column",
    "Condition",
    "Count",
    "Day",
    "Filter",
    "Flag",
    "Listing",
    "MemberCode",
    "Moment",
    "Order",
    "Page",
    "Sort",
    "TerritoryCode",
    "Words",
    "containing",
    "count_of",
    "flag",
    "value_of",
]
