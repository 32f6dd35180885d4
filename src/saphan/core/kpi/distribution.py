"""Exact middle and edge of a list of whole numbers."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction


def quantile(ordered: Sequence[int], share: Fraction) -> Fraction | None:
    """The point of `ordered` (ascending) below which `share` of it lies, between two values in proportion.

    The method of SQL's quantile_cont; None over nothing.
    """
    if not ordered:
        return None
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def median(ordered: Sequence[int]) -> Fraction | None:
    """The middle of `ordered` (ascending), halfway between the two middle ones of an even number."""
    return quantile(ordered, Fraction(1, 2))
