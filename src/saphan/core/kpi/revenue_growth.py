"""Growth rate of revenue against a base period, at constant and at reported exchange rates."""

from __future__ import annotations

from collections.abc import Iterable

from saphan.core.kpi import revenue_total
from saphan.core.kpi.definition import Additivity, Definition, Direction, Parameter
from saphan.core.kpi.measured import Measured, Unit, measure_growth
from saphan.core.kpi.rows import Row, tally


def reduce(
    rows: Iterable[Row],
    *,
    currency: str | None = None,
    rates: str = "constant",
    other_rows: Iterable[Row] | None = None,
) -> Measured:
    """(revenue − base) / base from rows of against_base; undefined over a base of zero or less.

    `rows` were converted at the chosen `rates`, `other_rows` at the other kind, which becomes a companion
    named after it. Companions `now`, `base` and `change` are money in `currency`.
    """
    beside = {}
    if other_rows is not None:
        other = "reported" if rates == "constant" else "constant"
        beside[other] = measure_growth(tally(other_rows), Unit.MONEY, currency)
    return measure_growth(tally(rows), Unit.MONEY, currency, beside)


PARAMETERS = {
    **revenue_total.PARAMETERS,
    "base": Parameter("same_period_last_year", ("same_period_last_year", "previous_period", "custom")),
    "rates": Parameter("constant", ("constant", "reported"), of_result=True),
    "elapsed": Parameter("calendar_days", ("calendar_days", "business_days")),
}
DEFINITION = Definition(
    "revenue_growth", 1, Unit.SHARE, Direction.UP, Additivity.RATIO_OF_SUMS, reduce, PARAMETERS
)
