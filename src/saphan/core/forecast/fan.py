"""The way to the end of the period: what is closed so far, and how wide the rest opens week by week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from saphan.core.forecast.arrivals import arrivals
from saphan.core.forecast.chances import win_curves
from saphan.core.forecast.history import WEEK, History, Wins, wins
from saphan.core.forecast.stage_clock import Forecast, Setup
from saphan.core.forecast.total import Open, total

SHARES = (0.1, 0.25, 0.5, 0.75, 0.9)


@dataclass(frozen=True)
class Point:
    """Quantiles of what will be won by the start of `day`, by their share."""

    day: int
    quantiles: dict[float, int]


def fan(
    view: Forecast, known: History, setup: Setup, periods: Sequence[tuple[int, int]], spread: float
) -> list[Point]:  # fmt: skip
    """One point for today and one for each week ahead, the last for the end of the period (which has begun)."""
    closed = view.closed.total
    found = [Point(view.day, dict.fromkeys(SHARES, closed))]
    curves = win_curves(view.hazards, view.at, view.end - view.day, setup.fiscal_start)
    won = wins(known, view.day)
    for week in range(curves.shape[1]):
        day = min(view.day + WEEK * (week + 1), view.end)
        if day == view.end:
            distribution = view.distribution
        else:
            ahead = day - view.day
            new = arrivals(known, won, view.day, ahead, _ending(periods, view.end - day), ahead)
            distribution = total(Open(curves[:, week], view.deals.amounts), new, closed)
        wider = distribution.widened(spread)
        found.append(Point(day, {share: wider.quantile(share) for share in SHARES}))
    return found


def so_far(closed: Wins, start: int, day: int) -> list[tuple[int, int]]:
    """(day, amount won before it) at the start of each week of the period, and today."""
    days = [*range(start, day, WEEK), day]
    return [(at, closed.between(start, at).total) for at in days]


def _ending(periods: Sequence[tuple[int, int]], days: int) -> list[tuple[int, int]]:
    """The same periods ending some days earlier: new business of the weeks in between."""
    return [(start, end - days) for start, end in periods]
