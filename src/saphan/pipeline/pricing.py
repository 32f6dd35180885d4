"""What an opportunity is worth in the reporting currency, at the plan rate."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from saphan.core.money import Money, convert
from saphan.pipeline.models import Opportunity
from saphan.workspace.models import Workspace
from saphan.workspace.rates import PlanRates


class Priced(Protocol):
    """Something with an amount in its own currency and in the reporting one."""

    currency: str
    reporting_minor: int | None

    @property
    def amount_minor(self) -> int | None:
        """In minor units of `currency`."""


def price(records: Iterable[Priced], rates: PlanRates) -> None:
    """Set `reporting_minor`, each converted on its own, half-even. None where amount or rate is missing."""
    for record in records:
        record.reporting_minor = _in_reporting(record, rates)


def _in_reporting(record: Priced, rates: PlanRates) -> int | None:
    if record.currency == rates.currency:
        return record.amount_minor
    rate = rates.rate(record.currency)
    if record.amount_minor is None or rate is None:
        return None
    return convert(Money(record.amount_minor, record.currency), rate, rates.currency).minor


def reprice_all(workspace: Workspace) -> int:
    """Work every reporting amount out again after rates or the currency changed. Returns how many differ.

    Derived values only, so nothing is journaled.
    """
    rates, stale = PlanRates(workspace), []
    wanted = Opportunity.objects.filter(workspace=workspace).only(
        "amount_minor", "currency", "reporting_minor"
    )
    for opportunity in wanted.iterator(chunk_size=5_000):
        before = opportunity.reporting_minor
        price([opportunity], rates)
        if opportunity.reporting_minor != before:
            stale.append(opportunity)
    Opportunity.objects.bulk_update(stale, ["reporting_minor"], batch_size=500)
    return len(stale)
