"""Everything that can be done with costs and campaigns."""

from saphan.commerce.actions.campaigns import create_campaign, remove_campaign, update_campaign
from saphan.commerce.actions.costs import create_cost, remove_cost, set_acquisition_share, update_cost

__all__ = [
    "create_campaign",
    "create_cost",
    "remove_campaign",
    "remove_cost",
    "set_acquisition_share",
    "update_campaign",
    "update_cost",
]
