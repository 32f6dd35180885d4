"""Would it have been right? The model and its baselines as they would have stood on past days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from saphan.core.forecast.baselines import Baseline, chances_of, total_of
from saphan.core.forecast.grid import Distribution
from saphan.core.forecast.history import Floats, History, Wins, closed_count, wins
from saphan.core.forecast.score import COVERAGES, central, covers, crps, interval_score
from saphan.core.forecast.stage_clock import FEWEST_CLOSED, Setup, forecast
from saphan.core.forecast.widen import score_of, spread_of

HORIZONS = (77, 42, 21)
MODEL = "model"
Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True)
class Scored:
    """One view on one total: its scores, and its chances per deal where it has them."""

    crps: float
    rank: float
    ranges: dict[float, tuple[int, int]]
    held: dict[float, bool]
    interval_score: float
    median: int
    chances: Floats | None = None


@dataclass(frozen=True)
class Origin:
    """One past day: period number, days to go, what came of it, and how each view scored."""

    period: int
    start: int
    end: int
    day: int
    outcome: int
    won: Floats
    raw: Scored
    views: dict[str, Scored] = field(default_factory=dict)
    spread: float = 1.0

    @property
    def days_to_go(self) -> int:
        return self.end - self.day


def backtest(
    history: History, setup: Setup, periods: Spans, today: int, *, horizons: Iterable[int] = HORIZONS,
    mondays: bool = False, baselines: Iterable[Baseline] = tuple(Baseline),
) -> list[Origin]:  # fmt: skip
    """Every origin of every complete period on which the model would have been shown.

    Each origin is trained only on what was known by then; outcomes are what stands at the start of `today`.
    Each forecast is widened by the misses of periods that were over at its origin.
    """
    actual = wins(history.as_of(today), today)
    wanted, found = list(baselines), list[Origin]()
    for number, (start, end) in enumerate(periods):
        if end > today:
            break
        for day in _days(start, end, horizons, mondays=mondays):
            known = history.as_of(day)
            if closed_count(known, day) < FEWEST_CLOSED:
                continue
            earlier = [origin for origin in found if origin.end <= day]
            found.append(_origin(known, setup, periods, number, day, actual, earlier, wanted))
    return found


def spread_at(earlier: Sequence[Origin], days_to_go: int) -> tuple[float, int]:
    """s from the past forecasts with the most similar number of days to go, and how many there are."""
    if not earlier:
        return spread_of([]), 0
    horizon = min({origin.days_to_go for origin in earlier}, key=lambda days: (abs(days - days_to_go), days))
    scores = [score_of(origin.raw.rank) for origin in earlier if origin.days_to_go == horizon]
    return spread_of(scores), len(scores)


def _days(start: int, end: int, horizons: Iterable[int], *, mondays: bool) -> list[int]:
    days = {end - horizon for horizon in horizons if end - horizon >= start}
    if mondays:
        first = start + (4 - start) % 7  # day 4 of 1970 was a Monday
        days |= set(range(first, end, 7))
    return sorted(days)


def _origin(
    known: History, setup: Setup, periods: Spans, number: int, day: int, actual: Wins,
    earlier: list[Origin], baselines: list[Baseline],
) -> Origin:  # fmt: skip
    start, end = periods[number]
    view = forecast(known, setup, start, day, end, periods[:number])
    outcome = actual.between(start, end).total
    inside = actual.between(start, end).deal
    won = np.isin(view.at.deal, inside).astype(np.float64)
    spread, _ = spread_at(earlier, end - day)
    raw = scored(view.distribution, outcome, view.chances)
    views = {MODEL: scored(view.distribution.widened(spread), outcome, view.chances)}
    known_wins = wins(known, day)
    for baseline in baselines:
        distribution = total_of(baseline, view, known, setup, known_wins, periods[:number])
        if distribution is not None:
            views[baseline.value] = scored(distribution, outcome, chances_of(baseline, view, known, setup))
    return Origin(number, start, end, day, outcome, won, raw, views, spread)


def scored(view: Distribution, outcome: int, chances: Floats | None = None) -> Scored:
    """All scores of one view on one outcome."""
    ranges = {share: central(view, share) for share in COVERAGES}
    return Scored(
        crps(view, outcome), view.rank(outcome), ranges,
        {share: covers(view, outcome, share) for share in COVERAGES},
        interval_score(*ranges[0.8], outcome, 0.8), view.quantile(0.5), chances,
    )  # fmt: skip
