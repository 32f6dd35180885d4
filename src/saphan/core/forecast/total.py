"""The whole: existing deals under one common shock, new business, and what is closed already."""

from __future__ import annotations

from dataclasses import dataclass

from saphan.core.forecast.arrivals import Arrivals
from saphan.core.forecast.grid import STEPS, Distribution, convolved, step_for
from saphan.core.forecast.history import Floats
from saphan.core.forecast.sums import sums
from saphan.core.late import np

SIGMA = 0.25
NODES = 7
_SURE = 1e-9
_ROUNDS = 30


@dataclass(frozen=True)
class Open:
    """Open deals: a chance each, and a row of amounts that a win may bring, all equally likely."""

    chances: Floats
    amounts: Floats

    @property
    def means(self) -> Floats:
        """What each deal brings if it is won."""
        means: Floats = self.amounts.mean(axis=1)
        return means

    @property
    def variances(self) -> Floats:
        """Variance of what each deal adds, before any shock."""
        squares = np.square(self.amounts).mean(axis=1)
        spread: Floats = self.chances * squares - np.square(self.chances * self.means)
        return spread


def shocked(chances: Floats, sigma: float = SIGMA, nodes: int = NODES) -> tuple[Floats, Floats]:
    """Weights of the shock's nodes, and each deal's chance under each: logit p + c + σz, c keeping the mean."""
    points, weights = np.polynomial.hermite_e.hermegauss(nodes)
    weights = weights / weights.sum()
    p = np.clip(chances, _SURE, 1 - _SURE)
    middle = np.log(p / (1 - p))
    shift = np.zeros_like(middle)
    for _ in range(_ROUNDS):
        each = 1 / (1 + np.exp(-(middle + shift + sigma * points[:, None])))
        slope = weights @ (each * (1 - each))
        shift -= (weights @ each - p) / np.maximum(slope, _SURE)
    each = 1 / (1 + np.exp(-(middle + shift + sigma * points[:, None])))
    certain = (chances <= _SURE) | (chances >= 1 - _SURE)
    return weights, np.where(certain[None, :], chances[None, :], each)


def total(
    deals: Open, new: Arrivals | None = None, closed: int = 0, *, sigma: float = SIGMA, steps: int = STEPS,
    step: int | None = None,
) -> Distribution:  # fmt: skip
    """Distribution of closed + existing + new: a mixture over the shock of exact convolutions."""
    new = new or Arrivals(0.0, 0.0, np.empty(0), ())
    step = step or grid_step(deals, new, steps)
    size = steps + 1
    different, kinds = np.unique(deals.chances, return_inverse=True)
    weights, chances = shocked(different, sigma) if sigma else (np.ones(1), different[None, :])
    mass = weights @ sums(deals.amounts, kinds, chances, step, size)
    if new.mean > 0 and len(new.amounts):
        mass = convolved(mass, new.on_grid(step, size), size)
    return Distribution(mass, step, closed)


def grid_step(deals: Open, new: Arrivals, steps: int = STEPS) -> int:
    """The step that holds everything that can plausibly come."""
    most = float(deals.amounts.max(axis=1, initial=0.0).sum()) + new.most
    means = deals.chances * deals.means
    # A common shock moves all deals together: at most as if their spreads simply added up.
    together = float(np.sqrt(deals.variances.sum())) + 2 * SIGMA * float((means * (1 - deals.chances)).sum())
    return step_for(most, float(means.sum()) + new.expected, together**2 + new.money_variance, steps)
