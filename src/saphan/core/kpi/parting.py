"""What moved a figure between two periods: parts that sum to the change exactly, own rate and mix kept apart."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple


class Sides(NamedTuple):
    """What a part adds above and below the line."""

    num: Fraction
    den: Fraction


class Share(NamedTuple):
    """A part's share of the change; `rate` and `mix` sum to `total`, and are None where nothing is divided."""

    total: Fraction
    rate: Fraction | None = None
    mix: Fraction | None = None


def parts_of_sum(pairs: Iterable[tuple[Sides, Sides]]) -> list[Share]:
    """For figures that add up: each part by what it has more or less. Pairs are (before, now)."""
    return [Share(now.num - before.num) for before, now in pairs]


def parts_of_growth(changes: Iterable[Fraction], base: Fraction) -> list[Share]:
    """For growth: each part's change over the base of the whole, which must be more than zero."""
    return [Share(change / base) for change in changes]


def parts_of_ratio(pairs: Iterable[tuple[Sides, Sides]], before: Sides, now: Sides) -> list[Share]:
    """For ratios of sums: of each part what its own rate moved, and what its weight moved.

    With weight w = den ÷ all den and rate r = num ÷ den, a part moves the whole by
    num₁/D₁ − num₀/D₀ − R̄·(w₁ − w₀), R̄ being the mean of both totals. Of that, w̄·(r₁ − r₀) is its own rate where it has
    one on both sides; all the rest is mix. Both sides of the whole must be more than zero below the line.
    """
    mean = (before.num / before.den + now.num / now.den) / 2
    return [_part(one, other, before.den, now.den, mean) for one, other in pairs]


def _part(one: Sides, other: Sides, before: Fraction, now: Fraction, mean: Fraction) -> Share:
    weights = one.den / before, other.den / now
    total = other.num / now - one.num / before - mean * (weights[1] - weights[0])
    if not one.den or not other.den:
        return Share(total, Fraction(0), total)
    rate = (weights[0] + weights[1]) / 2 * (other.num / other.den - one.num / one.den)
    return Share(total, rate, total - rate)
