"""Closure rate: of the deals that came to the table in the period, the share won within the window."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from saphan.core.kpi.cohorts import Closing, immaturity, last_day, outcome_by
from saphan.core.kpi.definition import Additivity, Definition, Direction, Parameter
from saphan.core.kpi.measured import Measured, Unit, measure_share
from saphan.core.kpi.rows import WHOLE, Row, tally
from saphan.core.period import Micros, Period
from saphan.core.stages import Status

WINDOW_DAYS = 90


class CohortDeal(NamedTuple):
    """A deal with its first entry into the stage where the cohort begins, and all its closings."""

    deal_id: int
    seq: int
    entered_at: Micros
    entered_on: date
    closings: tuple[Closing, ...] = ()
    excluded: str | None = None


def rows(
    deals: Iterable[CohortDeal], period: Period, known_on: date, *, window_days: int = WINDOW_DAYS
) -> Iterator[Row]:
    """One row per deal entered in `period`: `num` won, `beside` decided, both by the end of the window."""
    for deal in deals:
        if deal.entered_on not in period:
            continue
        outcome = outcome_by(deal.closings, last_day(deal.entered_on, window_days))
        won, decided = int(outcome == Status.WON), int(outcome != Status.OPEN)
        reason = deal.excluded or immaturity(deal.entered_on, window_days, known_on)
        yield Row(deal.deal_id, deal.seq, deal.entered_at, won, 1, WHOLE, reason is None, reason, decided)


def reduce(rows: Iterable[Row], *, currency: str | None = None) -> Measured:  # noqa: ARG001 - one signature
    """Share won within the window, open deals included; None while nothing has matured.

    Companions `decided_rate` and `cohort_win_rate` multiply to it. Raises ValueError when rows break that
    identity by counting a win that was not decided.
    """
    counted = tally(rows)
    if not 0 <= counted.num <= counted.beside <= counted.den:
        raise ValueError("closure_rate: won, decided and all deals must nest")
    companions = {
        "decided_rate": measure_share(counted._replace(num=counted.beside)),
        "cohort_win_rate": measure_share(counted._replace(den=counted.beside)),
    }
    return measure_share(counted, companions)


DEFINITION = Definition(
    "closure_rate",
    1,
    Unit.SHARE,
    Direction.UP,
    Additivity.RATIO_OF_SUMS,
    reduce,
    {
        "window_days": Parameter(WINDOW_DAYS),
        "start": Parameter("negotiation", ("negotiation", "qualified")),
    },
)
