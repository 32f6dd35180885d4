"""Growth of a territory: revenue credited there against that of the base period, and where the change came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from saphan.core.kpi import revenue_growth
from saphan.core.kpi.definition import Additivity, Definition, Direction, Parameter
from saphan.core.kpi.measured import Measured, Unit, measure_growth
from saphan.core.kpi.rows import Row, tally

NO_TERRITORY = "no_territory"
STEPS = ("base", "organic", "out", "in_base", "in_growth", "new", "lost", "now")


class ClientRevenue(NamedTuple):
    """Revenue of one client in minor units: `base` and `now` credited here, `base_elsewhere` credited to others.

    `is_here` tells whether the client belongs here at the end of the period.
    """

    base: int
    now: int
    base_elsewhere: int
    is_here: bool


class Bridge(NamedTuple):
    """base + organic − out + in_base + in_growth + new − lost = now, in minor units."""

    base: int = 0
    organic: int = 0
    out: int = 0
    in_base: int = 0
    in_growth: int = 0
    new: int = 0
    lost: int = 0
    now: int = 0
    moved: int = 0
    gained: int = 0

    def steps(self) -> Mapping[str, int]:
        """The amounts by name, in the order in which they lead from base to now."""
        return {name: getattr(self, name) for name in STEPS}


def bridge(clients: Iterable[ClientRevenue]) -> Bridge:
    """Lead from the base to now, client by client.

    A client who left takes its base along (`out`); one who came brings the base it had elsewhere (`in_base`) and
    what changed since (`in_growth`). `moved` counts both, `gained` the new ones.
    """
    total = Bridge()
    for client in clients:
        total = Bridge(*(one + two for one, two in zip(total, _of(client), strict=True)))
    return total


def _of(client: ClientRevenue) -> Bridge:
    ends = {"base": client.base, "now": client.now}
    if not client.is_here:
        return Bridge(**ends, out=client.base - client.now, moved=1)
    if client.base == 0 and client.base_elsewhere:
        came = client.base_elsewhere
        return Bridge(**ends, in_base=came, in_growth=client.now - came, moved=1)
    if client.base == 0:
        return Bridge(**ends, new=client.now, gained=int(client.now > 0))
    if client.now == 0:
        return Bridge(**ends, lost=client.base)
    return Bridge(**ends, organic=client.now - client.base)


def reduce(
    rows: Iterable[Row],
    *,
    currency: str | None = None,
    credit: str = "as_of_event",
    other_rows: Iterable[Row] | None = None,
) -> Measured:
    """(revenue − base) / base of rows credited to territories; undefined over a base of zero or less.

    `rows` follow the chosen `credit`; `other_rows` the other one, which becomes a companion named after it.
    """
    beside = {}
    if other_rows is not None:
        other = "like_for_like" if credit == "as_of_event" else "as_of_event"
        beside[other] = measure_growth(tally(other_rows), Unit.MONEY, currency)
    return measure_growth(tally(rows), Unit.MONEY, currency, beside)


DEFINITION = Definition(
    "territory_growth",
    1,
    Unit.SHARE,
    Direction.UP,
    Additivity.RATIO_OF_SUMS,
    reduce,
    {
        "credit": Parameter("as_of_event", ("as_of_event", "like_for_like"), of_result=True),
        **{name: each for name, each in revenue_growth.PARAMETERS.items() if name != "rates"},
        "rates": Parameter("constant", ("constant", "reported")),
    },
)
