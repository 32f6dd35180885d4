"""Weekly chances to win, lose or move: counted per stage and age, held back by what is known in general."""

from __future__ import annotations

from dataclasses import dataclass

from saphan.core.forecast.history import Floats, Ints
from saphan.core.forecast.weeks import BUCKET_STARTS, EXITS, FACTORS, MOVE, DealWeeks, Standing, bucket
from saphan.core.late import np

KAPPA = 5.0  # exits that the general picture is worth
SWEEPS = 2
MOST_EXITS = 0.98  # of a week's deals
_NO_EXIT = 1e-9


@dataclass(frozen=True)
class Multiplier:
    """How often an exit happened at one level of a factor against how often it would be expected."""

    observed: float
    expected: float
    value: float


@dataclass(frozen=True)
class Hazards:
    """`base[stage, bucket, exit]` per week, `moves[stage, to]` where movers go, multipliers per factor.

    `weeks[stage, bucket]` are the deal-weeks behind a cell, `counts[stage, bucket, exit]` what came of them.
    `own_share` is the weight of own data against the assumption, from 0 to 1.
    """

    base: Floats
    moves: Floats
    multipliers: dict[str, Floats]
    observed: dict[str, Floats]
    expected: dict[str, Floats]
    weeks: Floats
    counts: Floats
    own_share: float

    def multiplier(self, factor: str, level: int, exit_: int) -> Multiplier:
        """One multiplier with its evidence."""
        return Multiplier(
            float(self.observed[factor][level, exit_]),
            float(self.expected[factor][level, exit_]),
            float(self.multipliers[factor][level, exit_]),
        )


def shrink(counts: Floats, weeks: Floats, parent: Floats, kappa: float = KAPPA) -> Floats:
    """Rates held back towards the parent's: (n + m·p) ÷ (N + m) with m = κ ÷ the parent's weekly exit rate.

    `counts` has a last axis of exits, `weeks` none. Without weeks of its own a cell has its parent's rates.
    """
    m = _weight(parent, kappa)
    total = weeks + m
    rates = (counts + m[..., None] * parent) / np.where(total > 0, total, 1.0)[..., None]
    return np.where((total > 0)[..., None], rates, parent)


def learn(
    weeks: DealWeeks, prior: Floats, next_stage: Ints, factors: tuple[str, ...] = tuple(FACTORS),
    kappa: float = KAPPA, bucket_starts: tuple[int, ...] = BUCKET_STARTS,
) -> Hazards:  # fmt: skip
    """Hazards from past deal-weeks: cell → stage → all stages → `prior` (stage × exit).

    `next_stage` holds the stage after each, or -1. With kappa 0 and no factors these are plain counts.
    """
    stages, buckets = len(prior), len(bucket_starts)
    bin_ = np.searchsorted(bucket_starts, weeks.at.age, side="right") - 1
    counts, totals = _counted(weeks, bin_, stages, buckets)
    by_stage, stage_weeks = counts.sum(axis=1), totals.sum(axis=1)
    everywhere = np.repeat(by_stage.sum(axis=0)[None], stages, axis=0)
    # Where there is nowhere to move on to, other stages' moves say nothing.
    goes_on = (next_stage >= 0) | (by_stage[:, MOVE] > 0)
    everywhere[~goes_on, MOVE] = 0.0
    general = shrink(everywhere, np.full(stages, stage_weeks.sum()), prior, kappa)
    of_stage = shrink(by_stage, stage_weeks, general, kappa)
    parent = np.repeat(of_stage[:, None, :], buckets, axis=1)
    base = shrink(counts, totals, parent, kappa)
    multipliers, observed, expected = _multipliers(weeks, base[weeks.at.stage, bin_], factors, kappa)
    weight = _weight(prior, kappa)
    own = stage_weeks.sum()
    return Hazards(
        base, _moves(weeks, stages, next_stage, kappa), multipliers, observed, expected, totals, counts,
        float(own / (own + weight.mean())) if own else 0.0,
    )  # fmt: skip


def weekly(hazards: Hazards, at: Standing) -> Floats:
    """The chances to win, lose and move in the week ahead, for rows as they stand."""
    rates = hazards.base[at.stage, bucket(at.age)].copy()
    for place, factor in enumerate(FACTORS):
        if factor in hazards.multipliers:
            rates *= hazards.multipliers[factor][at.levels[place]]
    return limited(rates)


def limited(rates: Floats) -> Floats:
    """Scale down where more would leave than there are."""
    total = rates.sum(axis=-1, keepdims=True)
    scaled: Floats = rates * np.minimum(1.0, MOST_EXITS / np.maximum(total, _NO_EXIT))
    return scaled


def _weight(parent: Floats, kappa: float) -> Floats:
    weight: Floats = kappa / np.maximum(parent.sum(axis=-1), _NO_EXIT)
    return weight


def _counted(weeks: DealWeeks, bin_: Ints, stages: int, buckets: int) -> tuple[Floats, Floats]:
    counts, totals = np.zeros((stages, buckets, EXITS)), np.zeros((stages, buckets))
    np.add.at(totals, (weeks.at.stage, bin_), 1.0)
    left = weeks.outcome >= 0
    np.add.at(counts, (weeks.at.stage[left], bin_[left], weeks.outcome[left]), 1.0)
    return counts, totals


def _moves(weeks: DealWeeks, stages: int, next_stage: Ints, kappa: float) -> Floats:
    """Where those who move go: own moves, held back towards the next stage."""
    moves = np.zeros((stages, stages))
    moved = weeks.outcome == MOVE
    np.add.at(moves, (weeks.at.stage[moved], weeks.target[moved]), 1.0)
    onward = np.flatnonzero(next_stage >= 0)
    moves[onward, next_stage[onward]] += max(kappa, _NO_EXIT)
    total = moves.sum(axis=1, keepdims=True)
    return moves / np.where(total > 0, total, 1.0)


def _multipliers(
    weeks: DealWeeks, rates: Floats, factors: tuple[str, ...], kappa: float
) -> tuple[dict[str, Floats], dict[str, Floats], dict[str, Floats]]:
    """(observed + κ) ÷ (expected + κ), each factor under the others, in two sweeps."""
    places = {name: place for place, name in enumerate(FACTORS) if name in factors}
    values = {name: np.ones((len(FACTORS[name]), EXITS)) for name in places}
    observed: dict[str, Floats] = {}
    expected: dict[str, Floats] = {}
    left = weeks.outcome >= 0
    for name, place in places.items():
        observed[name] = np.zeros_like(values[name])
        np.add.at(observed[name], (weeks.at.levels[place][left], weeks.outcome[left]), 1.0)
    for _ in range(SWEEPS):
        for name, place in places.items():
            under = rates.copy()
            for other, other_place in places.items():
                if other != name:
                    under *= values[other][weeks.at.levels[other_place]]
            expected[name] = np.zeros_like(values[name])
            np.add.at(expected[name], weeks.at.levels[place], under)
            values[name] = multiplier(observed[name], expected[name], kappa)
    return values, observed, expected


def multiplier(observed: Floats, expected: Floats, kappa: float = KAPPA) -> Floats:
    """(O + κ) ÷ (E + κ); 1 where nothing was expected and nothing holds it back."""
    total = expected + kappa
    return np.where(total > 0, (observed + kappa) / np.where(total > 0, total, 1.0), 1.0)
