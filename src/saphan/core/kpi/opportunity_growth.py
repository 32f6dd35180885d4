"""Growth of opportunities: newly created ones (flow) or the value standing open (stock)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from saphan.core.kpi.definition import Additivity, Definition, Direction, Parameter
from saphan.core.kpi.measured import Measured, Unit, measure_growth, measure_sum
from saphan.core.kpi.rows import Row, Tally, against_base, tally
from saphan.core.period import Micros, Period


class Created(NamedTuple):
    """An opportunity entered the first qualified stage for the first time."""

    opportunity_id: int
    seq: int
    created_at: Micros
    created_on: date


class OpenValue(NamedTuple):
    """Open value of an opportunity at both ends, in minor units at constant rates; zero when not open.

    `past_date` tells that it is open at the end although its expected date has gone by.
    """

    opportunity_id: int
    seq: int
    end_at: Micros
    start_minor: int
    end_minor: int
    past_date: bool = False


def flow_rows(created: Iterable[Created], period: Period, base: Period) -> Iterator[Row]:
    """One row per opportunity created in `period` or in `base`."""
    known = list(created)
    return against_base(_created_in(known, period), _created_in(known, base))


def stock_rows(values: Iterable[OpenValue]) -> Iterator[Row]:
    """One row per opportunity open at either end; `beside` counts those past their date."""
    for value in values:
        ends = value.end_minor, value.start_minor
        yield Row(value.opportunity_id, value.seq, value.end_at, *ends, beside=int(value.past_date))


def reduce(
    rows: Iterable[Row],
    *,
    currency: str | None = None,
    reading: str = "flow",
    other_rows: Iterable[Row] | None = None,
) -> Measured:
    """Growth of the chosen `reading`; `other_rows` of the other one become a companion named after it.

    A stock comes with `past_date`, the number of open opportunities whose date has gone by: growth made of
    deals that nobody closes is none.
    """
    beside = {}
    if other_rows is not None:
        other = "stock" if reading == "flow" else "flow"
        beside[other] = _read(tally(other_rows), other, currency)
    return _read(tally(rows), reading, currency, beside)


def _created_in(created: Iterable[Created], period: Period) -> Iterator[Row]:
    for one in created:
        if one.created_on in period:
            yield Row(one.opportunity_id, one.seq, one.created_at, 1, 0)


def _read(
    counted: Tally, reading: str, currency: str | None, beside: Mapping[str, Measured] | None = None
) -> Measured:
    if reading == "flow":
        return measure_growth(counted, Unit.COUNT, companions=beside)
    past_date = measure_sum(counted._replace(num=counted.beside, missing=()), Unit.COUNT)
    return measure_growth(counted, Unit.MONEY, currency, {"past_date": past_date, **(beside or {})})


DEFINITION = Definition(
    "opportunity_growth",
    1,
    Unit.SHARE,
    Direction.UP,
    Additivity.RATIO_OF_SUMS,
    reduce,
    {
        "reading": Parameter("flow", ("flow", "stock"), of_result=True),
        "base": Parameter("same_period_last_year", ("same_period_last_year", "previous_period", "custom")),
        "elapsed": Parameter("calendar_days", ("calendar_days", "business_days")),
    },
)
