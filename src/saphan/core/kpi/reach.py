"""Reach: of the buying centres we know, the share in which we know somebody who works there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from saphan.core.kpi.definition import Additivity, Definition, Direction
from saphan.core.kpi.measured import Measured, Unit, measure_share
from saphan.core.kpi.rows import Row, tally
from saphan.core.period import Micros


class Job(NamedTuple):
    """Somebody's work in a buying centre. `until` is the first day on which it no longer holds."""

    unit_id: int
    since: date | None = None
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it is work on that day."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


def rows(units: Iterable[tuple[int, int]], jobs: Iterable[Job], day: date, as_of: Micros) -> Iterator[Row]:
    """One row per active unit (client, unit), `num` whether somebody works there on `day`."""
    reached = {job.unit_id for job in jobs if job.holds_on(day)}
    return (Row(client, unit, as_of, int(unit in reached), 1) for client, unit in units)


def reduce(rows: Iterable[Row], *, currency: str | None = None) -> Measured:  # noqa: ARG001 - one signature
    """Buying centres with an active contact over all that are known, with its interval."""
    return measure_share(tally(rows))


DEFINITION = Definition("reach", 1, Unit.SHARE, Direction.UP, Additivity.RATIO_OF_SUMS, reduce)
