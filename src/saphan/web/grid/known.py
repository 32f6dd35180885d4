"""The lists there are. A new list joins here."""

from __future__ import annotations

from django.http import Http404

from saphan.web.clients.account_grid import CLIENTS
from saphan.web.clients.people_grid import PEOPLE
from saphan.web.commerce.grid import ORDERS
from saphan.web.commerce.invoice_grid import INVOICES, RECEIPTS
from saphan.web.contracts.duty_grid import DUTIES
from saphan.web.contracts.grid import CONTRACTS
from saphan.web.grid.columns import Grid
from saphan.web.leads.grid import LEADS
from saphan.web.performance.grids import CAMPAIGNS, COSTS
from saphan.web.performance.survey_grids import ANSWERS, INVITATIONS, SURVEYS
from saphan.web.performance.target_grid import TARGETS
from saphan.web.pipeline.grid import BOARD, DEALS
from saphan.web.quotes.grid import QUOTES
from saphan.web.settings.offering_grid import OFFERINGS

ALL = (
    CLIENTS,
    PEOPLE,
    LEADS,
    DEALS,
    BOARD,
    QUOTES,
    CONTRACTS,
    DUTIES,
    ORDERS,
    INVOICES,
    RECEIPTS,
    COSTS,
    CAMPAIGNS,
    TARGETS,
    ANSWERS,
    INVITATIONS,
    SURVEYS,
    OFFERINGS,
)
GRIDS: dict[str, Grid] = {grid.key: grid for grid in ALL}


def grid_of(key: str) -> Grid:
    """The list with this key; 404 for another."""
    if key not in GRIDS:
        raise Http404
    return GRIDS[key]
