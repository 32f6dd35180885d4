"""What changed in a pipeline between two instants, so that opening, moves and closing always add up.

A deal counts with its value while it is open, expected inside the window and held where the filter looks. A step
is a deal just before and just after something happened. Its attributes are applied one after another, and each
difference in value gets one label; differences along a path telescope, so nothing can be left over.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from saphan.core.late import np

if TYPE_CHECKING:
    import numpy.typing as npt

Integers: TypeAlias = "npt.NDArray[np.int64]"
Booleans: TypeAlias = "npt.NDArray[np.bool_]"


class Fate(IntEnum):
    """Whether a deal is there and how it stands."""

    UNBORN = 0
    OPEN = 1
    WON = 2
    LOST = 3
    GONE = 4


class Label(StrEnum):
    """Why the value moved, in the order in which a chart shows it."""

    CREATED = "created"
    REOPENED = "reopened"
    PULLED_IN = "pulled_in"
    ROLLED_FORWARD = "rolled_forward"
    TRANSFERRED_IN = "transferred_in"
    INCREASED = "increased"
    DECREASED = "decreased"
    TRANSFERRED_OUT = "transferred_out"
    SLIPPED = "slipped"
    MOVED_BEFORE = "moved_before"
    LOST = "lost"
    DELETED = "deleted"
    WON = "won"


class Standing(NamedTuple):
    """How deals stood, one element each.

    `value` is in minor units of one currency, 0 where unknown. `inside`: held where the filter looks. `place` of
    the expected date: -1 before the window, 0 inside, 1 after it or undated. `fate`: a `Fate`.
    """

    value: Integers
    inside: Booleans
    place: Integers
    fate: Integers

    @property
    def counts(self) -> Booleans:
        """Whether each deal is part of the pipeline looked at."""
        in_place: Booleans = (self.place == 0) & (self.fate == Fate.OPEN)
        return self.inside & in_place

    @property
    def worth(self) -> Integers:
        """Each deal's part of the pipeline's value."""
        return np.where(self.counts, self.value, 0)


class Moves(NamedTuple):
    """Steps or deals with one label: their rows, and by how many minor units each moved."""

    label: Label
    rows: Integers
    deltas: Integers

    @property
    def delta(self) -> int:
        """All together."""
        return int(self.deltas.sum())


def path_moves(before: Standing, after: Standing) -> list[Moves]:
    """The labelled moves of steps: amount, then holder, then expected date, then fate."""
    amount = before._replace(value=after.value)
    holder = amount._replace(inside=after.inside)
    date = holder._replace(place=after.place)
    return [
        *_sized(before, amount),
        *_moved(amount, holder, Label.TRANSFERRED_IN, Label.TRANSFERRED_OUT),
        *_dated(holder, date, np.ones_like(before.inside)),
        *_decided(date, after, np.ones_like(before.inside)),
    ]


def endpoint_moves(before: Standing, after: Standing) -> list[Moves]:
    """One label per deal from both ends alone, plus the change of amount of deals that count at both.

    What left counts with its value at the beginning, what came with its value at the end.
    """
    stayed = before.counts & after.counts
    changed = before.fate != after.fate
    dated = ~changed & (before.place != after.place)
    rest = ~changed & ~dated
    return [
        *_sized(before, after, stayed),
        *_moved(before, after, Label.TRANSFERRED_IN, Label.TRANSFERRED_OUT, rest),
        *_dated(before, after, dated),
        *_decided(before, after, changed),
    ]


def won_elsewhere(before: Standing, after: Standing) -> list[Moves]:
    """Wins of steps that the chart cannot show, because the deal did not stand in the window when it was won."""
    now_won = after.inside & (after.fate == Fate.WON) & (before.fate != Fate.WON)
    shown = (before.fate == Fate.OPEN) & (after.place == 0)
    return _listed(Label.WON, now_won & ~shown, after.value)


def _sized(before: Standing, after: Standing, where: Booleans | None = None) -> list[Moves]:
    stayed = before.counts & after.counts if where is None else where
    delta = np.where(stayed, after.value - before.value, 0)
    return _listed(Label.INCREASED, delta > 0, delta) + _listed(Label.DECREASED, delta < 0, delta)


def _moved(
    before: Standing, after: Standing, came: Label, left: Label, where: Booleans | None = None
) -> list[Moves]:
    """What came into the pipeline and what left it, where `where` holds."""
    here = np.ones_like(before.inside) if where is None else where
    entered, gone = here & ~before.counts & after.counts, here & before.counts & ~after.counts
    return _listed(came, entered, after.value) + _listed(left, gone, -before.value)


def _dated(before: Standing, after: Standing, where: Booleans) -> list[Moves]:
    early = (before.place < 0) | (after.place < 0)
    return [
        *_moved(before, after, Label.PULLED_IN, Label.SLIPPED, where & ~early),
        *_moved(before, after, Label.ROLLED_FORWARD, Label.MOVED_BEFORE, where & early),
    ]


def _decided(before: Standing, after: Standing, where: Booleans) -> list[Moves]:
    closed = np.isin(before.fate, (Fate.WON, Fate.LOST, Fate.GONE))
    won, lost = after.fate == Fate.WON, after.fate == Fate.LOST
    return [
        *_moved(before, after, Label.REOPENED, Label.DELETED, where & closed),
        *_moved(before, after, Label.CREATED, Label.WON, where & ~closed & won),
        *_moved(before, after, Label.CREATED, Label.LOST, where & ~closed & lost),
        *_moved(before, after, Label.CREATED, Label.DELETED, where & ~closed & ~won & ~lost),
    ]


def _listed(label: Label, where: Booleans, delta: Integers) -> list[Moves]:
    rows = np.flatnonzero(where)
    return [Moves(label, rows, delta[rows])] if len(rows) else []
