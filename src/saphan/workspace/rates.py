"""What currencies are worth in a workspace: its own rates first, then the published table."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cached_property

from django.db.models import F, Max, Q, QuerySet

from saphan.core.rates import Rate, RateTable, from_scaled
from saphan.workspace.models import ExchangeRate, Workspace


def rates_of(workspace: Workspace) -> QuerySet[ExchangeRate]:
    """Published rows first, so that the workspace's own rate for the same day comes later and counts."""
    known = ExchangeRate.objects.filter(Q(workspace=None) | Q(workspace=workspace))
    return known.order_by(F("workspace_id").asc(nulls_first=True), "on")


def rate_table(workspace: Workspace) -> RateTable:
    """All rates the workspace knows, by day."""
    return _table(rates_of(workspace))


def plan_rate_date(workspace: Workspace) -> date | None:
    """The day whose rates convert what is still open; None when there are no rates at all."""
    if workspace.plan_rate_date is not None:
        return workspace.plan_rate_date
    latest: date | None = rates_of(workspace).aggregate(latest=Max("on"))["latest"]
    return latest


class PlanRates:
    """Rates of the plan day into the reporting currency, looked up once per currency."""

    def __init__(self, workspace: Workspace) -> None:
        self.currency = workspace.currency
        self._workspace = workspace
        self._table: RateTable | None = None
        self._known: dict[str, Fraction | None] = {workspace.currency: Fraction(1)}

    @cached_property
    def on(self) -> date | None:
        """The plan day, looked up when first needed: amounts in the reporting currency never need it."""
        return plan_rate_date(self._workspace)

    def rate(self, currency: str) -> Fraction | None:
        """What one unit of `currency` is worth in the reporting currency; None when not known."""
        if currency not in self._known:
            self._known[currency] = self._look_up(currency)
        return self._known[currency]

    def _look_up(self, currency: str) -> Fraction | None:
        if self.on is None:
            return None
        if self._table is None:
            # The last day of each pair is all a plan rate needs; the whole table has tens of thousands of rows.
            recent = rates_of(self._workspace).filter(on__lte=self.on)
            newest = recent.values("currency", "in_currency").annotate(last=Max("on"))
            days = {row["last"] for row in newest}
            self._table = _table(recent.filter(on__in=days))
        return self._table.rate(currency, self.currency, self.on, oldest_days=None)


def _table(rows: QuerySet[ExchangeRate]) -> RateTable:
    values = rows.values_list("currency", "in_currency", "on", "rate_e8")
    return RateTable(Rate(currency, into, on, from_scaled(scaled)) for currency, into, on, scaled in values)
