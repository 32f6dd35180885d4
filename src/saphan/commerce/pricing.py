"""What orders are worth in the reporting currency, at the plan rate."""

from __future__ import annotations

from saphan.commerce.models import Order
from saphan.pipeline.pricing import price
from saphan.workspace.models import Workspace
from saphan.workspace.rates import PlanRates


def reprice_orders(workspace: Workspace) -> int:
    """Work every reporting amount out again after rates or the currency changed. Returns how many differ."""
    rates, stale = PlanRates(workspace), []
    wanted = Order.objects.filter(workspace=workspace).only("amount_minor", "currency", "reporting_minor")
    for order in wanted.iterator(chunk_size=5_000):
        before = order.reporting_minor
        price([order], rates)
        if order.reporting_minor != before:
            stale.append(order)
    Order.objects.bulk_update(stale, ["reporting_minor"], batch_size=500)
    return len(stale)
