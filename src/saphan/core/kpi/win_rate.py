"""Win rate: of the decisions taken in the period, the share that were wins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from saphan.core.kpi.definition import Additivity, Definition, Direction, Parameter
from saphan.core.kpi.measured import Measured, Unit, measure_ratio, measure_share
from saphan.core.kpi.rows import AMOUNT_MISSING, WHOLE, Row, tally
from saphan.core.period import Micros, Period
from saphan.core.stages import Status

NEVER_QUALIFIED = "never_qualified"


class Decision(NamedTuple):
    """The standing outcome of a deal. `minor` is its value in the reporting currency, None when unknown.

    `excluded` is the reason why it must not count (duplicate, missing_rate(...)).
    """

    deal_id: int
    seq: int
    closed_at: Micros
    closed_on: date
    outcome: Status
    minor: int | None = None
    reached_stage: bool = True
    excluded: str | None = None


def rows(decisions: Iterable[Decision], period: Period, *, basis: str = "count") -> Iterator[Row]:
    """One row per deal decided in `period`; lost includes no decision and withdrawn."""
    for decision in decisions:
        if decision.closed_on in period:
            size = 1 if basis == "count" else decision.minor
            reason = decision.excluded or (None if decision.reached_stage else NEVER_QUALIFIED)
            if reason is None and size is None:
                reason = AMOUNT_MISSING
            den = size or 0
            num = den if decision.outcome == Status.WON else 0
            yield Row(
                decision.deal_id, decision.seq, decision.closed_at, num, den, WHOLE, reason is None, reason
            )


def reduce(rows: Iterable[Row], *, currency: str | None = None, basis: str = "count") -> Measured:
    """won / (won + lost) from 0 to 1, by number (with its interval) or by value; None without decisions."""
    counted = tally(rows)
    return measure_share(counted) if basis == "count" else measure_ratio(counted, Unit.SHARE, currency)


DEFINITION = Definition(
    "win_rate",
    1,
    Unit.SHARE,
    Direction.UP,
    Additivity.RATIO_OF_SUMS,
    reduce,
    {
        "basis": Parameter("count", ("count", "value"), of_result=True),
        "reached": Parameter("qualified", ("qualified", "negotiation", "any")),
    },
)
