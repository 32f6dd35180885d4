"""Replay of the journal: what was true at T, as far as it was known at K.

Every change of one attribute is one event. Time alone never orders events: inside one instant the
sequence number does. Changes are per field, so a correction entered later for an earlier day does not
bring back old values of other fields.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

from saphan.core.period import Micros
from saphan.core.stages import CLOSED, Status

State: TypeAlias = dict[str, object]


class Event(NamedTuple):
    """From `effective_at` on `attribute` is `value`; the system learned it at `recorded_at`."""

    entity_id: int
    seq: int
    effective_at: Micros
    recorded_at: Micros
    attribute: str
    value: object


class Version(NamedTuple):
    """`state` held from `valid_from` up to but not including `valid_to` (None: still holds)."""

    entity_id: int
    valid_from: Micros
    valid_to: Micros | None
    state: State


class Episode(NamedTuple):
    """One closing of a deal; `reopened_at` is None while it stands."""

    outcome: Status
    seq: int
    closed_at: Micros
    reopened_at: Micros | None


def known(events: Iterable[Event], as_of: Micros | None, known_at: Micros) -> list[Event]:
    """Events effective by `as_of` (None: ever) and recorded by `known_at`, in the order they happened."""
    heard = (
        event
        for event in events
        if event.recorded_at <= known_at and (as_of is None or event.effective_at <= as_of)
    )
    return sorted(heard, key=_order)


def replay_all(events: Iterable[Event], as_of: Micros, known_at: Micros) -> dict[int, State]:
    """State of every entity at `as_of` with the knowledge of `known_at`; entities unknown then are absent."""
    states: dict[int, State] = {}
    for event in known(events, as_of, known_at):
        states.setdefault(event.entity_id, {})[event.attribute] = event.value
    return states


def replay(events: Iterable[Event], as_of: Micros, known_at: Micros) -> State:
    """State of the one entity that `events` are about; empty when nothing was known."""
    return {event.attribute: event.value for event in known(events, as_of, known_at)}


def versions(events: Iterable[Event], known_at: Micros) -> list[Version]:
    """How the one entity that `events` are about stood through time, as known at `known_at`.

    Neighbouring versions differ; several events of one instant make one version.
    """
    found: list[Version] = []
    state: State = {}
    for event in known(events, None, known_at):
        state = {**state, event.attribute: event.value}
        if found and found[-1].valid_from == event.effective_at:
            found.pop()
        found.append(Version(event.entity_id, event.effective_at, None, state))
    return _joined(found)


def episodes(
    events: Iterable[Event], as_of: Micros, known_at: Micros, attribute: str = "status"
) -> list[Episode]:
    """Every closing of one deal in order, from the events of its status.

    A second closing with the same outcome and no reopening between changes nothing; one with another
    outcome ends the first. Other attributes are passed over.
    """
    found: list[Episode] = []
    for event in known(events, as_of, known_at):
        if event.attribute != attribute:
            continue
        status = Status(str(event.value))
        standing = found[-1] if found and found[-1].reopened_at is None else None
        if standing is not None and standing.outcome != status:
            found[-1] = standing._replace(reopened_at=event.effective_at)
        if status in CLOSED and (standing is None or standing.outcome != status):
            found.append(Episode(status, event.seq, event.effective_at, None))
    return found


def standing_outcome(events: Iterable[Event], as_of: Micros, known_at: Micros) -> Episode | None:
    """The closing that stands at `as_of`: the last one, unless the deal was reopened since."""
    closings = episodes(events, as_of, known_at)
    return closings[-1] if closings and closings[-1].reopened_at is None else None


def _order(event: Event) -> tuple[Micros, int]:
    return event.effective_at, event.seq


def _joined(found: list[Version]) -> list[Version]:
    """Drop versions that repeat the state before them and close each one where the next begins."""
    changed = [
        version for place, version in enumerate(found) if not place or version.state != found[place - 1].state
    ]
    ends = [*(version.valid_from for version in changed), None][1:]
    return [version._replace(valid_to=end) for version, end in zip(changed, ends, strict=True)]
