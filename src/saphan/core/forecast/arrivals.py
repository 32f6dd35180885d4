"""Deals that do not exist yet: how many will be opened and won inside the horizon, and what they bring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from saphan.core.forecast.grid import spread_over
from saphan.core.forecast.history import NOTHING, Floats, History, Wins
from saphan.core.late import np

PERIODS = 8
_HALF = 0.5
_REACH = 12  # standard deviations of the count that the grid must hold


@dataclass(frozen=True)
class Arrivals:
    """A count of mean `mean` and variance `variance` (gamma-Poisson; Poisson when they agree) times `amounts`."""

    mean: float
    variance: float
    amounts: Floats
    counts: tuple[int, ...]

    @property
    def expected(self) -> float:
        """The money to expect."""
        return self.mean * float(self.amounts.mean()) if len(self.amounts) else 0.0

    @property
    def money_variance(self) -> float:
        """Variance of the money."""
        if not len(self.amounts):
            return 0.0
        middle = float(self.amounts.mean())
        return self.mean * float(self.amounts.var()) + self.variance * middle * middle

    @property
    def most(self) -> float:
        """An amount that is practically never passed."""
        if not len(self.amounts):
            return 0.0
        count = self.mean + _REACH * sqrt(self.variance) + 1
        return count * float(self.amounts.max())

    def on_grid(self, step: int, size: int) -> Floats:
        """Distribution of the money by Panjer's recursion."""
        if not len(self.amounts) or self.mean <= 0:
            mass = np.zeros(size)
            mass[0] = 1.0
            return mass
        weights = np.full(len(self.amounts), 1 / len(self.amounts))
        return panjer(self.mean, self.variance, spread_over(self.amounts, weights, step, size))


def arrivals(
    history: History, won: Wins, day: int, days: int, periods: Sequence[tuple[int, int]], window: int
) -> Arrivals:
    """From the last 8 complete periods: wins in their last `window` days of deals not older than `days` before
    their end. `periods` are (start, end) days, the latest last, all over by `day`.
    """
    born = history.born()
    counts: list[int] = []
    amounts: list[Floats] = []
    for _, end in [period for period in periods if period[1] <= day][-PERIODS:]:
        late = won.between(end - window, end)
        fresh = late.amount[born[late.deal] >= end - days]
        counts.append(len(fresh))
        amounts.append(fresh[fresh != NOTHING].astype(np.float64))
    known = np.concatenate(amounts) if amounts else np.empty(0)
    if not len(known):
        known = won.amount[won.amount != NOTHING].astype(np.float64)
    return Arrivals(*count_of(counts), known[known > 0], tuple(counts))


def count_of(counts: Sequence[int]) -> tuple[float, float]:
    """Mean and variance of the next count after `counts`, seen as Poisson counts with a gamma-distributed rate.

    The rate is known only from that many periods (which adds mean ÷ n), and varies between periods at least
    as much as it was seen to. Without any period nothing is expected.
    """
    n = len(counts)
    if n == 0:
        return 0.0, 0.0
    mean = (sum(counts) + _HALF) / n
    seen = float(np.var(counts, ddof=1)) if n > 1 else 0.0
    return mean, max(mean, seen) + max(mean, seen) / n


def panjer(mean: float, variance: float, severity: Floats) -> Floats:
    """Distribution of a sum of `severity` amounts whose number is negative binomial (Poisson if variance = mean).

    g_0 = G(f_0), g_s = Σ_j (a + b·j ÷ s)·f_j·g_{s−j} ÷ (1 − a·f_0). What lies beyond the grid ends at the top.
    """
    size = len(severity)
    overdispersed = variance > mean * (1 + 1e-9)
    if overdispersed:
        beta = variance / mean - 1
        shape = mean / beta
        a, b = beta / (1 + beta), (shape - 1) * beta / (1 + beta)
        first = (1 + beta * (1 - severity[0])) ** -shape
    else:
        a, b = 0.0, mean
        first = float(np.exp(-mean * (1 - severity[0])))
    found = np.zeros(size)
    found[0] = first
    last = int(np.flatnonzero(severity)[-1])
    j = np.arange(1, last + 1)
    own, weighed = a * severity[1 : last + 1], b * j * severity[1 : last + 1]
    for s in range(1, size):
        n = min(s, last)
        past = found[s - n : s][::-1]
        found[s] = (own[:n] @ past + (weighed[:n] @ past) / s) / (1 - a * severity[0])
    found[-1] += max(0.0, 1.0 - found.sum())
    return found
