"""Exact middle and edge of a list of whole numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction


def quantile(ordered: Sequence[int], share: Fraction) -> Fraction | None:
    """The point of `ordered` (ascending) below which `share` of it lies, between two values in proportion.

    The method of SQL's quantile_cont; None over nothing.
    """
    if not ordered:
        return None
    below = int(share * (len(ordered) - 1))
    return _between(share, len(ordered), ordered[below], ordered[min(below + 1, len(ordered) - 1)])


def median(ordered: Sequence[int]) -> Fraction | None:
    """The middle of `ordered` (ascending), halfway between the two middle ones of an even number."""
    return quantile(ordered, Fraction(1, 2))


@dataclass(frozen=True, slots=True)
class Points:
    """Quantiles of `count` numbers that stay where they are: of each share only the two values around it."""

    count: int
    around: Mapping[Fraction, tuple[int, int]]

    def quantile(self, share: Fraction) -> Fraction | None:
        """As `quantile` of all the numbers."""
        return _between(share, self.count, *self.around[share]) if self.count else None


def _between(share: Fraction, count: int, below: int, above: int) -> Fraction:
    place = share * (count - 1)
    return below + (place - int(place)) * (above - below)
