"""Pages of the records that figures are made of."""

from __future__ import annotations

from typing import Any

from saphan.workspace.rights import Right
from tests.doors.matrix import Route

COSTS = Right.COSTS


def of_cost(name: str, method: str = "GET", **sent: Any) -> Route:
    """A page of one cost line; without the right nobody learns whether it is there."""
    return Route(
        f"performance:{name}",
        method,
        right=COSTS,
        subject="cost",
        right_first=True,
        data=lambda world, record: sent,
    )


ROUTES = [
    Route("performance:costs", right=COSTS),
    Route("performance:new_cost", right=COSTS),
    Route("performance:new_cost", "POST", right=COSTS, data=lambda world, record: {
        "kind": "ads", "amount": "5", "currency": "THB", "starts_on": "2026-06-01",
    }),
    of_cost("cost"),
    of_cost("cost", "POST", kind="ads", amount="7", currency="THB", starts_on="2026-06-01", version=1),
    of_cost("remove_cost", "POST"),
    Route("performance:campaigns"),
    Route("performance:new_campaign", right=COSTS),
    Route("performance:new_campaign", "POST", right=COSTS, data=lambda world, record: {"name": "Songkran"}),
    Route("performance:campaign", subject="campaign"),
    Route("performance:campaign", "POST", right=COSTS, subject="campaign", data=lambda world, record: {
        "name": "Renamed", "initial-name": record.name, "version": record.version,
    }),
    Route("performance:remove_campaign", "POST", right=COSTS, subject="campaign"),
    Route("performance:shares", right=COSTS),
    Route("performance:shares", "POST", right=COSTS, data=lambda world, record: {
        "table": "blended", "kind": "ads", "share": "90",
    }),
]  # fmt: skip
