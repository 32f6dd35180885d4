"""Every write of this room, by ability."""

from saphan.commerce.actions.campaigns import create_campaign, remove_campaign, update_campaign
from saphan.commerce.actions.costs import create_cost, remove_cost, set_acquisition_share, update_cost
from saphan.commerce.actions.invoices import (
    create_invoice,
    credit_invoice,
    issue_invoice,
    remove_invoice,
    update_invoice,
)
from saphan.commerce.actions.order import (
    amend_order,
    assign_order,
    cancel_order,
    create_order,
    remove_order,
    update_order,
)
from saphan.commerce.actions.prices import (
    create_price_list,
    remove_listed_price,
    remove_price_list,
    set_listed_price,
    set_quote_setup,
    update_price_list,
)
from saphan.commerce.actions.quote_flow import (
    accept_quote,
    approve_quote,
    decline_quote,
    expire_quotes,
    reject_quote,
    revise_quote,
    send_quote,
    submit_quote,
    withdraw_quote,
)
from saphan.commerce.actions.quotes import (
    assign_quote,
    create_quote,
    remove_quote,
    set_quote_lines,
    update_quote,
)
from saphan.commerce.actions.receipts import allocate_receipt, note_receipt, reverse_receipt

__all__ = [
    "accept_quote",
    "allocate_receipt",
    "amend_order",
    "approve_quote",
    "assign_order",
    "assign_quote",
    "cancel_order",
    "create_campaign",
    "create_cost",
    "create_invoice",
    "create_order",
    "create_price_list",
    "create_quote",
    "credit_invoice",
    "decline_quote",
    "expire_quotes",
    "issue_invoice",
    "note_receipt",
    "reject_quote",
    "remove_campaign",
    "remove_cost",
    "remove_invoice",
    "remove_listed_price",
    "remove_order",
    "remove_price_list",
    "remove_quote",
    "reverse_receipt",
    "revise_quote",
    "send_quote",
    "set_acquisition_share",
    "set_listed_price",
    "set_quote_lines",
    "set_quote_setup",
    "submit_quote",
    "update_campaign",
    "update_cost",
    "update_invoice",
    "update_order",
    "update_price_list",
    "update_quote",
    "withdraw_quote",
]
