"""What every list has: filters, editors, cells, blocks, bulk changes, saved views."""

from __future__ import annotations

from typing import Any

from saphan.workspace.rights import Right
from tests.doors.matrix import Route

WRITE, CONFIGURE = Right.WRITE, Right.CONFIGURE


def cell(key: str, subject: str, column: str) -> Route:
    """Saving one cell; whose record it is decides."""
    return Route(
        "grid:cell", "POST", right=WRITE, subject=subject, fixed={"key": key},
        data=lambda world, record: {"column": column, "value": "Renamed", "version": record.version},
    )  # fmt: skip


def view(route: str, **sent: Any) -> Route:
    """A shared view of somebody else: those who set the workspace up may change it."""
    return Route(f"grid:{route}", "POST", right=CONFIGURE, subject="view", data=lambda world, record: sent)


ROUTES = [
    Route("grid:filters", fixed={"key": "deals"}),
    Route("grid:editor", fixed={"key": "deals", "column": "stage"}),
    cell("clients", "account", "name"),
    cell("people", "person", "name"),
    cell("leads", "lead", "name"),
    cell("deals", "opportunity", "name"),
    cell("orders", "order", "name"),
    Route("grid:peek", subject="duty", fixed={"key": "duties"}),
    Route("grid:cell", "POST", right=WRITE, subject="duty", fixed={"key": "duties"},
          data=lambda world, record: {"column": "state", "value": "met", "version": record.version}),
    Route("grid:late", fixed={"key": "clients", "column": "health"}),
    Route("grid:peek", subject="order", fixed={"key": "orders"}),
    Route("grid:peek", right=Right.COSTS, subject="cost", right_first=True, fixed={"key": "costs"}),
    Route("grid:cell", "POST", right=Right.COSTS, subject="cost", right_first=True, fixed={"key": "costs"},
          data=lambda world, record: {"column": "about", "value": "Renamed", "version": record.version}),
    Route("grid:cell", "POST", right=Right.LOG, subject="survey_answer", fixed={"key": "answers"},
          data=lambda world, record: {"column": "words", "value": "Renamed", "version": record.version}),
    Route("grid:cell", "POST", right=CONFIGURE, subject="target", fixed={"key": "targets"},
          data=lambda world, record: {"column": "amount", "value": "7", "version": record.version}),
    Route("grid:paste", "POST", right=WRITE, fixed={"key": "deals"}, data=lambda world, record: {"block": "[]"}),
    Route("grid:bulk", "POST", right=WRITE, fixed={"key": "deals", "column": "category"},
          data=lambda world, record: {"value": "commit"}),
    Route("grid:save_view", "POST", data=lambda world, record: {"place": "clients", "name": "Mine", "query": "owner=me"}),
    view("change_view", name="Renamed"),
    view("share_view", is_shared="yes"),
    view("remove_view"),
]  # fmt: skip
