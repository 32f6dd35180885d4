"""The answer to a forecast question, with what stands behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol, overload

from saphan.core.forecast.backtest import MODEL, Origin
from saphan.core.forecast.drivers import Reason
from saphan.core.forecast.fan import Point
from saphan.core.forecast.grid import Distribution
from saphan.core.forecast.report import Calibration, Line, Release, calibration, lines
from saphan.core.forecast.score import COVERAGES
from saphan.core.forecast.stage_clock import VERSION
from saphan.core.period import Period, from_micros, period_name
from saphan.measures.facts.days import day_of_number
from saphan.measures.forecast.question import ForecastQuestion

QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)


class Mode(StrEnum):
    """What there is enough history for."""

    NOTHING_CLOSED = "nothing_closed"
    STAGE_AVERAGES = "stage_averages"
    MODEL = "model"


@dataclass(frozen=True)
class Quantiles:
    """Amounts in minor units that are reached from below with 10, 25, 50, 75 and 90 %."""

    p10: int
    p25: int
    p50: int
    p75: int
    p90: int

    @classmethod
    def of(cls, distribution: Distribution) -> Quantiles:
        return cls(*(distribution.quantile(share) for share in QUANTILES))

    def as_json(self) -> dict[str, int]:
        return {"p10": self.p10, "p25": self.p25, "p50": self.p50, "p75": self.p75, "p90": self.p90}


@dataclass(frozen=True)
class Categories:
    """What people said about the deals that are to close in the period. Cumulative, in minor units."""

    closed: int
    commit: int
    best_case: int
    pipeline: int
    weighted: int

    def as_json(self) -> dict[str, int]:
        return {
            "closed": self.closed, "commit": self.commit, "best_case": self.best_case, "pipeline": self.pipeline,
            "weighted_by_stage": self.weighted,
        }  # fmt: skip


@dataclass(frozen=True)
class DealView:
    """One open deal: its chance with its 80 % range, what it is worth, and why."""

    deal_id: int
    code: str
    name: str
    stage: str
    chance: float
    low: float
    high: float
    amount: int | None
    expected: int
    share_of_mean: float
    share_of_variance: float
    weeks_in_stage: int
    alike_weeks: int
    alike_wins: int
    reasons: Sequence[Reason]

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.code, "name": self.name, "stage": self.stage, "chance": _share(self.chance),
            "low": _share(self.low), "high": _share(self.high), "amount": self.amount, "expected": self.expected,
            "share_of_mean": _share(self.share_of_mean), "share_of_variance": _share(self.share_of_variance),
            "weeks_in_stage": self.weeks_in_stage, "alike_weeks": self.alike_weeks, "alike_wins": self.alike_wins,
            "reasons": [reason_json(reason) for reason in self.reasons],
        }  # fmt: skip


class Deals(Protocol):
    """Open deals in the order of what they add, told one by one when somebody reads them."""

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[DealView]: ...
    @overload
    def __getitem__(self, place: int) -> DealView: ...
    @overload
    def __getitem__(self, place: slice) -> list[DealView]: ...
    def of(self, deal_id: int) -> DealView | None:
        """The view of one deal; None when it is not among them."""


@dataclass(frozen=True)
class SwingView:
    """A deal that moves the total: its share of the variance, and the points of the target's chance it decides."""

    code: str
    name: str
    share_of_variance: float
    points: float | None

    def as_json(self) -> dict[str, Any]:
        points = None if self.points is None else _share(self.points)
        return {
            "id": self.code, "name": self.name, "share_of_variance": _share(self.share_of_variance), "points": points,
        }  # fmt: skip


@dataclass(frozen=True)
class ModelView:
    """The stage clock's own view, whether or not it leads. Money in minor units."""

    quantiles: Quantiles
    mean: int
    existing: int
    new: int
    spread: float
    past_forecasts: int
    own_share: float
    closed_deals: int

    def as_json(self) -> dict[str, Any]:
        return {
            "version": VERSION, **self.quantiles.as_json(), "mean": self.mean, "existing": self.existing,
            "new": self.new, "spread": _share(self.spread), "past_forecasts": self.past_forecasts,
            "own_share": _share(self.own_share), "closed_deals": self.closed_deals,
        }  # fmt: skip


@dataclass(frozen=True)
class ForecastResult:
    """What will be won in the period. `headline` is None where stage averages take its place."""

    question: ForecastQuestion
    mode: Mode
    seq: int
    closed: int
    categories: Categories
    release: Release
    headline: Quantiles | None
    model: ModelView | None
    target: int | None
    chance_of_target: float | None
    deals: Deals
    unnamed: int
    swings: Sequence[SwingView]
    drivers: Sequence[tuple[Reason, int]]
    fan: Sequence[Point]
    so_far: Sequence[tuple[int, int]]
    notes: Sequence[str]

    @property
    def days_to_go(self) -> int:
        """Days of the period that are still to come."""
        return max(0, self.question.span[1] - self.question.day)

    def deal(self, deal_id: int) -> DealView | None:
        """One open deal's view; None when it is not among them."""
        return self.deals.of(deal_id)

    def as_json(self) -> dict[str, Any]:
        """The answer as programs read it: money in minor units, shares from 0 to 1, what is unknown null."""
        question = self.question
        headline = None
        if self.headline is not None:
            headline = {"view": self.release.headline, **self.headline.as_json()}
        return {
            "period": period_json(question.period), "currency": question.currency,
            "as_of": _instant(question.as_of), "known_at": _instant(question.known_at),
            "day": question.today.isoformat(), "days_to_go": self.days_to_go, "seq": self.seq,
            "mode": self.mode.value, "closed": self.closed, "categories": self.categories.as_json(),
            "headline": headline, "release": release_json(self.release),
            "model": self.model.as_json() if self.model else None, "target": self.target,
            "chance_of_target": None if self.chance_of_target is None else _share(self.chance_of_target),
            "notes": list(self.notes), "without_amount": self.unnamed,
            "deals": [deal.as_json() for deal in self.deals],
            "swings": [swing.as_json() for swing in self.swings],
            "drivers": [{**reason_json(reason), "deals": deals} for reason, deals in self.drivers],
            "fan": [
                {"day": day_of_number(point.day - 1).isoformat(), **_quantiles(point)} for point in self.fan
            ],
            "so_far": [
                {"day": day_of_number(day - 1).isoformat(), "closed": amount} for day, amount in self.so_far
            ],
        }  # fmt: skip


