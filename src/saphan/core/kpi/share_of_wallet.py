"""Share of wallet: of what clients are thought to spend on what we sell, the part that they spend with us."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from saphan.core.kpi.definition import Additivity, Definition, Direction, Parameter
from saphan.core.kpi.measured import Measured, Unit, measure_ratio
from saphan.core.kpi.rows import WHOLE, Row, tally
from saphan.core.period import Micros

ACTIVE_DAYS = 365
NO_SOURCE = "no_source"


class Wallet(NamedTuple):
    """What a client is thought to spend a year on one service, and what came in from it for that service.

    Both are minor units of one currency. `excluded` is the reason why it must not count (missing_rate(...)).
    """

    client_id: int
    offering_id: int
    as_of: Micros
    spend: int
    ours: int
    has_source: bool = True
    excluded: str | None = None


def rows(wallets: Iterable[Wallet]) -> Iterator[Row]:
    """One row per estimate: `num` ours, `den` the spend. An estimate that names no source is listed and not counted."""
    for one in wallets:
        reason = one.excluded if one.has_source else NO_SOURCE
        yield Row(
            one.client_id, one.offering_id, one.as_of, one.ours, one.spend, WHOLE, reason is None, reason
        )


def reduce(rows: Iterable[Row], *, currency: str | None = None) -> Measured:
    """Our revenue over the estimated spend."""
    return measure_ratio(tally(rows), Unit.SHARE, currency)


DEFINITION = Definition(
    "share_of_wallet",
    1,
    Unit.SHARE,
    Direction.UP,
    Additivity.RATIO_OF_SUMS,
    reduce,
    {"active_days": Parameter(ACTIVE_DAYS)},
)
