"""What of an order is new, repeated, more of the same, or of a family not held before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from saphan.core.kpi.definition import Parameter
from saphan.core.kpi.measured import Measured, Unit, measure_ratio, measure_sum
from saphan.core.kpi.rows import WHOLE, Row, tally
from saphan.core.period import Micros

FIRST_ORDER = "first_order"
PARAMETERS = {"level": Parameter("parent", ("parent", "account"))}


class Part(NamedTuple):
    """One family of an order, in minor units: new + repeat + upsell + cross_sell is what was ordered of it.

    `contraction` is what was ordered less than before; it is reported, never netted.
    """

    family: str
    new: int = 0
    repeat: int = 0
    upsell: int = 0
    cross_sell: int = 0
    contraction: int = 0

    @property
    def ordered(self) -> int:
        return self.new + self.repeat + self.upsell + self.cross_sell


class FamilyOrder(NamedTuple):
    """One family of one order, with its part. `first` says that the customer never ordered before."""

    order_id: int
    seq: int
    confirmed_at: Micros
    part: Part
    is_first: bool
    excluded: str | None = None


def split(ordered: Mapping[str, int], held: Mapping[str, int] | None) -> list[Part]:
    """The parts of an order by family, against what the customer held just before (None: no earlier order).

    Held is the value of the family in the latest earlier order that has it.
    """
    if held is None:
        return [Part(family, new=minor) for family, minor in ordered.items()]
    return [_part(family, minor, held.get(family, 0)) for family, minor in ordered.items()]


def _part(family: str, minor: int, before: int) -> Part:
    if before <= 0:
        return Part(family, cross_sell=minor)
    return Part(
        family, repeat=min(before, minor), upsell=max(minor - before, 0), contraction=max(before - minor, 0)
    )


def rows(families: Iterable[FamilyOrder], which: str) -> Iterator[Row]:
    """One row per family of an order; `num` is the part `which` (upsell, cross_sell), `den` all that was ordered."""
    for each in families:
        reason = each.excluded or (FIRST_ORDER if each.is_first else None)
        yield Row(
            each.order_id, each.seq, each.confirmed_at, getattr(each.part, which), each.part.ordered, WHOLE,
            reason is None, reason, each.part.contraction,
        )  # fmt: skip


def reduce(rows: Iterable[Row], *, currency: str | None = None) -> Measured:
    """The part by the value of orders of customers who had ordered before, from 0 to 1; None without one.

    The companion `contraction` is money in `currency`.
    """
    counted = tally(rows)
    less = measure_sum(counted._replace(num=counted.beside), Unit.MONEY, currency)
    return measure_ratio(counted, Unit.SHARE, currency, {"contraction": less})
