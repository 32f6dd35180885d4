"""Lead conversion: of the leads qualified in the period, the share that became opportunities in time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from saphan.core.kpi.cohorts import immaturity, last_day
from saphan.core.kpi.definition import Additivity, Definition, Direction, Parameter
from saphan.core.kpi.measured import Measured, Unit, measure_share
from saphan.core.kpi.rows import WHOLE, Row, tally
from saphan.core.period import Micros, Period

WINDOW_DAYS = 90


class QualifiedLead(NamedTuple):
    """A qualified lead with the date of its first linked opportunity, if there is one."""

    lead_id: int
    seq: int
    qualified_at: Micros
    qualified_on: date
    converted_on: date | None


def rows(
    leads: Iterable[QualifiedLead], period: Period, known_on: date, *, window_days: int = WINDOW_DAYS
) -> Iterator[Row]:
    """One row per lead qualified in `period`; those without their full window on `known_on` are left out.

    Converted leads wait like the others: counting them early would only ever push the share up.
    """
    for lead in leads:
        if lead.qualified_on not in period:
            continue
        limit = last_day(lead.qualified_on, window_days)
        converted = lead.converted_on is not None and lead.converted_on <= limit
        reason = immaturity(lead.qualified_on, window_days, known_on)
        yield Row(lead.lead_id, lead.seq, lead.qualified_at, int(converted), 1, WHOLE, reason is None, reason)


def reduce(rows: Iterable[Row], *, currency: str | None = None) -> Measured:  # noqa: ARG001 - one signature
    """Share of matured leads that converted; immature while there is none that matured."""
    return measure_share(tally(rows))


DEFINITION = Definition(
    "ql_conversion",
    1,
    Unit.SHARE,
    Direction.UP,
    Additivity.RATIO_OF_SUMS,
    reduce,
    {"window_days": Parameter(WINDOW_DAYS)},
)
