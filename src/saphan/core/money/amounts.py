"""Money as a whole number of minor units and a currency: exact, and never two currencies in one sum."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from saphan.core.errors import RuleBroken
from saphan.core.money.currencies import MINOR_UNITS, exponent

LARGEST_MINOR = 2**63 - 1


def round_half_even(numerator: int, denominator: int) -> int:
    """`numerator` / `denominator` to the nearest whole number, halves to the even one; denominator > 0."""
    whole, rest = divmod(numerator, denominator)
    doubled = 2 * rest
    return whole + (doubled > denominator or (doubled == denominator and whole % 2 == 1))


@dataclass(frozen=True, slots=True)
class Money:
    """`minor` minor units of `currency` (ISO 4217), so Money(12345, "THB") is 123.45 baht.

    Raises RuleBroken("money.unknown_currency"), and RuleBroken("money.unlike_currencies") when sums or
    comparisons mix currencies.
    """

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if self.currency not in MINOR_UNITS:
            exponent(self.currency)

    @classmethod
    def zero(cls, currency: str) -> Money:
        """Nothing, in `currency`."""
        return cls(0, currency)

    @classmethod
    def of(cls, major: int | Fraction, currency: str) -> Money:
        """`major` whole units (baht, yuan, dollars), half-even to minor units."""
        scaled = Fraction(major) * 10 ** exponent(currency)
        return cls(round_half_even(scaled.numerator, scaled.denominator), currency)

    @property
    def major(self) -> Fraction:
        """The amount in whole units, exact."""
        return Fraction(self.minor, 10 ** exponent(self.currency))

    def times(self, factor: int | Fraction) -> Money:
        """The amount multiplied by `factor`, half-even to minor units."""
        product = self.minor * Fraction(factor)
        return Money(round_half_even(product.numerator, product.denominator), self.currency)

    def __add__(self, other: Money) -> Money:
        self._same_currency(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._same_currency(other)
        return Money(self.minor - other.minor, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __abs__(self) -> Money:
        return Money(abs(self.minor), self.currency)

    def __lt__(self, other: Money) -> bool:
        self._same_currency(other)
        return self.minor < other.minor

    def __le__(self, other: Money) -> bool:
        self._same_currency(other)
        return self.minor <= other.minor

    def _same_currency(self, other: Money) -> None:
        if self.currency != other.currency:
            raise RuleBroken("money.unlike_currencies", one=self.currency, other=other.currency)


def total(amounts: Iterable[Money], currency: str) -> Money:
    """Sum of `amounts`, zero over nothing. Raises RuleBroken("money.unlike_currencies")."""
    result = Money.zero(currency)
    for amount in amounts:
        result += amount
    return result


def split(money: Money, weights: Sequence[int]) -> list[Money]:
    """Share `money` in proportion to `weights` so that the parts add up to it exactly.

    Minor units left over go to the largest remainders, ties to the earliest: 10001 over 1:1:1 gives
    3334, 3334, 3333. A negative amount is the mirror image of the positive one, so a reversal cancels
    its original line by line. Raises RuleBroken("money.split_without_shares") when a weight is negative
    or all are zero.
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise RuleBroken("money.split_without_shares", weights=tuple(weights))
    sign = -1 if money.minor < 0 else 1
    pairs = [divmod(abs(money.minor) * weight, whole) for weight in weights]
    left_over = abs(money.minor) - sum(part for part, _ in pairs)
    by_remainder = sorted(range(len(pairs)), key=lambda place: -pairs[place][1])
    favoured = set(by_remainder[:left_over])
    return [
        Money(sign * (part + (place in favoured)), money.currency) for place, (part, _) in enumerate(pairs)
    ]


def convert(money: Money, rate: Fraction, to: str) -> Money:
    """`money` in currency `to`, where one whole unit of its currency costs `rate` whole units of `to`.

    Half-even to the minor unit of `to`; currencies with different decimals are honoured.
    Raises RuleBroken("rate.not_positive").
    """
    return Money(convert_minor(money.minor, money.currency, rate, to), to)


def convert_minor(minor: int, currency: str, rate: Fraction, to: str) -> int:
    """`convert` on bare minor units, for long columns of amounts."""
    if rate.numerator <= 0:
        raise RuleBroken("rate.not_positive", field="rate", rate=rate)
    numerator, denominator = minor * rate.numerator, rate.denominator
    shift = exponent(to) - exponent(currency)
    if shift >= 0:
        numerator *= 10**shift
    else:
        denominator *= 10**-shift
    return round_half_even(numerator, denominator)
