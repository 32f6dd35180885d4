"""Exchange rates with their dates. A rate that is not known is None, never one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from saphan.core.errors import RuleBroken

RATE_SCALE = 10**8
OLDEST_RATE_DAYS = 10


class Rate(NamedTuple):
    """On `on`, one unit of `currency` cost `value` units of `in_currency`."""

    currency: str
    in_currency: str
    on: date
    value: Fraction


class _Quote(NamedTuple):
    day: int
    value: Fraction


def from_scaled(scaled: int) -> Fraction:
    """A rate stored as a whole number of hundred-millionths."""
    return Fraction(scaled, RATE_SCALE)


def to_scaled(rate: Fraction) -> int:
    """The whole number of hundred-millionths that stores `rate`, half-even."""
    return round(rate * RATE_SCALE)


class RateTable:
    """Rates by pair and day. Pairs that were never quoted are crossed through one `pivot` currency.

    Of two rates for the same pair and day the later one given counts. Raises RuleBroken("rate.not_positive").
    """

    def __init__(self, rates: Iterable[Rate], *, pivot: str = "EUR") -> None:
        self.pivot = pivot
        by_pair: dict[tuple[str, str], dict[int, Fraction]] = {}
        for rate in rates:
            if rate.value <= 0:
                raise RuleBroken("rate.not_positive", field="rate", currency=rate.currency, on=rate.on)
            by_pair.setdefault((rate.currency, rate.in_currency), {})[rate.on.toordinal()] = rate.value
        self._quotes = {pair: self._in_order(days) for pair, days in by_pair.items()}

    @property
    def last_day(self) -> date | None:
        """The newest day for which anything was quoted."""
        newest = max((days[-1] for days, _ in self._quotes.values()), default=None)
        return None if newest is None else date.fromordinal(newest)

    @staticmethod
    def _in_order(days: dict[int, Fraction]) -> tuple[list[int], list[Fraction]]:
        order = sorted(days)
        return order, [days[day] for day in order]

    def rate(
        self, currency: str, in_currency: str, on: date, *, oldest_days: int | None = OLDEST_RATE_DAYS
    ) -> Fraction | None:
        """What one unit of `currency` cost in `in_currency` on `on`; None when that is not known.

        Without a rate on the day the last earlier one counts, up to `oldest_days` back (None: any age, as
        for a plan rate dated at the start of its year). A quoted pair, either way round, goes before a cross.
        """
        if currency == in_currency:
            return Fraction(1)
        day = on.toordinal()
        earliest = day - oldest_days if oldest_days is not None else 0
        direct = self._pair(currency, in_currency, day, earliest)
        if direct is not None:
            return direct
        into = self._pair(currency, self.pivot, day, earliest)
        out_of = self._pair(self.pivot, in_currency, day, earliest)
        return into * out_of if into is not None and out_of is not None else None

    def _pair(self, currency: str, in_currency: str, day: int, earliest: int) -> Fraction | None:
        """The fresher of the quote and the inverse of its opposite; the quote when both are as fresh."""
        there = self._last(currency, in_currency, day)
        back = self._last(in_currency, currency, day)
        candidates = [quote for quote in (there, back and _Quote(back.day, 1 / back.value)) if quote]
        best = max(candidates, key=lambda quote: quote.day, default=None)
        return best.value if best is not None and best.day >= earliest else None

    def _last(self, currency: str, in_currency: str, day: int) -> _Quote | None:
        days, values = self._quotes.get((currency, in_currency), ([], []))
        place = bisect_right(days, day) - 1
        return _Quote(days[place], values[place]) if place >= 0 else None
