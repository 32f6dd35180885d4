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

__all__ = [
    "amend_order",
    "assign_order",
    "cancel_order",
    "create_campaign",
    "create_cost",
    "create_order",
    "remove_campaign",
    "remove_cost",
    "remove_order",
    "set_acquisition_share",
    "update_campaign",
    "update_cost",
    "update_order",
]
