"""Which time zone each day of a workspace was in: a change of zone never moves a day that has passed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from saphan.core.period import Micros, local_date, parse_instant, start_of_day
from saphan.journal.models import Entry
from saphan.workspace.models import Workspace

_UTC = ZoneInfo("UTC")
_SETTINGS = ("workspace", "member", "stage", "team", "territory", "pipeline", "offering", "account", "person")


class Zones(NamedTuple):
    """The zone that holds from each day on, the earliest first."""

    since: tuple[tuple[date, str], ...]

    def of(self, day: date) -> ZoneInfo:
        """The zone of a day."""
        return ZoneInfo(next(name for first, name in reversed(self.since) if first <= day))

    def start_of(self, day: date) -> Micros:
        """The first instant of a day of the workspace."""
        return start_of_day(day, self.of(day))

    def day_of(self, instant: Micros) -> date:
        """The day of the workspace on which an instant falls."""
        near = local_date(instant, self.of(local_date(instant, _UTC)))
        days = (near + timedelta(days=step) for step in (1, 0, -1))
        return next(day for day in days if self.start_of(day) <= instant)

    def instant(self, text: str) -> Micros:
        """The instant that is written so: a day is its last moment, an hour without zone is in the zone of its day.

        Raises RuleBroken("instant.unreadable").
        """
        try:
            zone = self.of(date.fromisoformat(text[:10]))
        except ValueError:
            zone = self.of(date.max)
        return parse_instant(text, zone)

    @property
    def text(self) -> str:
        """The whole calendar in one word, equal where it is equal."""
        first, *later = self.since
        return ";".join([first[1], *(f"{day.isoformat()}={name}" for day, name in later)])


def zones_of(workspace: Workspace) -> Zones:
    """The zones of a workspace, from the journal of its terms.

    A change counts from the day after it. Before anything was counted it is no change but a correction: then the
    new zone holds from the beginning.
    """
    steps = list(_changes(workspace))
    since = [(date.min, steps[0][1] if steps else workspace.time_zone)]
    for entry, _, after in steps:
        if _has_facts(workspace, entry.seq):
            day = local_date(entry.recorded_at, ZoneInfo(after)) + timedelta(days=1)
            since = [step for step in since if step[0] < day] + [(day, after)]
        else:
            since = [(date.min, after)]
    if since[-1][1] != workspace.time_zone:  # set without the journal, as a new workspace's is
        since = [(date.min, workspace.time_zone)]
    return Zones(tuple(since))


def day_then(workspace: Workspace, instant: Micros, *, is_past: bool) -> date:
    """The workspace's day of an instant. Only the past needs to know which zones there were before this one."""
    return zones_of(workspace).day_of(instant) if is_past else local_date(instant, workspace.zone)


def _changes(workspace: Workspace) -> Iterator[tuple[Entry, str, str]]:
    # By its id too: without it a database walks the whole journal in the order of `seq`.
    mine = Entry.objects.filter(workspace_id=workspace.pk, kind="workspace", entity_id=workspace.pk)
    found = mine.filter(attribute="time_zone").order_by("seq")
    for entry in found:
        if entry.before and entry.after:
            yield entry, entry.before, entry.after


def _has_facts(workspace: Workspace, seq: int) -> bool:
    """Whether anything but settings and names was in the journal before an entry."""
    earlier = Entry.objects.filter(workspace_id=workspace.pk, seq__lt=seq).exclude(kind__in=_SETTINGS)
    return earlier.exists()
