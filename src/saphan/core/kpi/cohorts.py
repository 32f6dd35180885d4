"""Cohorts: everybody who began in a period, judged only after each has had the same time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from saphan.core.kpi.rows import immature
from saphan.core.stages import Status


class Closing(NamedTuple):
    """A deal closed as `outcome` on `closed_on` (workspace date); `reopened_on` is None while it stands."""

    outcome: Status
    closed_on: date
    reopened_on: date | None = None


def last_day(entered_on: date, window_days: int) -> date:
    """The last day of the window that began on `entered_on`; day `window_days` itself still counts."""
    return entered_on + timedelta(days=window_days)


def immaturity(entered_on: date, window_days: int, known_on: date) -> str | None:
    """The reason to leave an entry out on `known_on`, or None once its last day has come."""
    until = last_day(entered_on, window_days)
    return immature(until) if known_on < until else None


def outcome_by(closings: Iterable[Closing], limit: date) -> Status:
    """How a deal stood at the end of `limit`; reopened and not closed again by then is open."""
    standing = Status.OPEN
    for closing in sorted(closings, key=lambda closing: closing.closed_on):
        if closing.closed_on > limit:
            break
        reopened = closing.reopened_on is not None and closing.reopened_on <= limit
        standing = Status.OPEN if reopened else closing.outcome
    return standing
