"""Customer acquisition cost: what winning new customers cost, by new customer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from saphan.core.kpi.definition import Additivity, Definition, Direction, Parameter
from saphan.core.kpi.measured import Measured, Unit, measure_ratio, measure_sum
from saphan.core.kpi.rows import WHOLE, Row, tally
from saphan.core.money import round_half_even
from saphan.core.period import Micros, Period

INACTIVE_DAYS = 365
SHARES = ("fully_loaded", "blended", "paid_only")


class Cost(NamedTuple):
    """Minor units of the reporting currency spent on each day from `starts_on` to `ends_on` alike.

    `share` in basis points is the part that wins customers, as it held on `starts_on`.
    """

    cost_id: int
    seq: int
    spent_at: Micros
    starts_on: date
    ends_on: date
    minor: int
    share: int
    excluded: str | None = None


class CustomerWin(NamedTuple):
    """A standing win of a customer: the commercial parent or the account, as the level wants it."""

    customer_id: int
    seq: int
    won_at: Micros
    won_on: date


def cost_rows(costs: Iterable[Cost], period: Period, *, lag_days: int = 0) -> Iterator[Row]:
    """One row per cost with days in `period`, moved back by `lag_days`; `num` is what counts of those days."""
    start, end = period.start - timedelta(lag_days), period.end - timedelta(lag_days)
    for cost in costs:
        if cost.ends_on >= start and cost.starts_on < end:
            minor = _spent_before(cost, end) - _spent_before(cost, start)
            num = round_half_even(minor * cost.share, WHOLE)
            reason = cost.excluded
            yield Row(cost.cost_id, cost.seq, cost.spent_at, num, 0, WHOLE, reason is None, reason)


def customer_rows(
    wins: Iterable[CustomerWin],
    period: Period,
    *,
    win_back: str = "not_new",
    inactive_days: int = INACTIVE_DAYS,
) -> Iterator[Row]:
    """One row per customer that was new in `period`: its first win, or with `win_back` "new" one after long quiet."""
    last: dict[int, date] = {}
    for win in sorted(wins, key=lambda win: (win.won_at, win.seq)):
        before = last.get(win.customer_id)
        quiet = before is not None and (win.won_on - before).days > inactive_days
        last[win.customer_id] = win.won_on
        if (before is None or (win_back == "new" and quiet)) and win.won_on in period:
            yield Row(win.customer_id, win.seq, win.won_at, 0, 1)


def reduce(rows: Iterable[Row], *, currency: str | None = None) -> Measured:
    """Cost by new customer in minor units of `currency`; no_denominator where nobody was won.

    `n` is the number of new customers. Companions `acquisition_cost` and `new_customers` stand in any case.
    """
    counted = tally(rows)
    new = counted.den // WHOLE
    beside = {
        "acquisition_cost": measure_sum(counted, Unit.MONEY, currency),
        "new_customers": measure_sum(counted._replace(num=counted.den, missing=()), Unit.COUNT),
    }
    measured = measure_ratio(counted, Unit.MONEY, currency, beside)
    return replace(measured, n=new, companions={name: replace(one, n=new) for name, one in beside.items()})


def _spent_before(cost: Cost, day: date) -> int:
    """Minor units of the days before `day`: cut so that any parts of a line add up to it exactly."""
    days = (cost.ends_on - cost.starts_on).days + 1
    passed = min(max((day - cost.starts_on).days, 0), days)
    return cost.minor * passed // days


DEFINITION = Definition(
    "cac",
    1,
    Unit.MONEY,
    Direction.DOWN,
    Additivity.RATIO_OF_SUMS,
    reduce,
    {
        "shares": Parameter("fully_loaded", SHARES),
        "timing": Parameter("same_period", ("same_period", "lagged")),
        "level": Parameter("parent", ("parent", "account")),
        "win_back": Parameter("not_new", ("not_new", "new")),
        "inactive_days": Parameter(INACTIVE_DAYS),
    },
)
