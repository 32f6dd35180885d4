"""Why the forecast is what it is: each deal's chance with its evidence, and the deals that move the total most."""

from __future__ import annotations

from dataclasses import dataclass

from saphan.core.forecast.hazard import KAPPA, Hazards
from saphan.core.forecast.history import Floats, Ints
from saphan.core.forecast.normal import quantile_of
from saphan.core.forecast.stage_clock import Forecast
from saphan.core.forecast.total import Open, total
from saphan.core.forecast.weeks import FACTORS, WIN, bucket
from saphan.core.late import np

CONFIDENCE = 0.8
NOTABLE = 0.1  # a multiplier this far from 1 is worth a sentence
FEWEST_EXPECTED = 1.0
SWINGS = 5


@dataclass(frozen=True)
class Reason:
    """One level of a factor: wins observed there, wins expected under everything else, and the multiplier."""

    factor: str
    level: str
    observed: int
    expected: float
    multiplier: float


@dataclass(frozen=True)
class Swing:
    """A deal (by its place) that moves the total: its share of the variance, and of the chance of the target."""

    place: int
    share_of_variance: float
    points: float | None


def chance_ranges(view: Forecast, places: Ints) -> tuple[Floats, Floats]:
    """80 % range of deals' chances: Wilson's, with as many cases as look-alike deals left their week, plus κ."""
    chances = view.chances[places]
    cell = (view.at.stage[places], bucket(view.at.age[places]))
    leaving = view.hazards.base.sum(axis=2)[cell]
    n = view.hazards.weeks[cell] * leaving + KAPPA
    z = quantile_of((1 + CONFIDENCE) / 2)
    middle = (chances + z * z / (2 * n)) / (1 + z * z / n)
    reach = z / (1 + z * z / n) * np.sqrt(chances * (1 - chances) / n + (z / (2 * n)) ** 2)
    return np.clip(middle - reach, 0, 1), np.clip(middle + reach, 0, 1)


def reasons(view: Forecast, place: int) -> list[Reason]:
    """What raises or lowers one deal's chance, the strongest first."""
    found = [_reason(view.hazards, name, int(view.at.levels[row, place])) for row, name in enumerate(FACTORS)]
    return _notable(found)


def drivers(view: Forecast) -> list[tuple[Reason, int]]:
    """Levels that matter in this forecast with the number of open deals at each, the strongest first."""
    counted = {
        (name, level): int((view.at.levels[row] == level).sum())
        for row, name in enumerate(FACTORS)
        for level in range(len(FACTORS[name]))
    }
    found = [_reason(view.hazards, name, level) for (name, level), count in counted.items() if count]
    return [
        (reason, counted[reason.factor, FACTORS[reason.factor].index(reason.level)])
        for reason in _notable(found)
    ]


def variance_shares(view: Forecast) -> Floats:
    """Each deal's share of the variance that the open deals bring."""
    each = view.deals.variances
    return each / each.sum() if each.sum() > 0 else np.zeros_like(each)


def swings(view: Forecast, target: int | None, spread: float, most: int = SWINGS) -> list[Swing]:
    """The deals that move the total most. With a target: by how much P(≥ target) differs between won and not."""
    shares = variance_shares(view)
    largest = [int(place) for place in np.argsort(-shares, kind="stable")[:most] if shares[place] > 0]
    return [
        Swing(place, float(shares[place]), None if target is None else _points(view, place, target, spread))
        for place in largest
    ]


def _points(view: Forecast, place: int, target: int, spread: float) -> float:
    without = Open(np.delete(view.chances, place), np.delete(view.deals.amounts, place, axis=0))
    rest = total(without, view.arrivals, view.closed.total, step=view.distribution.step).widened(spread)
    bonus = round(float(view.deals.amounts[place].mean()))
    return rest.plus(bonus).at_least(target) - rest.at_least(target)


def _reason(hazards: Hazards, name: str, level: int) -> Reason:
    found = hazards.multiplier(name, level, WIN)
    return Reason(name, FACTORS[name][level], round(found.observed), found.expected, found.value)


def _notable(found: list[Reason]) -> list[Reason]:
    kept = [
        reason
        for reason in found
        if reason.expected >= FEWEST_EXPECTED and abs(reason.multiplier - 1) >= NOTABLE
    ]
    return sorted(kept, key=lambda reason: -abs(np.log(reason.multiplier)))
