"""Every write of this room, by ability."""

from saphan.commerce.actions.campaigns import create_campaign, remove_campaign, update_campaign
from saphan.commerce.actions.costs import create_cost, remove_cost, set_acquisition_share, update_cost
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

__all__ = [
    "accept_quote",
    "amend_order",
    "approve_quote",
    "assign_order",
    "assign_quote",
    "cancel_order",
    "create_campaign",
    "create_cost",
    "create_order",
    "create_price_list",
    "create_quote",
    "decline_quote",
    "expire_quotes",
    "reject_quote",
    "remove_campaign",
    "remove_cost",
    "remove_listed_price",
    "remove_order",
    "remove_price_list",
    "remove_quote",
    "revise_quote",
    "send_quote",
    "set_acquisition_share",
    "set_listed_price",
    "set_quote_lines",
    "set_quote_setup",
    "submit_quote",
    "update_campaign",
    "update_cost",
    "update_order",
    "update_price_list",
    "update_quote",
    "withdraw_quote",
]
