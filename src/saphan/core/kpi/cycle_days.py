"""Sales cycle: days from the start to the win, for wins that stand and closed in the period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from saphan.core.kpi.definition import Additivity, Definition, Direction, Parameter
from saphan.core.kpi.distribution import Points, quantile
from saphan.core.kpi.measured import Measured, Unit, measure_point, measure_ratio
from saphan.core.kpi.rows import WHOLE, Row, tally
from saphan.core.period import Micros, Period

START_MISSING = "start_missing"
START_AFTER_WIN = "start_after_win"
SHARES = {"median": Fraction(1, 2), "p90": Fraction(9, 10)}


class WonCycle(NamedTuple):
    """A standing win with the workspace date its clock began, None when unknown.

    `closed_days` is how long the deal lay closed before it was reopened; `excluded` why it must not count.
    """

    deal_id: int
    seq: int
    won_at: Micros
    won_on: date
    started_on: date | None
    closed_days: int = 0
    excluded: str | None = None


def rows(wins: Iterable[WonCycle], period: Period, *, reopened: str = "from_start") -> Iterator[Row]:
    """One row per win in `period`, `num` its calendar days (same day = 0).

    The clock of a reopened deal runs from its first start; `reopened` "minus_closed" takes off the days it
    lay closed.
    """
    for win in wins:
        if win.won_on not in period:
            continue
        days = 0 if win.started_on is None else (win.won_on - win.started_on).days
        reason = win.excluded or _fault(win.started_on, days)
        if reopened == "minus_closed":
            days -= win.closed_days
        yield Row(win.deal_id, win.seq, win.won_at, days, 1, WHOLE, reason is None, reason)


def reduce(
    rows: Iterable[Row],
    *,
    currency: str | None = None,  # noqa: ARG001 - one signature
    average: str = "median",
    points: Points | None = None,
) -> Measured:
    """Median, mean or ninth decile in days; all three are companions. Medians count each deal once.

    With `points` the rows may be sums.
    """
    counted = rows if points else list(rows)
    sums = tally(counted)
    ordered = [] if points else sorted(row.num for row in counted if row.included)
    found = {
        name: points.quantile(share) if points else quantile(ordered, share) for name, share in SHARES.items()
    }
    trio = {name: measure_point(sums, point, Unit.DAYS) for name, point in found.items()}
    trio["mean"] = measure_ratio(sums, Unit.DAYS)
    if average == "mean":
        return measure_ratio(sums, Unit.DAYS, companions=trio)
    return measure_point(sums, found[average], Unit.DAYS, companions=trio)


def _fault(started_on: date | None, days: int) -> str | None:
    if started_on is None:
        return START_MISSING
    return START_AFTER_WIN if days < 0 else None


DEFINITION = Definition(
    "cycle_days",
    1,
    Unit.DAYS,
    Direction.DOWN,
    Additivity.RATIO_OF_SUMS,
    reduce,
    {
        "average": Parameter(
            "median", ("median", "mean", "p90"), of_result=True, never_rolled_up=("median", "p90")
        ),
        "start": Parameter("qualified", ("qualified", "created")),
        "reopened": Parameter("from_start", ("from_start", "minus_closed")),
    },
)
