"""Where the figures of a running period will likely stand, and why some of them have no honest range."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from saphan.core.kpi import Measured
from saphan.core.kpi.definition import Choice
from saphan.core.period import Period
from saphan.measures.compute import compute
from saphan.measures.forecast.compute import forecast
from saphan.measures.forecast.question import FILTERS
from saphan.measures.forecast.result import ForecastResult
from saphan.measures.question import Question
from saphan.measures.registry import METRICS
from saphan.measures.result import Result, value_json

FORESEEN = ("revenue_total", "revenue_growth")
OF_FORECAST, OF_CASES = Fraction(80, 100), Fraction(95, 100)
# What the forecast speaks of: deals won, in full, at what they bring in their first year.
_FORECAST_OF = {"basis": "bookings", "horizon": "first_year", "income": "gross"}


class NoRange(StrEnum):
    """Why a figure has no range."""

    UNDEFINED = "undefined"
    OVER = "over"
    NOT_FORECAST = "not_forecast"
    NARROWED = "narrowed"
    OTHER_BASIS = "other_basis"
    NOTHING_CLOSED = "nothing_closed"
    STAGE_AVERAGES = "stage_averages"
    POINT = "point"
    NO_BASE = "no_base"


@dataclass(frozen=True)
class Likely:
    """From `low` to `high` with certainty `share`, or no range for a reason.

    `by` is the last day of the period where the range is that of a forecast (whose `view` leads; `notes` are what
    its reader must know); without it the range is what the number of cases gives.
    """

    low: Measured | None = None
    high: Measured | None = None
    share: Fraction = OF_FORECAST
    by: date | None = None
    view: str = ""
    notes: tuple[str, ...] = ()
    reason: NoRange | None = None

    def as_json(self) -> dict[str, Any]:
        """The range as programs read it; without one `low` and `high` are null."""
        return {
            "low": value_json(self.low) if self.low else None,
            "high": value_json(self.high) if self.high else None,
            "share": float(self.share) if self.low else None, "by": self.by.isoformat() if self.by else None,
            "view": self.view or None, "notes": list(self.notes),
            "reason": self.reason.value if self.reason else None,
        }  # fmt: skip


def of_cases(measured: Measured) -> Likely:
    """The range that the number of cases gives a share; every other figure has none of its own."""
    if measured.value is None:
        return Likely(reason=NoRange.UNDEFINED)
    if measured.interval is None:
        return Likely(reason=NoRange.NOT_FORECAST)
    ends = measured.interval
    return Likely(_at(measured, ends.low), _at(measured, ends.high), OF_CASES)


def likely_of(result: Result) -> Likely:
    """The range of one answer."""
    if result.withheld:
        return Likely(reason=NoRange.UNDEFINED)
    key = result.question.metric.key
    return likely(result.question, {key: result.measured})[key]


def likely(question: Question, figures: Mapping[str, Measured]) -> dict[str, Likely]:
    """The range of each of `figures`, which answer `question`, or the same question to another metric.

    Revenue will be what it is plus what the forecast still expects; its growth follows against the base in full.
    """
    found = {key: of_cases(measured) for key, measured in figures.items()}
    wanted = [key for key in FORESEEN if key in figures]
    return found | (_foreseen(question, figures, wanted) if wanted else {})


def is_foreseeable(question: Question) -> bool:
    """Whether a forecast can have something to say; asking this costs nothing."""
    return _hindrance(question) is None


def _foreseen(question: Question, figures: Mapping[str, Measured], keys: Iterable[str]) -> dict[str, Likely]:
    hindrance = _hindrance(question)
    if hindrance is not None:
        return dict.fromkeys(keys, Likely(reason=hindrance))
    seen = forecast(
        question.actor, question.period, as_of=question.as_of, known_at=question.known_at,
        filters={by.value: pk for by, pk in question.filters.items()}, currency=question.currency,
    )  # fmt: skip
    ranges = {"revenue_total": _revenue, "revenue_growth": _growth}
    return {key: ranges[key](question, seen, figures[key]) for key in keys}


def _hindrance(question: Question) -> NoRange | None:
    if question.period.end <= question.today:
        return NoRange.OVER
    if set(question.filters) - set(FILTERS):
        return NoRange.NARROWED
    key = question.metric.key if question.metric.key in FORESEEN else "revenue_total"
    choices = _choices(question, key)
    if any(choices.get(name, wish) != wish for name, wish in _FORECAST_OF.items()):
        return NoRange.OTHER_BASIS
    return None


def _revenue(question: Question, seen: ForecastResult, measured: Measured) -> Likely:
    if measured.value is None:
        return Likely(reason=NoRange.UNDEFINED)
    told = _still_to_come(seen)
    if isinstance(told, NoRange):
        return Likely(reason=told)
    low, high = (_at(measured, measured.value + more) for more in told)
    return _range(question, seen, low, high)


def _growth(question: Question, seen: ForecastResult, measured: Measured) -> Likely:
    told = _still_to_come(seen)
    if isinstance(told, NoRange):
        return Likely(reason=told)
    choices = _choices(question, "revenue_growth")
    now = measured.companions.get("now")
    if choices["base"] == "custom" or now is None or now.value is None:
        return Likely(reason=NoRange.NO_BASE)
    whole = replace(question, metric=METRICS["revenue_growth"], choices=choices)
    base = _revenue_of(whole, whole.whole_base_of(question.period))
    if base is None or base <= 0:
        return Likely(reason=NoRange.NO_BASE)
    low, high = (_at(measured, (now.value + more) / base - 1) for more in told)
    return _range(question, seen, low, high)


def _revenue_of(question: Question, period: Period) -> Fraction | None:
    """All revenue of a period in the rates that growth compares in."""
    found = compute(
        question.actor, "revenue_growth", period, as_of=question.as_of, known_at=question.known_at,
        filters={by.value: pk for by, pk in question.filters.items()}, currency=question.currency,
        params=question.choices,
    )  # fmt: skip
    return found.measured.companions["now"].value


def _choices(question: Question, key: str) -> Mapping[str, Choice]:
    """How the metric was asked; as the workspace keeps it where another one was."""
    if question.metric.key == key:
        return question.choices
    return METRICS[key].choices_in(question.actor.workspace)


def _still_to_come(seen: ForecastResult) -> tuple[int, int] | NoRange:
    """What the view that leads expects beyond what is closed, from its low end to its high end."""
    if seen.headline is None:
        return NoRange(seen.mode.value)
    low, high = seen.headline.p10, seen.headline.p90
    if low == high:
        return NoRange.POINT
    return max(0, low - seen.closed), max(0, high - seen.closed)


def _range(question: Question, seen: ForecastResult, low: Measured, high: Measured) -> Likely:
    return Likely(low, high, by=question.period.last, view=seen.release.headline, notes=tuple(seen.notes))


def _at(measured: Measured, value: Fraction) -> Measured:
    """The same kind of figure with another value."""
    return replace(
        measured, num=value, den=Fraction(1), value=value, interval=None, reason=None, companions={}
    )
