"""Qualified leads: episodes whose first qualification falls in the period, whatever came later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from saphan.core.kpi.definition import Additivity, Definition, Direction, Parameter
from saphan.core.kpi.leads import QUIET_DAYS, LeadEpisode
from saphan.core.kpi.measured import Measured, Unit, measure_sum
from saphan.core.kpi.rows import Row, tally
from saphan.core.period import Period


def rows(episodes: Iterable[LeadEpisode], period: Period) -> Iterator[Row]:
    """One row per episode begun in `period`; `beside` marks those that stand disqualified."""
    for episode in episodes:
        if episode.qualified_on in period:
            later = int(episode.disqualified_later)
            yield Row(episode.lead_id, episode.seq, episode.qualified_at, 1, 1, beside=later)


def reduce(rows: Iterable[Row], *, currency: str | None = None) -> Measured:  # noqa: ARG001 - one signature
    """Number of episodes, gross; companion `disqualified_later` says how many were turned down since."""
    counted = tally(rows)
    later = measure_sum(counted._replace(num=counted.beside), Unit.COUNT)
    return measure_sum(counted, Unit.COUNT, companions={"disqualified_later": later})


DEFINITION = Definition(
    "ql_count",
    1,
    Unit.COUNT,
    Direction.UP,
    Additivity.ADDITIVE,
    reduce,
    {"quiet_days": Parameter(QUIET_DAYS)},
)
