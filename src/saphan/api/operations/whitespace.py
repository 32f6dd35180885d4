"""What clients could use of what we sell."""

from __future__ import annotations

from datetime import date

from ninja import Router

from saphan.api.acting import offer_add
from saphan.api.fields import Currency, Day, Minor, Ref, Shown, Writing, to
from saphan.api.operations.clients import ACCOUNTS, accounts
from saphan.api.resource import Resource, offer_list, offer_read
from saphan.clients.actions import mark_cell
from saphan.clients.lists import CELLS as CELL_LIST
from saphan.clients.queries import cells_for, units_for
from saphan.clients.terms import CellState
from saphan.workspace.queries import offerings_for


class CellShown(Shown):
    """What was marked; whether it is sold follows from deals and is no mark."""

    code: str
    version: int
    account: Ref
    unit: Ref
    offering: Ref
    state: str
    competitor: str
    competitor_until: date | None
    potential_minor: int | None
    potential_source: str
    currency: str


class CellMark(Writing):
    offering: to(offerings_for)  # type: ignore[valid-type]
    unit: to(units_for) | None = None  # type: ignore[valid-type]
    state: CellState
    competitor: str = ""
    competitor_until: Day | None = None
    potential_minor: Minor | None = None
    potential_source: str = ""
    currency: Currency = ""
    marked_on: Day | None = None


CELLS = Resource(
    "whitespace-cells",
    "whitespace_cell",
    cells_for,
    CellShown,
    CELL_LIST,
    along=("account", "unit", "offering"),
)

cells = Router(tags=["Clients"])
offer_list(cells, CELLS)
offer_read(cells, CELLS)
offer_add(accounts, ACCOUNTS, CELLS, mark_cell, CellMark)
