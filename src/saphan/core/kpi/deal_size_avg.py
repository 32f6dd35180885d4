"""Average deal size: net ledger value of deals whose win stands and closed in the period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from saphan.core.kpi.definition import Additivity, Definition, Direction, Parameter
from saphan.core.kpi.distribution import Points, median
from saphan.core.kpi.measured import Measured, Unit, measure_point, measure_ratio
from saphan.core.kpi.rows import AMOUNT_MISSING, WHOLE, Row, tally
from saphan.core.period import Micros, Period

RENEWAL = "renewal"
RENEWAL_LEFT_OUT = "renewal"


class WonDeal(NamedTuple):
    """A standing win. `minor` is the net of all ledger lines in the reporting currency, None when unknown.

    `excluded` is the reason why it must not count (duplicate, missing_rate(...)).
    """

    deal_id: int
    seq: int
    won_at: Micros
    won_on: date
    kind: str
    minor: int | None
    excluded: str | None = None


def rows(deals: Iterable[WonDeal], period: Period, *, kinds: str = "new_and_expansion") -> Iterator[Row]:
    """One row per win in `period`; renewals only with `kinds` "all". A win of zero counts."""
    for deal in deals:
        if deal.won_on not in period:
            continue
        reason = deal.excluded
        if reason is None and deal.kind == RENEWAL and kinds != "all":
            reason = RENEWAL_LEFT_OUT
        if reason is None and deal.minor is None:
            reason = AMOUNT_MISSING
        yield Row(deal.deal_id, deal.seq, deal.won_at, deal.minor or 0, 1, WHOLE, reason is None, reason)


def reduce(
    rows: Iterable[Row], *, currency: str | None = None, average: str = "mean", points: Points | None = None
) -> Measured:
    """Mean or median in minor units of `currency`; both are companions. A median counts each deal once.

    With `points` the rows may be sums.
    """
    counted = rows if points else list(rows)
    sums = tally(counted)
    middle = (
        points.quantile(Fraction(1, 2))
        if points
        else median(sorted(row.num for row in counted if row.included))
    )
    both = {
        "mean": measure_ratio(sums, Unit.MONEY, currency),
        "median": measure_point(sums, middle, Unit.MONEY, currency),
    }
    if average == "median":
        return measure_point(sums, middle, Unit.MONEY, currency, both)
    return measure_ratio(sums, Unit.MONEY, currency, both)


DEFINITION = Definition(
    "deal_size_avg",
    1,
    Unit.MONEY,
    Direction.UP,
    Additivity.RATIO_OF_SUMS,
    reduce,
    {
        "average": Parameter("mean", ("mean", "median"), of_result=True, never_rolled_up=("median",)),
        "kinds": Parameter("new_and_expansion", ("new_and_expansion", "all")),
    },
)