@dataclass(frozen=True)
class BacktestResult:
    """Whether past forecasts would have been right. `horizon` is the one whose ranges are shown one by one."""

    question: ForecastQuestion
    seq: int
    origins: Sequence[Origin]
    release: Release
    horizon: int | None

    @property
    def calibration(self) -> Calibration | None:
        """How chances of single deals came true."""
        return calibration(self.origins)

    @property
    def shown(self) -> list[Origin]:
        """One origin per period: that of the horizon."""
        return [origin for origin in self.origins if origin.days_to_go == self.horizon]

    def by_horizon(self) -> list[tuple[int, list[Line]]]:
        """Scores of all views by days to go, the longest first."""
        days = sorted({origin.days_to_go for origin in self.origins}, reverse=True)
        return [(day, lines([o for o in self.origins if o.days_to_go == day])) for day in days]

    def as_json(self) -> dict[str, Any]:
        """Scores, calibration and every past range."""
        question, told = self.question, self.calibration
        return {
            "currency": question.currency, "as_of": _instant(question.as_of),
            "known_at": _instant(question.known_at), "seq": self.seq, "model_version": VERSION,
            "release": release_json(self.release), "scores": [line_json(line) for line in lines(self.origins)],
            "by_days_to_go": [
                {"days_to_go": days, "scores": [line_json(line) for line in found]}
                for days, found in self.by_horizon()
            ],
            "calibration": None if told is None else {
                "deals": told.deals, "brier": _share(told.brier),
                "stage_brier": None if told.stage_brier is None else _share(told.stage_brier),
                "tenths": [
                    {"chance": _share(chance), "won": _share(won), "deals": deals}
                    for chance, won, deals in told.tenths
                ],
                "ranks": told.ranks,
            },
            "origins": [origin_json(origin) for origin in self.origins],
        }  # fmt: skip


def origin_json(origin: Origin) -> dict[str, Any]:
    """One past forecast with what came of it."""
    view = origin.views[MODEL]
    return {
        "period": period_json(Period(day_of_number(origin.start), day_of_number(origin.end))),
        "day": day_of_number(origin.day - 1).isoformat(), "days_to_go": origin.days_to_go,
        "outcome": origin.outcome, "p10": view.ranges[0.8][0], "p50": view.median, "p90": view.ranges[0.8][1],
        "held": view.held[0.8], "crps": round(view.crps), "rank": _share(origin.raw.rank),
        "spread": _share(origin.spread),
    }  # fmt: skip


def line_json(line: Line) -> dict[str, Any]:
    """Scores of one view."""
    return {
        "view": line.view, "origins": line.origins, "deals": line.deals, "crps": round(line.crps),
        "brier": None if line.brier is None else _share(line.brier),
        "log_score": None if line.log_score is None else _share(line.log_score),
        "width_80": round(line.width), "interval_score_80": round(line.interval_score),
        **{f"coverage_{round(share * 100)}": _share(line.coverage[share]) for share in COVERAGES},
    }  # fmt: skip


def release_json(release: Release) -> dict[str, Any]:
    """Which view leads, and why."""
    bounds = release.skill_range
    return {
        "headline": release.headline, "verdict": release.verdict.value, "scored_periods": release.periods,
        "calibrated": release.is_calibrated, "best_baseline": release.best_baseline,
        "skill": None if release.skill is None else _share(release.skill),
        "skill_range": None if bounds is None else [_share(bounds[0]), _share(bounds[1])],
    }  # fmt: skip


def reason_json(reason: Reason) -> dict[str, Any]:
    """One level of a factor with its evidence."""
    return {
        "factor": reason.factor, "level": reason.level, "observed": reason.observed,
        "expected": round(reason.expected, 2), "multiplier": round(reason.multiplier, 4),
    }  # fmt: skip


def period_json(period: Period) -> dict[str, str]:
    """A period by its bounds and its name."""
    return {
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
        "name": period_name(period) if period.days else "",
    }


def _quantiles(point: Point) -> dict[str, int]:
    return {f"p{round(share * 100)}": amount for share, amount in point.quantiles.items()}


def _share(value: float) -> float:
    return round(value, 6)


def _instant(instant: int | None) -> str | None:
    return None if instant is None else from_micros(instant).isoformat()
