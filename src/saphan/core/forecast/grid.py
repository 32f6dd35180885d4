"""Sums of uncertain amounts on a grid of whole minor units; every step keeps the mean."""

from __future__ import annotations

from dataclasses import dataclass

from saphan.core.forecast.history import Floats
from saphan.core.forecast.normal import cdf, quantile
from saphan.core.late import np

STEPS = 1_500
_SPREADS = 12  # a grid reaches this many standard deviations above the mean
_CERTAIN = 1e-12


@dataclass(frozen=True)
class Distribution:
    """`mass[i]` is the probability of `start + i * step` minor units."""

    mass: Floats
    step: int
    start: int = 0

    @property
    def values(self) -> Floats:
        """The amounts that have a mass."""
        values: Floats = self.start + self.step * np.arange(len(self.mass), dtype=np.float64)
        return values

    @property
    def mean(self) -> float:
        """The expected amount."""
        return float(self.mass @ self.values)

    @property
    def cumulated(self) -> Floats:
        """P(amount ≤ each value)."""
        total: Floats = np.minimum(np.cumsum(self.mass), 1.0)
        total[-1] = 1.0
        return total

    def quantile(self, share: float) -> int:
        """The smallest amount that is reached with at least this probability from below."""
        place = int(np.searchsorted(self.cumulated, share - _CERTAIN, side="left"))
        return self.start + self.step * min(place, len(self.mass) - 1)

    def at_least(self, amount: int) -> float:
        """P(amount or more)."""
        return min(1.0, float(self.mass[self.values >= amount].sum()))

    def below(self, amount: int) -> tuple[float, float]:
        """P(less than `amount`) and the mass on its step: between them lies how the outcome ranked."""
        place = int(np.searchsorted(self.values, amount, side="left"))
        here = place < len(self.mass) and self.values[place] == amount
        return float(self.mass[:place].sum()), float(self.mass[place]) if here else 0.0

    def rank(self, amount: int) -> float:
        """Probability integral transform of an outcome: the middle of its step."""
        less, here = self.below(amount)
        return less + here / 2

    def plus(self, amount: int) -> Distribution:
        """The same with a certain amount added."""
        return Distribution(self.mass, self.step, self.start + amount)

    def widened(self, spread: float) -> Distribution:
        """F ↦ Φ(Φ⁻¹(F) / spread): wider above 1, narrower below; the median stays."""
        if spread == 1.0:
            return self
        inside = np.clip(self.cumulated, _CERTAIN, 1 - _CERTAIN)
        spread_out = cdf(quantile(inside) / spread)
        spread_out[-1] = 1.0
        return Distribution(np.diff(spread_out, prepend=0.0), self.step, self.start)


def step_for(most: float, mean: float, variance: float, steps: int = STEPS) -> int:
    """A whole number of minor units so that `steps` of them reach as far as the sum plausibly does."""
    reach = min(most, mean + _SPREADS * float(np.sqrt(max(variance, 0.0)))) if most else 0.0
    return max(1, int(np.ceil(reach / steps)))


def spread_over(amounts: Floats, chances: Floats, step: int, size: int) -> Floats:
    """Each mass shared between the two nearest steps so that its mean stays; what lies beyond ends at the top."""
    place = np.minimum(np.asarray(amounts, dtype=np.float64) / step, size - 1)
    low = np.floor(place).astype(np.int64)
    upper = place - low
    mass = np.zeros(size)
    np.add.at(mass, low, chances * (1 - upper))
    np.add.at(mass, np.minimum(low + 1, size - 1), chances * upper)
    return mass


def convolved(one: Floats, other: Floats, size: int) -> Floats:
    """The sum of two independent amounts on the same grid; what lies beyond ends at the top."""
    full = np.convolve(one, other)
    kept = full[:size].copy()
    kept[-1] += full[size:].sum()
    return kept
