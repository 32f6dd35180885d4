"""Target coverage: of the clients we aim at, the share that are customers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from saphan.core.kpi.definition import Additivity, Definition, Direction, Parameter
from saphan.core.kpi.measured import Measured, Unit, measure_share
from saphan.core.kpi.rows import Row, tally
from saphan.core.period import Micros

ACTIVE_DAYS = 365


class Target(NamedTuple):
    """A client that was marked as a target at an instant, and whether money came in from it lately."""

    client_id: int
    as_of: Micros
    buys: bool


def rows(targets: Iterable[Target]) -> Iterator[Row]:
    """One row per target, `num` whether it is a customer."""
    return (Row(target.client_id, 0, target.as_of, int(target.buys), 1) for target in targets)


def reduce(rows: Iterable[Row], *, currency: str | None = None) -> Measured:  # noqa: ARG001 - one signature
    """Customers among the targets over all targets, with its interval."""
    return measure_share(tally(rows))


DEFINITION = Definition(
    "target_coverage",
    1,
    Unit.SHARE,
    Direction.UP,
    Additivity.RATIO_OF_SUMS,
    reduce,
    {"active_days": Parameter(ACTIVE_DAYS)},
)
