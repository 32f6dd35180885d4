"""Days of a workspace and the instants they stand for in the journal."""

from __future__ import annotations

from datetime import date

from saphan.core.errors import RuleBroken
from saphan.core.period import Micros, local_date, start_of_day
from saphan.workspace.models import Workspace


def today_in(workspace: Workspace, now: Micros) -> date:
    """The calendar day in the workspace's zone."""
    return local_date(now, workspace.zone)


def past_day(day: date | None, workspace: Workspace, now: Micros, field: str) -> date:
    """The day on which somebody says that something happened; today where none is said.

    Raises RuleBroken("date.in_future") of `field`.
    """
    today = today_in(workspace, now)
    if day is not None and day > today:
        raise RuleBroken("date.in_future", field=field, on=day)
    return day or today


def instant_of(day: date, workspace: Workspace, now: Micros) -> Micros:
    """When something dated `day` took effect: now for today, else the day's first instant.

    Today is not its own midnight, or a deal opened at ten and won the same day would be won before it existed.
    """
    return now if day == today_in(workspace, now) else start_of_day(day, workspace.zone)
