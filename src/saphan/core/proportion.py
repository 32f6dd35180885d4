"""Shares of a whole: the exact pair, and how far a small sample may mislead."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import isqrt, lcm

from saphan.core.money import round_half_even

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
    # (k + z²/2 ± z √(k (n − k) / n + z²/4)) / (n + z²), everything over one denominator.
    unit = lcm(k.denominator, n.denominator)
    hits, all_ = k.numerator * (unit // k.denominator), n.numerator * (unit // n.denominator)
    zz, z_unit = _Z_SQUARED.numerator, _Z_SQUARED.denominator
    below = 4 * all_ * unit * z_unit
    inner = 4 * hits * (all_ - hits) * z_unit + zz * all_ * unit
    root = isqrt(inner * _SCALE**4 // below)
    scale = 2 * _Z.denominator * _SCALE**2
    middle = hits * z_unit * scale + zz * unit * (scale // 2)
    reach = _Z.numerator * root * 2 * unit * z_unit
    whole = (all_ * z_unit + zz * unit) * scale
    return Interval(_trimmed(middle - reach, whole), _trimmed(middle + reach, whole))


def _trimmed(part: int, whole: int) -> Fraction:
    return Fraction(min(max(round_half_even(part * _SCALE, whole), 0), _SCALE), _SCALE)
