"""How far a figure has come towards its target, and whether enough is open to get there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from saphan.core.period import Period

HUNDREDTHS = 100
PERCENT = 100


class Coverage(NamedTuple):
    """Open value over what is still missing; `value` is None once the target is met."""

    open_minor: int
    missing_minor: int
    value: Fraction | None

    @property
    def is_met(self) -> bool:
        return self.missing_minor <= 0


def aim(amount: int, *, is_money: bool, is_share: bool) -> Fraction:
    """A stored target as the figure counts: minor units as they are, hundredths of units or of percents."""
    if is_money:
        return Fraction(amount)
    return Fraction(amount, HUNDREDTHS * PERCENT if is_share else HUNDREDTHS)


def prorated(targets: Sequence[tuple[Period, Fraction]], period: Period, *, adds_up: bool) -> Fraction | None:
    """What targets over other spans ask of `period`, exact; None where they do not cover it.

    A target of just this period is taken as it is. Otherwise each day follows the shortest target that covers it:
    of a figure that adds up it asks for that target's share of one day; every other figure is asked for the same
    at any length, so there one target must cover the whole period.
    """
    for span, value in targets:
        if span == period:
            return value
    if not adds_up:
        around = [(span.days, value) for span, value in targets if _covers(span, period)]
        return min(around)[1] if around else None
    asked = [_of_day(targets, day) for day in period]
    known = [share for share in asked if share is not None]
    return sum(known, Fraction(0)) if known and len(known) == len(asked) else None


def _covers(span: Period, period: Period) -> bool:
    return span.start <= period.start and period.end <= span.end


def _of_day(targets: Sequence[tuple[Period, Fraction]], day: date) -> Fraction | None:
    around = [(span.days, value) for span, value in targets if day in span]
    return min(around)[1] / min(around)[0] if around else None


def attainment(actual: Fraction | None, target: Fraction | None) -> Fraction | None:
    """Actual over target; None without a target or without a figure: nothing is not zero percent."""
    if actual is None or not target:
        return None
    return actual / target


def is_reached(actual: Fraction, target: Fraction, *, low_is_better: bool) -> bool:
    """Whether the figure is on the good side of its target."""
    return actual <= target if low_is_better else actual >= target


def coverage(open_minor: int, target_minor: int, booked_minor: int) -> Coverage:
    """Open value expected in the period over (target − booked), in minor units of one currency."""
    missing = target_minor - booked_minor
    return Coverage(open_minor, missing, Fraction(open_minor, missing) if missing > 0 else None)
