"""Simple forecasts that the model must beat before it may lead."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from saphan.core.forecast.amounts import unnamed_amounts
from saphan.core.forecast.arrivals import PERIODS
from saphan.core.forecast.grid import Distribution, spread_over, step_for
from saphan.core.forecast.history import (
    COMMIT,
    LOST,
    NOTHING,
    OPEN,
    WON,
    Attribute,
    Flags,
    Floats,
    History,
    Ints,
    Wins,
)
from saphan.core.forecast.stage_clock import Forecast, Setup, worth
from saphan.core.forecast.total import Open, total
from saphan.core.late import np

MONTH = 30.4


class Baseline(StrEnum):
    """Each has one chance per open deal, or only a view on the total."""

    COMMIT = "commit"  # closed + what people committed to
    STAGES = "stages"  # stage table, for deals whose stated date lies in the period
    BAYES = "bayes"  # naive Bayes over stages, as a well-known CRM has it, dated the same way
    SAME_DAYS = "same_days"  # what earlier periods still won with as many days to go
    LAST = "last"  # the last period again
    FLAT = "flat"  # the share of open deals won per month, the same for all


def chances_of(baseline: Baseline, view: Forecast, known: History, setup: Setup) -> Floats | None:
    """Each open deal's chance as the baseline sees it; None where it has no view on deals."""
    dated = view.at.expected != NOTHING
    dated &= view.at.expected < view.end
    if baseline is Baseline.STAGES:
        return np.where(dated, setup.win_chance[view.at.stage], 0.0)
    if baseline is Baseline.BAYES:
        return np.where(dated, _bayes(known, view.day, len(setup.prior))[view.at.stage], 0.0)
    if baseline is Baseline.COMMIT:
        category = known.at(Attribute.CATEGORY, view.at.deal, view.at.day)
        return np.where(dated & (category == COMMIT), 1.0, 0.0)
    if baseline is Baseline.FLAT:
        months = (view.end - view.day) / MONTH
        return np.full(len(view.at), 1 - (1 - _monthly_share(known, view.day)) ** months)
    return None


def total_of(
    baseline: Baseline, view: Forecast, known: History, setup: Setup, won: Wins,
    periods: Sequence[tuple[int, int]],
) -> Distribution | None:  # fmt: skip
    """The total as the baseline sees it; a view without spread is a single amount. None without any view."""
    closed = view.closed.total
    past = [period for period in periods if period[1] <= view.day][-PERIODS:]
    if baseline is Baseline.LAST:
        return sure(won.between(*past[-1]).total) if past else None
    if baseline is Baseline.SAME_DAYS:
        days = view.end - view.day
        later = [won.between(end - days, end).total for _, end in past]
        return evenly(later).plus(closed) if later else None
    chances = chances_of(baseline, view, known, setup)
    if chances is None:
        return None
    amounts = worth(view.named, np.ones(1), unnamed_amounts(won))
    return total(Open(chances, amounts), closed=closed, sigma=0.0)


def sure(amount: int) -> Distribution:
    """A single amount."""
    return Distribution(np.ones(1), 1, amount)


def evenly(amounts: Sequence[int]) -> Distribution:
    """All amounts equally likely."""
    values = np.array(amounts, dtype=np.float64)
    step = step_for(float(values.max(initial=0.0)), float(values.max(initial=0.0)), 0.0)
    size = int(np.ceil(values.max(initial=0.0) / step)) + 2
    return Distribution(spread_over(values, np.full(len(values), 1 / len(values)), step, size), step)


def _bayes(known: History, day: int, stages: int) -> Floats:
    """P(won | has been in the stage) by Bayes over closed deals, with half a deal of each kind to begin with."""
    everyone = np.arange(known.deals)
    status = known.at(Attribute.STATUS, everyone, np.full(known.deals, day))
    visited = _visited(known, stages)
    won, lost = status == WON, status == LOST
    given_won = (visited[won].sum(axis=0) + 0.5) / (won.sum() + 1)
    given_lost = (visited[lost].sum(axis=0) + 0.5) / (lost.sum() + 1)
    share = (won.sum() + 0.5) / (won.sum() + lost.sum() + 1)
    chance: Floats = share * given_won / (share * given_won + (1 - share) * given_lost)
    return chance


def _visited(known: History, stages: int) -> Flags:
    visited = np.zeros((known.deals, stages), dtype=bool)
    mask = known.attribute == Attribute.STAGE
    visited[known.deal[mask], known.value[mask]] = True
    return visited


def _monthly_share(known: History, day: int, months: int = 12) -> float:
    """Of deals open at the start of a month, the share won within it, over the last months."""
    everyone = np.arange(known.deals)
    opened = won = 0
    for back in range(1, months + 1):
        start = day - round(back * MONTH)
        days: Ints = np.full(known.deals, start)
        open_ = known.at(Attribute.STATUS, everyone, days) == OPEN
        later = known.at(Attribute.STATUS, everyone, days + round(MONTH)) == WON
        opened, won = opened + int(open_.sum()), won + int((open_ & later).sum())
    return won / opened if opened else 0.0
