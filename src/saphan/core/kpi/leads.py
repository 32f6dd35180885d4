"""Lead episodes: a lead counts again only after it was turned down and then left in peace for long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from saphan.core.period import Micros

QUIET_DAYS = 180


class LeadEvent(NamedTuple):
    """A lead was qualified or (`qualified` False) disqualified; `happened_on` is the workspace date."""

    lead_id: int
    seq: int
    effective_at: Micros
    happened_on: date
    qualified: bool


class LeadEpisode(NamedTuple):
    """The first qualification of one episode; `disqualified_later` tells how the episode stands."""

    lead_id: int
    seq: int
    qualified_at: Micros
    qualified_on: date
    disqualified_later: bool


def episodes(
    events: Iterable[LeadEvent], *, merged_into: Mapping[int, int] | None = None, quiet_days: int = QUIET_DAYS
) -> Iterator[LeadEpisode]:
    """Episodes of every lead, each begun by its first qualification.

    A further episode needs a disqualification followed by `quiet_days` without any event. `merged_into` maps
    duplicates to the lead that survives: they share one history and count once, at the earliest date.
    """
    survivors = merged_into or {}
    by_lead: dict[int, list[LeadEvent]] = {}
    for event in events:
        lead_id = _survivor(event.lead_id, survivors)
        by_lead.setdefault(lead_id, []).append(event._replace(lead_id=lead_id))
    for history in by_lead.values():
        yield from _episodes_of_one(
            sorted(history, key=lambda event: (event.effective_at, event.seq)), quiet_days
        )


def _survivor(lead_id: int, merged_into: Mapping[int, int]) -> int:
    while lead_id in merged_into:
        lead_id = merged_into[lead_id]
    return lead_id


def _episodes_of_one(history: list[LeadEvent], quiet_days: int) -> Iterator[LeadEpisode]:
    current: LeadEpisode | None = None
    before: LeadEvent | None = None
    for event in history:
        if event.qualified and (current is None or _was_quiet(before, event, quiet_days)):
            if current is not None:
                yield current
            current = LeadEpisode(event.lead_id, event.seq, event.effective_at, event.happened_on, False)
        elif current is not None:
            current = current._replace(disqualified_later=not event.qualified)
        before = event
    if current is not None:
        yield current


def _was_quiet(before: LeadEvent | None, event: LeadEvent, quiet_days: int) -> bool:
    if before is None or before.qualified:
        return False
    return (event.happened_on - before.happened_on).days >= quiet_days
