"""Rows of metrics in memory, in columns: sums over days, instants and groups then need no statement.

Each store keeps the pieces that were asked for. A piece is laid out again when a part that it reads was worked out
again. Beside a base the rows of the base's deals are laid out once; those of deals that the tail touched no longer hold,
and are laid out again among the few of the tail.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, partial
from threading import RLock
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from saphan.core.late import np
from saphan.core.period import Micros
from saphan.measures.facts.engine import duckdb
from saphan.measures.facts.parts import PARTS
from saphan.measures.relations import Piece
from saphan.measures.statements import composed, statement

if TYPE_CHECKING:
    import numpy.typing as npt

Array: TypeAlias = "npt.NDArray[Any]"
T = TypeVar("T")
HELD = 96  # pieces and tables; a row takes about 60 bytes
PRESENT, SETTLED, RECENT = "present", "present_settled", "present_recent"
NEVER = -9 * 10**18
NO_ONE, NO_DAY = -1, -2_000_000
_IDS = ("owner_id", "team_id", "territory_id", "pipeline_id")
_TEXTS = ("reason", "type", "currency")
_WIDEST = 4_000_000  # ids that lie further apart are sorted


@dataclass(frozen=True)
class Coded:
    """A column as places in a short list of what occurs in it."""

    codes: Array
    names: list[Any]


class Table(dict[str, Array]):
    """Columns of a statement: whole numbers, NO_ONE for nothing, and texts as their places in `texts`."""

    def __init__(self, columns: Mapping[str, Array], texts: Mapping[str, list[Any]]) -> None:
        super().__init__(columns)
        self.texts = texts


@dataclass(frozen=True)
class Columns:
    """Rows in the order of their days. `sides` are the amounts that are not alike in all rows; `alike` the others."""

    day: Array
    from_at: Array
    to_at: Array
    due_day: Array | None
    deal: Array | None
    sides: Mapping[str, Array]
    alike: Mapping[str, int]
    coded: Mapping[str, Coded]


@dataclass
class Kept:
    """What one store holds in columns, as it is at present."""

    lock: RLock = field(default_factory=RLock)
    held: OrderedDict[object, tuple[object, Any]] = field(default_factory=OrderedDict)

    def get(self, key: object, version: object, make: Callable[[], T]) -> T:
        """What is kept under `key` for this version of the facts, made where it is not."""
        with self.lock:
            known, value = self.held.get(key, (None, None))
            if value is None or known != version:
                value = make()
                self.held[key] = (version, value)
                while len(self.held) > HELD:
                    self.held.popitem(last=False)
            self.held.move_to_end(key)
            return value  # type: ignore[no-any-return]


@dataclass(frozen=True)
class State:
    """Which facts a reader sees, through `run`: how often each part was worked out, and the rates."""

    kept: Kept
    run: duckdb.DuckDBPyConnection
    world: str
    versions: Mapping[str, int]
    rates: object
    has_base: bool

    @property
    def is_present(self) -> bool:
        """Whether this is all that is known by now."""
        return self.world == PRESENT

    def of(self, sql: str) -> tuple[int, ...]:
        """How often the parts that a statement reads were worked out."""
        return tuple(self.versions.get(part, 0) for part in _parts_read(sql))

    def columns(self, piece: Piece, currency: str, as_of: Micros) -> list[Columns]:
        """The rows of a piece, its money in `currency`, that hold around `as_of`."""
        if piece.turns:
            return [self._at(piece, currency, as_of)]
        if not (self.has_base and piece.by_deal):
            return [self._piece(piece.sql, currency, PRESENT, self.of(piece.sql))]
        settled = self._piece(piece.sql, currency, SETTLED, "base")
        recent = self._piece(piece.sql, currency, RECENT, self.of(piece.sql))
        return [self._without(settled, (piece.sql, currency)), recent]

    def _at(self, piece: Piece, currency: str, as_of: Micros) -> Columns:
        """Rows that are worked out for an instant hold until the next one at which they turn into others."""
        turns = np.unique(self.table(piece.turns)["turns_at"])
        passed = int(np.searchsorted(turns, as_of, side="right"))

        def make() -> Columns:
            self.run.execute(f"SET VARIABLE as_of = {as_of}::BIGINT")
            return self._dated(piece.sql, currency, self.world)

        version = (self.of(piece.sql), self.rates)
        return self.kept.get((passed, piece.sql, currency), version, make)

    def table(self, sql: str, *, by_deal: bool = False) -> Table:
        """Every row of a statement. `by_deal`: it has a `deal_id`, and each row follows from its own deal."""
        make = self._by_deal if by_deal and self.has_base else partial(self._read, world=self.world)
        return self.kept.get(("table", sql), self.of(sql), lambda: make(sql=sql))

    def _by_deal(self, sql: str) -> Table:
        settled = self.kept.get((SETTLED, sql), "base", lambda: self._read(sql, SETTLED))
        recent = self._read(sql, RECENT)
        stays = ~np.isin(settled["deal_id"], self._redone())
        texts = {
            name: list(dict.fromkeys([*some, *recent.texts[name]])) for name, some in settled.texts.items()
        }
        joined = {}
        for name, values in settled.items():
            pair = [values[stays], recent[name]]
            if name in texts:
                pair[1] = np.array([texts[name].index(text) for text in recent.texts[name]], dtype=np.int16)[
                    pair[1]
                ]
            joined[name] = np.concatenate(pair)
        return Table(joined, texts)

    def _piece(self, sql: str, currency: str, world: str, version: object) -> Columns:
        key = (world, sql, currency)
        return self.kept.get(key, (version, self.rates), lambda: self._dated(sql, currency, world))

    def _dated(self, sql: str, currency: str, world: str) -> Columns:
        self.run.execute("SET VARIABLE target = $currency", {"currency": currency})
        table = self._read(composed("piece", rows=sql), world)
        if len(table["day"]) and np.any(np.diff(table["day"]) < 0):
            order = np.argsort(table["day"], kind="stable")
            table = Table({name: values[order] for name, values in table.items()}, table.texts)
        return _columns(table)

    def _read(self, sql: str, world: str) -> Table:
        self.run.execute(f"USE {world}")
        found = _read_table(self.run, sql)
        self.run.execute(f"USE {self.world}")
        return found

    def _redone(self) -> Array:
        """Deals that were worked out again since the base."""
        found = "SELECT deal_id FROM present_own.redone WHERE part = 'deals'"
        return self.kept.get(
            "redone",
            self.versions.get("deals"),
            lambda: _plain(self.run.execute(found).fetchnumpy()["deal_id"]),
        )

    def _without(self, settled: Columns, name: object) -> Columns:
        """The base's rows without those of deals that were worked out again since."""
        gone = self._redone()
        if not len(gone):
            return settled

        def make() -> Columns:
            assert settled.deal is not None  # noqa: S101  a piece has deals
            return replace(settled, to_at=np.where(np.isin(settled.deal, gone), NEVER, settled.to_at))

        return self.kept.get(("without", name), (self.versions.get("deals"), id(settled)), make)


