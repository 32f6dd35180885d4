"""What a backtest says: scores per view, and whether the model may lead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from saphan.core.forecast.backtest import MODEL, Origin
from saphan.core.forecast.baselines import Baseline
from saphan.core.forecast.history import Floats
from saphan.core.forecast.score import (
    COVERAGES,
    brier,
    log_score,
    rank_histogram,
    reliability,
    skill,
    skill_range,
)
from saphan.core.late import np

CALIBRATED_FROM = 4
RELEASED_FROM = 8


class Verdict(StrEnum):
    """Why the model leads, or why it does not."""

    RELEASED = "released"
    TOO_FEW_PERIODS = "too_few_periods"
    NOT_BETTER = "not_better"
    UNSCORED = "unscored"


@dataclass(frozen=True)
class Line:
    """One view's scores over some origins. Money in minor units; None where the view has no chances per deal."""

    view: str
    origins: int
    deals: int
    crps: float
    coverage: dict[float, float]
    width: float
    interval_score: float
    brier: float | None
    log_score: float | None


@dataclass(frozen=True)
class Release:
    """`headline` is the view to show first. `skill` is the model's against the best baseline, with its range."""

    headline: str
    verdict: Verdict
    periods: int
    best_baseline: str | None
    skill: float | None
    skill_range: tuple[float, float] | None

    @property
    def is_calibrated(self) -> bool:
        """Whether enough past periods were scored to speak of the chance of a target."""
        return self.periods >= CALIBRATED_FROM


@dataclass(frozen=True)
class Calibration:
    """Deals of all origins by tenth of their chance: (mean chance, share won, deals), and how outcomes ranked."""

    tenths: list[tuple[float, float, int]]
    ranks: list[int]
    deals: int
    brier: float
    stage_brier: float | None


def lines(origins: Sequence[Origin]) -> list[Line]:
    """Scores of every view that has one at each of these origins, the model first."""
    return [_line(view, origins) for view in _complete(origins)]


def release(origins: Sequence[Origin]) -> Release:
    """The model leads only if it beat the best baseline over at least eight scored periods."""
    periods = len({origin.period for origin in origins})
    rivals = [view for view in _complete(origins) if view != MODEL]
    if not rivals:
        return Release(Baseline.STAGES, Verdict.UNSCORED, periods, None, None, None)
    own = [origin.views[MODEL].crps for origin in origins]
    best = min(rivals, key=lambda view: float(np.mean([origin.views[view].crps for origin in origins])))
    theirs = [origin.views[best].crps for origin in origins]
    gained = skill(own, theirs)
    verdict = Verdict.RELEASED if gained is not None and gained > 0 else Verdict.NOT_BETTER
    if periods < RELEASED_FROM:
        verdict = Verdict.TOO_FEW_PERIODS
    headline = MODEL if verdict is Verdict.RELEASED else best
    blocks = [origin.period for origin in origins]
    return Release(headline, verdict, periods, best, gained, skill_range(own, theirs, blocks))


def calibration(origins: Sequence[Origin]) -> Calibration | None:
    """How chances of single deals came true; None without any deal."""
    chances, won = _pooled(MODEL, origins)
    if not len(chances):
        return None
    table, _ = _pooled(Baseline.STAGES, origins)
    stages = brier(table, won) if len(table) == len(won) else None
    ranks = rank_histogram([origin.views[MODEL].rank for origin in origins])
    return Calibration(reliability(chances, won), ranks, len(won), brier(chances, won), stages)


def _complete(origins: Sequence[Origin]) -> list[str]:
    """Views that every origin has, in the order in which they were made."""
    first = origins[0].views if origins else {}
    return [view for view in first if all(view in origin.views for origin in origins)]


def _line(view: str, origins: Sequence[Origin]) -> Line:
    scored = [origin.views[view] for origin in origins]
    chances, won = _pooled(view, origins)
    widths = [one.ranges[0.8][1] - one.ranges[0.8][0] for one in scored]
    return Line(
        view, len(origins), len(won), float(np.mean([one.crps for one in scored])),
        {share: float(np.mean([one.held[share] for one in scored])) for share in COVERAGES},
        float(np.mean(widths)), float(np.mean([one.interval_score for one in scored])),
        brier(chances, won) if len(won) else None, log_score(chances, won) if len(won) else None,
    )  # fmt: skip


def _pooled(view: str, origins: Sequence[Origin]) -> tuple[Floats, Floats]:
    """Chances and outcomes of all open deals at all origins where the view has chances."""
    pairs = [
        (origin.views[view].chances, origin.won)
        for origin in origins
        if view in origin.views and origin.views[view].chances is not None
    ]
    chances = np.concatenate([np.empty(0), *(one for one, _ in pairs if one is not None)])
    return chances, np.concatenate([np.empty(0), *(won for _, won in pairs)])
