"""What a metric answers: an exact value, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction

from saphan.core.growth import Growth
from saphan.core.kpi.rows import WHOLE, Tally
from saphan.core.proportion import Interval, wilson


class Unit(StrEnum):
    """What one of a figure is. MONEY is in minor units of `Measured.currency`; SHARE is 1 for 100 %."""

    MONEY = "money"
    SHARE = "share"
    COUNT = "count"
    DAYS = "days"


class Reason(StrEnum):
    """Why a figure is undefined."""

    NO_DENOMINATOR = "no_denominator"
    IMMATURE = "immature"
    NON_POSITIVE_BASE = "non_positive_base"
    MISSING_INPUT = "missing_input"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class Measured:
    """One figure with everything needed to judge it.

    `value` is num / den, or None with a `reason`. Sums have den 1; growth has the change as num and the base
    as den; medians have themselves as num. `until` is the day on which every counted event has had its full
    window, when some have not. `missing` names currencies without a rate. `n` rows were counted, `excluded`
    says how many were not, by reason.
    """

    num: Fraction
    den: Fraction
    unit: Unit
    value: Fraction | None
    n: int
    reason: Reason | None = None
    currency: str | None = None
    until: date | None = None
    missing: tuple[str, ...] = ()
    interval: Interval | None = None
    excluded: Mapping[str, int] = field(default_factory=dict)
    companions: Mapping[str, Measured] = field(default_factory=dict)


def measure_sum(
    counted: Tally, unit: Unit, currency: str | None = None, companions: Mapping[str, Measured] | None = None
) -> Measured:
    """Sum of num; zero over nothing."""
    return _settled(counted, Fraction(counted.num, WHOLE), Fraction(1), unit, None, currency, companions)


def measure_ratio(
    counted: Tally, unit: Unit, currency: str | None = None, companions: Mapping[str, Measured] | None = None
) -> Measured:
    """Sum of num over sum of den, or no_denominator."""
    num, den = Fraction(counted.num, WHOLE), Fraction(counted.den, WHOLE)
    reason = None if den else Reason.NO_DENOMINATOR
    return _settled(counted, num, den, unit, reason, currency, companions)


def measure_share(counted: Tally, companions: Mapping[str, Measured] | None = None) -> Measured:
    """A share of trials: the ratio with its 95 % interval."""
    plain = measure_ratio(counted, Unit.SHARE, companions=companions)
    interval = wilson(plain.num, plain.den) if plain.reason is None else None
    return replace(plain, interval=interval)


def measure_growth(
    counted: Tally, unit: Unit, currency: str | None = None, companions: Mapping[str, Measured] | None = None
) -> Measured:
    """Growth of sum of num over sum of den, or non_positive_base.

    Companions are `now`, `base` and `change` in `unit`, and those given.
    """
    growth = Growth(Fraction(counted.num, WHOLE), Fraction(counted.den, WHOLE))
    reason = None if growth.reason is None else Reason.NON_POSITIVE_BASE
    amounts = {"now": Fraction(growth.now), "base": Fraction(growth.base), "change": growth.change}
    own = {
        name: _settled(counted, amount, Fraction(1), unit, None, currency, None)
        for name, amount in amounts.items()
    }
    everything = {**own, **(companions or {})}
    return _settled(counted, growth.change, amounts["base"], Unit.SHARE, reason, currency, everything)


def measure_point(
    counted: Tally,
    point: Fraction | None,
    unit: Unit,
    currency: str | None = None,
    companions: Mapping[str, Measured] | None = None,
) -> Measured:
    """A figure of a distribution, such as a median; no_denominator when nothing was counted."""
    reason = None if point is not None else Reason.NO_DENOMINATOR
    return _settled(counted, point or Fraction(0), Fraction(1), unit, reason, currency, companions)


def _settled(
    counted: Tally,
    num: Fraction,
    den: Fraction,
    unit: Unit,
    reason: Reason | None,
    currency: str | None,
    companions: Mapping[str, Measured] | None,
) -> Measured:
    if counted.missing:
        reason = Reason.MISSING_INPUT
    elif reason is Reason.NO_DENOMINATOR and counted.immature_until is not None:
        reason = Reason.IMMATURE
    return Measured(
        num=num,
        den=den,
        unit=unit,
        value=None if reason is not None else num / den,
        n=counted.n,
        reason=reason,
        currency=currency,
        until=counted.immature_until,
        missing=counted.missing,
        excluded=counted.excluded,
        companions=companions or {},
    )
