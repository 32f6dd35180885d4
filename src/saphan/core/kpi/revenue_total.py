"""Total revenue: signed ledger lines effective in the period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from saphan.core.kpi.definition import Additivity, Definition, Direction, Parameter
from saphan.core.kpi.ledger import LedgerLine, RateOn, ledger_row
from saphan.core.kpi.measured import Measured, Unit, measure_sum
from saphan.core.kpi.rows import Row, tally
from saphan.core.period import Micros, Period


def rows(
    lines: Iterable[LedgerLine],
    period: Period,
    known_at: Micros,
    *,
    currency: str,
    rate_on: RateOn,
    basis: str = "bookings",
    horizon: str = "first_year",
    income: str = "gross",
) -> Iterator[Row]:
    """Lines of `basis` effective in `period` and known at `known_at`, one row each in `currency`.

    `income` "agi" leaves out what is only handed on to media and vendors.
    """
    for line in lines:
        counts = line.basis == basis and line.effective_on in period and line.recorded_at <= known_at
        if counts and not (line.pass_through and income == "agi"):
            yield ledger_row(line, currency, rate_on, horizon)


def reduce(rows: Iterable[Row], *, currency: str | None = None) -> Measured:
    """Sum in minor units of `currency`; zero over nothing, undefined when a line has no rate."""
    return measure_sum(tally(rows), Unit.MONEY, currency)


PARAMETERS = {
    "basis": Parameter("bookings", ("bookings", "invoiced", "recognised")),
    "horizon": Parameter("first_year", ("first_year", "contract")),
    "income": Parameter("gross", ("gross", "agi")),
}
DEFINITION = Definition("revenue_total", 1, Unit.MONEY, Direction.UP, Additivity.ADDITIVE, reduce, PARAMETERS)
