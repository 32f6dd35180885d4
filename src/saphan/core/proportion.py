"""Shares of a whole: the exact pair, and how far a small sample may mislead."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

_Z = Fraction(1_959_963_984_540_054, 10**15)  # the normal quantile that leaves 2.5 % on each side
_Z_SQUARED = _Z * _Z
_SCALE = 10**9


@dataclass(frozen=True, slots=True)
class Ratio:
    """`num` of `den`, exact. Without a denominator `value` is None and `reason` "no_denominator"."""

    num: int | Fraction
    den: int | Fraction

    @property
    def value(self) -> Fraction | None:
        """num / den, or None."""
        return Fraction(self.num) / Fraction(self.den) if self.den else None

    @property
    def reason(self) -> str | None:
        """Why there is no value; None when there is one."""
        return None if self.den else "no_denominator"


@dataclass(frozen=True, slots=True)
class Interval:
    """Bounds of a share, each from 0 to 1."""

    low: Fraction
    high: Fraction


def wilson(successes: int | Fraction, trials: int | Fraction) -> Interval | None:
    """The 95 % Wilson interval of `successes` in `trials`; None without trials.

    Worked with whole numbers to nine decimals, so that every machine prints the same bounds.
    Raises ValueError when there are more successes than trials.
    """
    if trials <= 0:
        return None
    if not 0 <= successes <= trials:
        raise ValueError("wilson: successes must lie between none and all")
    k, n = Fraction(successes), Fraction(trials)
    middle = k + _Z_SQUARED / 2
    reach = _Z * _root(k * (n - k) / n + _Z_SQUARED / 4)
    return Interval(
        _trimmed((middle - reach) / (n + _Z_SQUARED)), _trimmed((middle + reach) / (n + _Z_SQUARED))
    )


def _root(value: Fraction) -> Fraction:
    return Fraction(isqrt(value.numerator * _SCALE**4 // value.denominator), _SCALE**2)


def _trimmed(share: Fraction) -> Fraction:
    return min(max(Fraction(round(share * _SCALE), _SCALE), Fraction(0)), Fraction(1))
