"""What is worked out from the raw facts, by which statement, and after which news.

A new fact: name its kind and attributes in `reading.WATCHED`, its table in `sql/facts/world_tables.sql`, its
statement in `sql/facts/NAME.sql` (reads `fact.event` and other tables by name, writes `{{own}}.table`, heeds the
variable `known_at`), and add a `Part` here. Tables not kept deal by deal are rebuilt as a whole.
"""

from __future__ import annotations

from typing import NamedTuple

LEDGER = "ledger_line"  # news that comes from the ledger, not from the journal


class Part(NamedTuple):
    """Runs `sql/facts/<name>.sql` when something of the kinds in `after` came in.

    `by_deal` are its tables that are worked out for touched deals only; all others are small.
    """

    name: str
    after: frozenset[str]
    by_deal: tuple[str, ...] = ()


PARTS = (
    Part("set_up", frozenset({"member", "account", "stage"})),
    Part(
        "deals",
        frozenset({"opportunity", LEDGER, "member", "account", "stage"}),
        by_deal=("deal_version", "moment"),
    ),
    Part("shares", frozenset({"opportunity_line"}), by_deal=("deal_share",)),
    Part("leads", frozenset({"lead", "member", "stage"})),
    Part("account_links", frozenset({"account"})),
    Part("account_owners", frozenset({"account"})),
    Part(
        "answers",
        frozenset({"survey", "survey_invitation", "survey_answer", "account", "member"}),
    ),
    Part("whitespace", frozenset({"whitespace_cell", "offering"})),
    Part("wallets", frozenset({"whitespace_cell"})),
    Part("centres", frozenset({"business_unit", "affiliation"})),
    Part("targets", frozenset({"account"})),
    Part("costs", frozenset({"cost_line", "acquisition_share"})),
    Part("invoices", frozenset({"invoice", "invoice_line", "member", "account"})),
    Part("orders", frozenset({"order", "order_line", LEDGER, "member", "account"})),
)
PART_OF = {table: part.name for part in PARTS for table in part.by_deal}
EVERYTHING = frozenset(kind for part in PARTS for kind in part.after)
# News of these kinds may change facts or credit of deals: `sql/facts/touched/<kind>.sql` tells which.
# Those of stages are found by what their stages meant before (`worlds.touch_by_stages`).
TOUCHING = frozenset({"opportunity", "opportunity_line", "member", "account", LEDGER})
