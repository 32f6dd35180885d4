"""Would it have been right? The model and its baselines as they would have stood on past days."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from saphan.core.forecast.baselines import Baseline, chances_of, total_of
from saphan.core.forecast.grid import Distribution
from saphan.core.forecast.history import Floats, History, Wins, closed_count, wins
from saphan.core.forecast.score import COVERAGES, central, covers, crps, interval_score
from saphan.core.forecast.stage_clock import FEWEST_CLOSED, Forecast, Setup, forecast
from saphan.core.forecast.widen import score_of, spread_of
from saphan.core.late import np

HORIZONS = (77, 42, 21)
MODEL = "model"
ALIKE = 3  # days to go that may differ between forecasts of one kind, as months do
Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True)
class Views:
    """What was foreseen on one past day: the model, and each baseline's total and chances."""

    model: Forecast
    baselines: dict[str, tuple[Distribution, Floats | None]]


Memory = Callable[[History, int, int, Callable[[], Views]], Views]


def afresh(_known: History, _day: int, _end: int, foresee: Callable[[], Views]) -> Views:
    """A memory that remembers nothing."""
    return foresee()


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
    mondays: bool = False,
    starts: bool = False, baselines: Iterable[Baseline] = tuple(Baseline),
    memory: Memory = afresh,
) -> list[Origin]:  # fmt: skip
    """Every origin of every complete period on which the model would have been shown.

    Origins lie `horizons` days before the end, and on every Monday or at the start where that is asked for.
    Each is trained only on what was known by then; outcomes are what stands at the start of `today`.
    `memory` may keep what was foreseen, which never changes. Each forecast is widened by the misses of periods that were over at its origin.
    """
    actual = wins(history.as_of(today), today)
    wanted, found = list(baselines), list[Origin]()
    for number, (start, end) in enumerate(periods):
        if end > today:
            break
        for day in _days(start, end, horizons, mondays=mondays, starts=starts):
            known = history.as_of(day)
            if closed_count(known, day) < FEWEST_CLOSED:
                continue
            earlier = [origin for origin in found if origin.end <= day]

            def foresee(known: History = known, number: int = number, day: int = day) -> Views:
                return views_at(known, setup, periods, number, day, wanted)

            views = memory(known, day, end, foresee)
            found.append(_judged(views, number, start, actual.between(start, end), earlier))
    return found


def spread_at(earlier: Sequence[Origin], days_to_go: int) -> tuple[float, int]:
    """s from the past forecasts with the most similar number of days to go, and how many there are."""
    if not earlier:
        return spread_of([]), 0
    horizon = min({origin.days_to_go for origin in earlier}, key=lambda days: (abs(days - days_to_go), days))
    scores = [score_of(origin.raw.rank) for origin in earlier if abs(origin.days_to_go - horizon) <= ALIKE]
    return spread_of(scores), len(scores)


def _days(start: int, end: int, horizons: Iterable[int], *, mondays: bool, starts: bool) -> list[int]:
    days = {end - horizon for horizon in horizons if end - horizon >= start}
    days |= {start} if starts else set()
    if mondays:
        first = start + (4 - start) % 7  # day 4 of 1970 was a Monday
        days |= set(range(first, end, 7))
    return sorted(days)


def views_at(
    known: History, setup: Setup, periods: Spans, number: int, day: int, baselines: Iterable[Baseline]
) -> Views:
    """What the model and the baselines foresaw at the start of `day`, knowing no more than `known`."""
    start, end = periods[number]
    model = forecast(known, setup, start, day, end, periods[:number])
    won = wins(known, day)
    found: dict[str, tuple[Distribution, Floats | None]] = {}
    for baseline in baselines:
        distribution = total_of(baseline, model, known, setup, won, periods[:number])
        if distribution is not None:
            found[baseline.value] = distribution, chances_of(baseline, model, known, setup)
    return Views(model, found)


def _judged(views: Views, number: int, start: int, came: Wins, earlier: list[Origin]) -> Origin:
    model = views.model
    won = np.isin(model.at.deal, came.deal).astype(np.float64)
    spread, _ = spread_at(earlier, model.end - model.day)
    outcome, raw = came.total, model.distribution
    judged = {MODEL: scored(raw.widened(spread), outcome, model.chances)}
    judged |= {name: scored(total, outcome, chances) for name, (total, chances) in views.baselines.items()}
    return Origin(
        number, start, model.end, model.day, outcome, won, scored(raw, outcome, model.chances), judged, spread
    )


def scored(view: Distribution, outcome: int, chances: Floats | None = None) -> Scored:
    """All scores of one view on one outcome."""
    ranges = {share: central(view, share) for share in COVERAGES}
    return Scored(
        crps(view, outcome), view.rank(outcome), ranges,
        {share: covers(view, outcome, share) for share in COVERAGES},
        interval_score(*ranges[0.8], outcome, 0.8), view.quantile(0.5), chances,
    )  # fmt: skip
