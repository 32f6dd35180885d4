"""The map of the people at a client: where each stands, how the contact goes, and what it warns of.

x is the stance from against us (−2) to for us (+2), y the influence from 1 to 5.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

USUAL_CADENCE = 30  # days, where no cadence was agreed
ONE_THREAD = 60  # percent of the talks that one person has
FEWEST_TALKS = 3  # fewer say nothing about a thread


class Ring(StrEnum):
    """How the contact goes."""

    STEADY = "steady"
    COOLING = "cooling"
    OPPOSED = "opposed"


class Worry(StrEnum):
    NO_DECIDER = "no_decider"
    ONE_THREAD = "one_thread"
    CHAMPION_QUIET = "champion_quiet"


class Somebody(NamedTuple):
    """A person on the map. `touched_days`: whole days since the last talk, None for never."""

    key: int
    stance: int
    influence: int
    role: str
    touched_days: int | None


class Alert(NamedTuple):
    """A warning; `key` is the person it is about (0: nobody), `percent` the share of talks with them."""

    worry: Worry
    key: int = 0
    percent: int = 0


class Grid(NamedTuple):
    """A drawing of five by five cells, in the units of the drawing."""

    left: int
    top: int
    cell_width: int
    cell_height: int

    @property
    def width(self) -> int:
        return 5 * self.cell_width

    @property
    def height(self) -> int:
        return 5 * self.cell_height


class Place(NamedTuple):
    """The middle of a person's place, and how many share its cell."""

    x: int
    y: int
    share: int = 1

    @property
    def crowded(self) -> bool:
        """Too many for words beside each."""
        return self.share > 2


def ring(somebody: Somebody, cadence_days: int | None) -> Ring:
    """Opposed for a blocker and for who is against us; else steady within the cadence (30 days without one)."""
    if somebody.role == "blocker" or somebody.stance <= -2:
        return Ring.OPPOSED
    within = cadence_days or USUAL_CADENCE
    is_steady = somebody.touched_days is not None and somebody.touched_days <= within
    return Ring.STEADY if is_steady else Ring.COOLING


def places(people: Iterable[Somebody], grid: Grid) -> dict[int, Place]:
    """Where to draw each person; who shares a cell is set beside each other, in the order given."""
    cells: dict[tuple[int, int], list[int]] = {}
    for person in people:
        cells.setdefault((person.stance, person.influence), []).append(person.key)
    found: dict[int, Place] = {}
    for (stance, influence), keys in cells.items():
        middle_x = grid.left + (stance + 2) * grid.cell_width + grid.cell_width // 2
        middle_y = grid.top + (5 - influence) * grid.cell_height + grid.cell_height // 2
        for key, (dx, dy) in zip(keys, _spread(len(keys), grid), strict=True):
            found[key] = Place(middle_x + dx, middle_y + dy, len(keys))
    return found


def alerts(people: Sequence[Somebody], talks: Mapping[int, int], cadence_days: int | None) -> list[Alert]:
    """What the map warns of. `talks`: person → how many talks of the last 90 days they took part in.

    No decision maker among known people; one person with 60 % of at least three talks; a champion silent for
    more than twice the cadence (30 days without one).
    """
    found: list[Alert] = []
    if people and not any(person.role == "decision_maker" for person in people):
        found.append(Alert(Worry.NO_DECIDER))
    total = sum(talks.values())
    if total >= FEWEST_TALKS and people:
        most = max(talks, key=lambda key: (talks[key], -key))
        percent = 100 * talks[most] // total
        if percent >= ONE_THREAD:
            found.append(Alert(Worry.ONE_THREAD, most, percent))
    longest = 2 * (cadence_days or USUAL_CADENCE)
    found += [
        Alert(Worry.CHAMPION_QUIET, person.key)
        for person in people
        if person.role == "champion" and (person.touched_days is None or person.touched_days > longest)
    ]
    return found


def _spread(count: int, grid: Grid) -> list[tuple[int, int]]:
    """Offsets from the middle of a cell for `count` people."""
    if count == 1:
        return [(0, 0)]
    if count == 2:
        return [(-grid.cell_width * 9 // 20, 0), (grid.cell_width * 9 // 20, 0)]
    in_row = 3 if count <= 6 else 5
    rows = -(-count // in_row)
    return [
        (
            (place % in_row - (in_row - 1) // 2) * grid.cell_width // in_row,
            (place // in_row * 2 - rows + 1) * grid.cell_height // (2 * max(rows, 2)),
        )
        for place in range(count)
    ]
