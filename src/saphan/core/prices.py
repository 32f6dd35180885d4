"""Which of several listed prices holds for a client on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple


class ListedPrice(NamedTuple):
    """What one unit of an offering costs, in minor units of `currency`, in one list or by itself.

    It holds from `valid_from` on until the day before `valid_until`; None leaves that end open. Without a
    `segment` it is for every client. `price_list` is the code of its list, empty for the offering's own price.
    """

    unit_price_minor: int
    currency: str
    unit: str = ""
    segment: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    price_list: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether `day` lies in the half-open interval."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_until is None or day < self.valid_until)


def pick_price(
    prices: Iterable[ListedPrice], *, currency: str, segment: str, day: date, unit: str = ""
) -> ListedPrice | None:
    """The price that holds on `day` for a client of `segment`; None when nothing is listed. Never converted.

    A list for the segment goes before a list for everybody, a list before the offering's own price, and of
    equals the one that began last. Without `unit` any unit will do, the offering's plain one first.
    """
    fitting = [
        price
        for price in prices
        if price.currency == currency
        and price.segment in ("", segment)
        and (not unit or price.unit == unit)
        and price.holds_on(day)
    ]
    return max(fitting, key=_rank, default=None)


def _rank(price: ListedPrice) -> tuple[bool, bool, date, bool, int]:
    began = price.valid_from or date.min
    return (bool(price.segment), bool(price.price_list), began, not price.unit, -price.unit_price_minor)


def overlap(one: tuple[date | None, date | None], other: tuple[date | None, date | None]) -> bool:
    """Whether two half-open intervals of days share a day; None leaves an end open."""
    (start, end), (other_start, other_end) = one, other
    begins_before = start is None or other_end is None or start < other_end
    ends_after = end is None or other_start is None or other_start < end
    return begins_before and ends_after
