"""Account penetration: of the services that fit a client, the share in use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from saphan.core.kpi.definition import Additivity, Definition, Direction, Parameter
from saphan.core.kpi.measured import Measured, Unit, measure_point, measure_share
from saphan.core.kpi.rows import WHOLE, Row, tally
from saphan.core.period import Micros

ACTIVE_DAYS = 365
NOT_FIT, UNMAPPED, RETIRED = "not_fit", "unmapped", "retired"


class Cell(NamedTuple):
    """One service at one client at an instant. `fits` is None where nobody knows; what is sold fits."""

    client_id: int
    offering_id: int
    as_of: Micros
    sold: bool
    fits: bool | None
    retired: bool = False


def rows(cells: Iterable[Cell], *, average: str = "pooled") -> Iterator[Row]:
    """One row per cell, or with "mean_of_accounts" one per client: `num` in use, `den` addressable."""
    if average == "pooled":
        yield from map(_row, cells)
        return
    clients: dict[int, list[Row]] = {}
    for row in map(_row, cells):
        if row.included:
            clients.setdefault(row.entity_id, []).append(row)
        else:
            yield row
    for client_id, mine in clients.items():
        yield Row(client_id, 0, mine[0].effective_at, sum(row.num for row in mine), len(mine))


def _row(cell: Cell) -> Row:
    reason = RETIRED if cell.retired else None
    if reason is None and not cell.sold:
        reason = UNMAPPED if cell.fits is None else None if cell.fits else NOT_FIT
    return Row(cell.client_id, cell.offering_id, cell.as_of, int(cell.sold), 1, WHOLE, reason is None, reason)


def reduce(rows: Iterable[Row], *, currency: str | None = None, average: str = "pooled") -> Measured:  # noqa: ARG001 - one signature
    """Cells in use over addressable cells, or the mean of the clients' shares."""
    if average == "pooled":
        return measure_share(tally(rows))
    counted = list(rows)
    sums = tally(counted)
    shares = [Fraction(row.num, row.den) for row in counted if row.included and row.den]
    mean = sum(shares, Fraction(0)) / len(shares) if shares else None
    return measure_point(sums, mean, Unit.SHARE)


DEFINITION = Definition(
    "penetration",
    1,
    Unit.SHARE,
    Direction.UP,
    Additivity.RATIO_OF_SUMS,
    reduce,
    {
        "average": Parameter(
            "pooled", ("pooled", "mean_of_accounts"), of_result=True, never_rolled_up=("mean_of_accounts",)
        ),
        "active_days": Parameter(ACTIVE_DAYS),
    },
)
