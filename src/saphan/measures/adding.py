"""Sums of rows that lie in columns: for each stretch of time and each group, exact, without a statement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from saphan.core.kpi import WHOLE, immature
from saphan.core.kpi.distribution import Points
from saphan.core.late import np
from saphan.core.period import Period
from saphan.measures.facts.days import day_number, day_of_number
from saphan.measures.facts.kept import NO_DAY, Array, Columns
from saphan.measures.standing import largest, sum_by
from saphan.measures.sums import Slot, Summary, Sums

Rows = Callable[[int, str, Period], Iterator[tuple[Columns, slice]]]
_WIDEST, _LOW = 2**62, 2**26
SHARES = (Fraction(1, 2), Fraction(9, 10))


@dataclass(frozen=True)
class Wanted:
    """What to add up: rows that hold at `as_of` as known on `known_day`, those inside each of `scope` (a column with ids), by `column`.

    `merged` names the groups that become another one. `is_growth`: rows of a base count below the line. `has_points`:
    quantiles of `num` are wanted too.
    """

    slots: Sequence[Slot]
    as_of: int
    known_day: int
    scope: Sequence[tuple[str, Iterable[int]]]
    column: str | None = None
    merged: Mapping[int, int] | None = None
    is_growth: bool = False
    has_points: bool = False


@dataclass(frozen=True)
class _Picked:
    """The rows of one stretch of time that hold: which group each is in, and what became of it."""

    columns: Columns
    place: slice
    holds: Array
    keys: list[Any]
    key: Array
    fate: Array
    due: Array | None

    @property
    def reasons(self) -> list[str | None]:
        return self.columns.coded["reason"].names

    def fate_of(self, code: int, due: int) -> str | None:
        return self.reasons[code] if code < len(self.reasons) else immature(day_of_number(due))

    def side(self, name: str) -> Array | int:
        if name in self.columns.alike:
            return self.columns.alike[name]
        return self.columns.sides[name][self.place][self.holds]


def on_days(pieces: Sequence[Columns]) -> Rows:
    """Rows that lie on the days of a stretch of time."""

    def rows(_slot: int, _part: str, period: Period) -> Iterator[tuple[Columns, slice]]:
        for columns in pieces:
            ends = np.searchsorted(columns.day, (day_number(period.start), day_number(period.end)))
            yield columns, slice(int(ends[0]), int(ends[1]))

    return rows


def of_slots(columns: Mapping[tuple[int, str], Columns]) -> Rows:
    """Rows that were worked out for each stretch of time."""
    return lambda slot, part, _period: iter([(columns[slot, part], slice(None))])


def add_up(rows: Rows, wanted: Wanted) -> Summary:
    """Sums by (slot, is it the slot's total, group)."""
    found: Summary = defaultdict(Sums)
    for number, slot in enumerate(wanted.slots):
        some = list(_picked(rows(number, "now", slot.period), wanted))
        for one in some:
            _add(found, number, one, wanted, ("den",) if wanted.is_growth else ())
        if slot.base is not None:
            for one in _picked(rows(number, "base", slot.base), wanted):
                _add(found, number, one, wanted, ("num",))
        if wanted.has_points:
            _find_points(found, number, some, wanted)
    return found


def _picked(rows: Iterable[tuple[Columns, slice]], wanted: Wanted) -> Iterator[_Picked]:
    for columns, place in rows:
        holds = (columns.from_at[place] <= wanted.as_of) & (columns.to_at[place] > wanted.as_of)
        for name, ids in wanted.scope:
            coded, inside = columns.coded[name], set(ids)
            holds &= np.array([each in inside for each in coded.names], dtype=bool)[coded.codes[place]]
        keys, key = _groups(columns, wanted, place, holds)
        yield _Picked(columns, place, holds, keys, key, *_fates(columns, wanted, place, holds))


def _groups(columns: Columns, wanted: Wanted, place: slice, holds: Array) -> tuple[list[Any], Array]:
    if wanted.column is None:
        return [None], np.zeros(int(holds.sum()), dtype=np.int64)
    coded = columns.coded[wanted.column]
    names, codes = coded.names, coded.codes[place][holds]
    if wanted.merged is not None:
        above = [wanted.merged.get(name) for name in names]
        names = list(dict.fromkeys(above))
        place_of = {name: number for number, name in enumerate(names)}
        codes = np.array([place_of[name] for name in above], dtype=np.int64)[codes]
    return [None if name is None else str(name) for name in names], codes.astype(np.int64)


def _fates(columns: Columns, wanted: Wanted, place: slice, holds: Array) -> tuple[Array, Array | None]:
    """What became of each row, one past the last reason where it is not due yet; and when each is due."""
    fate = columns.coded["reason"].codes[place][holds].astype(np.int64)
    if columns.due_day is None:
        return fate, None
    due = columns.due_day[place][holds]
    late = (fate == 0) & (due > wanted.known_day)
    return np.where(late, len(columns.coded["reason"].names), fate), due


def _last_due(some: _Picked, places: Array, size: int) -> Array:
    """The day on which all of each place will have had their time."""
    found = np.full(size, NO_DAY, dtype=np.int64)
    if some.due is not None:
        late = some.fate == len(some.reasons)
        np.maximum.at(found, places[late], some.due[late])
    return found


def _add(found: Summary, slot: int, some: _Picked, wanted: Wanted, nothing: tuple[str, ...]) -> None:
    """Add the rows to their groups and to the total. In a growing figure `num` of a base counts below the line."""
    width = len(some.reasons) + 1
    cells, size = some.key * width + some.fate, len(some.keys) * width
    counts = np.bincount(cells, minlength=size)
    sides = {"num": "num", "den": "num" if wanted.is_growth else "den", "beside": "beside"}
    sums = [
        [0] * size if name in nothing else _sum(cells, some.side(side), counts, size)
        for name, side in sides.items()
    ]
    due = _last_due(some, some.key, len(some.keys))
    totals: dict[int, list[int]] = {}
    for cell in np.flatnonzero(counts).tolist():
        key, fate = divmod(cell, width)
        amounts = [int(counts[cell]), *(each[cell] * WHOLE for each in sums)]
        if wanted.column is not None:
            found[slot, False, some.keys[key]].add(some.fate_of(fate, int(due[key])), amounts)
        totals[fate] = [one + other for one, other in zip(totals.get(fate, [0] * 4), amounts, strict=True)]
    for fate, amounts in totals.items():
        found[slot, True, None].add(some.fate_of(fate, int(due.max())), amounts)


def _sum(cells: Array, values: Array | int, counts: Array, size: int) -> list[int]:
    """Sums by cell as whole numbers, exact whatever their size."""
    if isinstance(values, int):
        return [values * count for count in counts.tolist()]
    if len(values) * largest(values) < _WIDEST:
        return list(sum_by(cells, values, size).tolist())
    high, low = np.divmod(values, _LOW)
    pair = sum_by(cells, high, size).tolist(), sum_by(cells, low, size).tolist()
    return [one * _LOW + other for one, other in zip(*pair, strict=True)]


def _find_points(found: Summary, slot: int, some: Sequence[_Picked], wanted: Wanted) -> None:
    """The two values around each quantile of what counts, in each group and in all."""
    names: dict[Any, int] = {}
    values, keys = [], []
    for one in some:
        counted = one.fate == 0
        side = one.side("num")
        each = np.full(len(one.fate), side) if isinstance(side, int) else side
        values.append(each[counted])
        codes = np.array([names.setdefault(name, len(names)) for name in one.keys], dtype=np.int64)
        keys.append(codes[one.key[counted]])
    if not values:
        return
    value, key = np.concatenate(values), np.concatenate(keys)
    if not len(value):
        return
    found[slot, True, None].points = _points(np.sort(value))
    if wanted.column is None:
        return
    value, ends = _grouped(value, key), np.cumsum(np.bincount(key, minlength=len(names)))
    for name, code in names.items():
        start = int(ends[code - 1]) if code else 0
        if start < ends[code]:
            found[slot, False, name].points = _points(value[start : int(ends[code])])


def _grouped(values: Array, keys: Array) -> Array:
    """Values in the order of their keys, each key's own in order: as one number each, which sorts fastest."""
    low, span = int(values.min()), int(values.max()) - int(values.min()) + 1
    if (int(keys.max()) + 1) * span >= _WIDEST:
        grouped: Array = values[np.lexsort((values, keys))]
        return grouped
    return np.sort(keys * span + (values - low)) % span + low


def _points(ordered: Array) -> Points:
    last = len(ordered) - 1
    below = {share: last * share.numerator // share.denominator for share in SHARES}
    return Points(
        len(ordered),
        {
            share: (int(ordered[at]), int(ordered[min(at + 1, last)]))
            for share, at in below.items()
        },
    )  # fmt: skip