@cache
def _parts_read(sql: str) -> tuple[str, ...]:
    words = set(re.findall(r"\w+", sql))
    writes = {
        part.name: re.findall(r"INSERT INTO \{\{own\}\}\.(\w+)", statement(f"facts/{part.name}"))
        for part in PARTS
    }
    return tuple(part for part, tables in writes.items() if words & set(tables))


def _read_table(run: duckdb.DuckDBPyConnection, sql: str) -> Table:
    run.execute(f"CREATE OR REPLACE TEMP TABLE piece AS {sql}")
    types = {name: kind for name, kind, *_ in run.execute("DESCRIBE piece").fetchall()}
    texts = {name: _occurring(run, name) for name, kind in types.items() if kind == "VARCHAR"}
    chosen = ", ".join(_column(name, kind) for name, kind in types.items())
    values = {f"in_{name}": some or [""] for name, some in texts.items()}
    found = run.execute(f"SELECT {chosen} FROM piece", values).fetchnumpy()  # noqa: S608  our own columns
    run.execute("DROP TABLE piece")
    return Table(
        {name: _plain(column) for name, column in found.items()},
        {name: [None, *some] for name, some in texts.items()},
    )


def _column(name: str, kind: str) -> str:
    if kind == "VARCHAR":
        return f"CAST(coalesce(list_position($in_{name}, {name}), 0) AS SMALLINT) AS {name}"
    return name if kind == "BOOLEAN" else f"coalesce({name}, {NO_ONE}) AS {name}"


def _occurring(run: duckdb.DuckDBPyConnection, name: str) -> list[str]:
    some = run.execute(f"SELECT DISTINCT {name} FROM piece WHERE {name} IS NOT NULL ORDER BY 1")  # noqa: S608  ours
    return [text for (text,) in some.fetchall()]


def _columns(found: Table) -> Columns:
    sides = {name: found[name] for name in ("num", "den", "beside")}
    due = found["due_day"]
    coded = {name: coded_ids(found[name]) for name in _IDS}
    coded |= {name: Coded(found[name], found.texts[name]) for name in _TEXTS}
    return columns_of(
        found["day"],
        found["from_at"],
        found["to_at"],
        sides,
        coded,
        due if np.any(due != NO_DAY) else None,
        found["deal"],
    )


def columns_of(
    day: Array,
    from_at: Array,
    to_at: Array,
    sides: Mapping[str, Array],
    coded: Mapping[str, Coded],
    due_day: Array | None = None,
    deal: Array | None = None,
) -> Columns:
    """Rows in the order of their days, with the amounts that are alike in all rows told once."""
    alike = {
        name: int(values[0]) if len(values) else 0
        for name, values in sides.items()
        if not len(values) or values.min() == values.max()
    }
    varied = {name: values for name, values in sides.items() if name not in alike}
    return Columns(day, from_at, to_at, due_day, deal, varied, alike, coded)


def holding(sides: Mapping[str, Array], coded: Mapping[str, Coded]) -> Columns:
    """Rows of one stretch of time, true of it as they are."""
    size = len(coded["reason"].codes)
    day = np.zeros(size, dtype=np.int32)
    return columns_of(day, np.full(size, NEVER), np.full(size, -NEVER), sides, coded)


def coded_ids(ids: Array) -> Coded:
    """A column of ids, NO_ONE where there is none."""
    if not len(ids):
        return Coded(ids.astype(np.int16), [])
    low, high = int(ids.min()), int(ids.max())
    if high - low < _WIDEST:
        occurs = np.zeros(high - low + 1, dtype=bool)
        occurs[ids - low] = True
        names = np.flatnonzero(occurs) + low
        codes = (np.cumsum(occurs) - 1)[ids - low]
    else:
        names, codes = np.unique(ids, return_inverse=True)
    small = np.int16 if len(names) < 2**15 else np.int32
    return Coded(codes.astype(small), [None if name == NO_ONE else name for name in names.tolist()])


def _plain(values: Array) -> Array:
    """A column of a statement that never gives nothing."""
    return np.ma.getdata(values)
