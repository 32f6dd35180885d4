"""Average order value: value of orders confirmed in the period by order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from saphan.core.kpi.definition import Additivity, Definition, Direction, Parameter
from saphan.core.kpi.measured import Measured, Unit, measure_ratio
from saphan.core.kpi.rows import WHOLE, Row, tally
from saphan.core.period import Micros, Period

CANCELLED = "cancelled"


class StandingOrder(NamedTuple):
    """An order as it stands. `minor` is the net of all its lines in the reporting currency.

    `excluded` is the reason why it must not count (cancelled, duplicate, missing_rate(...)).
    """

    order_id: int
    seq: int
    confirmed_at: Micros
    confirmed_on: date
    minor: int
    excluded: str | None = None


def rows(orders: Iterable[StandingOrder], period: Period) -> Iterator[Row]:
    """One row per order confirmed in `period`; a credit has lowered its value, a cancellation takes it out."""
    for order in orders:
        if order.confirmed_on in period:
            reason = order.excluded
            yield Row(
                order.order_id, order.seq, order.confirmed_at, order.minor, 1, WHOLE, reason is None, reason
            )


def reduce(rows: Iterable[Row], *, currency: str | None = None) -> Measured:
    """Sum of value by number of orders, in minor units of `currency`; None without an order."""
    return measure_ratio(tally(rows), Unit.MONEY, currency)


DEFINITION = Definition(
    "aov",
    1,
    Unit.MONEY,
    Direction.UP,
    Additivity.RATIO_OF_SUMS,
    reduce,
    {"horizon": Parameter("contract", ("contract", "first_year"))},
)
