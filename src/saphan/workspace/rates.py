"""What currencies are worth in a workspace: its own rates first, then the published table."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cached_property, lru_cache

from django.db.models import Q, Subquery

from saphan.core.rates import Rate, RateTable, from_scaled
from saphan.workspace.models import ExchangeRate, Workspace

OwnRates = tuple[tuple[str, str, date, int], ...]
COLUMNS = ("currency", "in_currency", "on", "rate_e8")


def rate_table(workspace: Workspace) -> RateTable:
    """All rates the workspace knows, by day: the published ones, with its own going before them.

    Costs one small query; the table itself is kept in memory until a rate comes or goes.
    """
    # Published rates are only ever added, so the newest of them stands for all.
    newest = ExchangeRate.objects.filter(workspace=None).order_by("-pk").values("pk")[:1]
    some = ExchangeRate.objects.filter(Q(workspace_id=workspace.pk) | Q(pk=Subquery(newest)))
    found = list(some.order_by("on", "pk").values_list("workspace_id", "pk", *COLUMNS))
    own = tuple(row[2:] for row in found if row[0] is not None)
    return _table(next((row[1] for row in found if row[0] is None), 0), own)


def plan_rate_date(workspace: Workspace) -> date | None:
    """The day whose rates convert what is still open; None when there are no rates at all."""
    return workspace.plan_rate_date or rate_table(workspace).last_day


class PlanRates:
    """Rates of the plan day into the reporting currency; amounts in that currency never look any up."""

    def __init__(self, workspace: Workspace) -> None:
        self.currency = workspace.currency
        self._workspace = workspace

    @cached_property
    def _table(self) -> RateTable:
        return rate_table(self._workspace)

    @property
    def on(self) -> date | None:
        """The plan day; None when there are no rates at all."""
        return self._workspace.plan_rate_date or self._table.last_day

    def rate(self, currency: str) -> Fraction | None:
        """What one unit of `currency` is worth in the reporting currency; None when not known."""
        if currency == self.currency:
            return Fraction(1)
        if self.on is None:
            return None
        return self._table.rate(currency, self.currency, self.on, oldest_days=None)


@lru_cache(maxsize=32)
def _table(newest_published: int, own: OwnRates) -> RateTable:
    # Of two rates for a day the later one given counts, hence the own ones last.
    return RateTable([*_published(newest_published), *(_rate(*row) for row in own)])


@lru_cache(maxsize=1)
def _published(_newest: int) -> tuple[Rate, ...]:
    rows = ExchangeRate.objects.filter(workspace=None).values_list(*COLUMNS)
    return tuple(_rate(*row) for row in rows.iterator(chunk_size=5_000))


def _rate(currency: str, in_currency: str, on: date, rate_e8: int) -> Rate:
    return Rate(currency, in_currency, on, from_scaled(rate_e8))
