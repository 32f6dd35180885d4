"""How good a forecast was: proper scores for single deals and for totals."""

from __future__ import annotations

from collections.abc import Sequence

from saphan.core.forecast.grid import Distribution
from saphan.core.forecast.history import Floats
from saphan.core.late import np

CLIP = 0.005
COVERAGES = (0.5, 0.8, 0.9)
DECILES = 10


def brier(chances: Floats, won: Floats) -> float:
    """Mean squared distance between chance and outcome (0 or 1); lower is better."""
    return float(np.square(chances - won).mean())


def log_score(chances: Floats, won: Floats) -> float:
    """Mean −log of the probability given to what happened, chances clipped to [0.005, 0.995]."""
    p = np.clip(chances, CLIP, 1 - CLIP)
    return float(-np.where(won > 0, np.log(p), np.log(1 - p)).mean())


def reliability(chances: Floats, won: Floats) -> list[tuple[float, float, int]]:
    """By tenth of the chance: mean chance, share won, number of deals. Empty tenths are left out."""
    place = np.minimum((chances * DECILES).astype(int), DECILES - 1)
    found = []
    for tenth in range(DECILES):
        mask = place == tenth
        if mask.any():
            found.append((float(chances[mask].mean()), float(won[mask].mean()), int(mask.sum())))
    return found


def crps(forecast: Distribution, outcome: float) -> float:
    """∫ (F(x) − 1{x ≥ outcome})² dx, exact for a distribution on steps; lower is better, in money."""
    values, cumulated = forecast.values, forecast.cumulated
    left, right = values[:-1], values[1:]
    below = np.clip(outcome - left, 0.0, right - left)
    inside = np.square(cumulated[:-1]) * below + np.square(1 - cumulated[:-1]) * (right - left - below)
    # Off the grid F is 0 or 1, so that every unit of distance counts in full.
    outside = max(0.0, float(values[0]) - outcome) + max(0.0, outcome - float(values[-1]))
    return float(inside.sum()) + outside


def covers(forecast: Distribution, outcome: float, share: float) -> bool:
    """Whether the central range of this probability held the outcome."""
    low, high = central(forecast, share)
    return low <= outcome <= high


def central(forecast: Distribution, share: float) -> tuple[int, int]:
    """The central range of this probability."""
    edge = (1 - share) / 2
    return forecast.quantile(edge), forecast.quantile(1 - edge)


def interval_score(low: float, high: float, outcome: float, share: float) -> float:
    """Width plus 2 ÷ (1 − share) times the distance by which the outcome missed; lower is better."""
    penalty = 2 / (1 - share)
    width = high - low
    return width + penalty * max(0.0, low - outcome) + penalty * max(0.0, outcome - high)


def rank_histogram(ranks: Sequence[float], bins: int = 10) -> list[int]:
    """How many outcomes fell into each tenth of their forecast; even when forecasts are honest."""
    counts, _ = np.histogram(np.asarray(ranks, dtype=float), bins=bins, range=(0.0, 1.0))
    return [int(count) for count in counts]


def skill(own: Sequence[float], reference: Sequence[float]) -> float | None:
    """1 − mean own ÷ mean reference: above 0 is better than the reference. None without a reference error."""
    against = float(np.mean(reference)) if len(reference) else 0.0
    return 1 - float(np.mean(own)) / against if against > 0 else None


def skill_range(
    own: Sequence[float], reference: Sequence[float], periods: Sequence[int], *, share: float = 0.8,
    draws: int = 1_000, seed: int = 7,
) -> tuple[float, float] | None:  # fmt: skip
    """Central range of the skill, drawing whole periods anew (seeded), since origins in one are dependent."""
    blocks = sorted(set(periods))
    if len(blocks) < 2 or sum(reference) <= 0:
        return None
    mine = np.array([sum(o for o, p in zip(own, periods, strict=True) if p == block) for block in blocks])
    theirs = np.array(
        [sum(r for r, p in zip(reference, periods, strict=True) if p == block) for block in blocks]
    )
    drawn = np.random.default_rng(seed).integers(0, len(blocks), size=(draws, len(blocks)))
    references = theirs[drawn].sum(axis=1)
    skills = 1 - mine[drawn].sum(axis=1) / np.where(references > 0, references, np.inf)
    edge = (1 - share) / 2
    return float(np.quantile(skills, edge)), float(np.quantile(skills, 1 - edge))
