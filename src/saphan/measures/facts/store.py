"""One workspace's facts in a columnar database inside this process, following the journal.

The first look loads the whole journal; every later one only what was committed since, so a figure is never
older than the question. What follows from the facts is worked out once per knowledge instant (a "world") and
kept: the present one is brought forward deal by deal, past ones never change.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import duckdb
import numpy as np

from saphan.core.period import Micros
from saphan.measures.facts.days import DayNumbers
from saphan.measures.facts.rates import fingerprint, rate_rows
from saphan.measures.facts.reading import (
    WATCHED,
    Columns,
    Position,
    entries_between,
    journal_head,
    lines_between,
    members_now,
)
from saphan.measures.statements import statement
from saphan.workspace.models import Workspace

FOREVER: Micros = 9 * 10**18
PAST_WORLDS = 4
SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "threads": "2",
    "memory_limit": "1GB",
    "autoinstall_known_extensions": "false",
}


@dataclass(frozen=True)
class Facts:
    """A consistent view of the facts: one connection, one world, one journal position."""

    connection: duckdb.DuckDBPyConnection
    workspace: Workspace
    seq: int
    stamp: tuple[object, ...]

    def all(self, sql: str, values: dict[str, Any] | None = None) -> list[tuple[Any, ...]]:
        """Every row of a statement."""
        return self.connection.execute(sql, values or {}).fetchall()

    def fill(self, table: str, columns: dict[str, Any]) -> None:
        """Make `table` a temporary table of these columns (numpy arrays of equal length)."""
        self.connection.register("filling", columns)
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS FROM filling")
        self.connection.unregister("filling")


@dataclass
class FactStore:
    """The facts of one workspace. `read` is the only way in; it may be called from many threads."""

    workspace_id: int
    position: Position = field(default_factory=Position)
    lock: threading.RLock = field(default_factory=threading.RLock)
    zone: str = ""
    connection: duckdb.DuckDBPyConnection = field(init=False)
    days: DayNumbers = field(init=False)
    epoch: object = field(init=False)
    worlds: OrderedDict[Micros, str] = field(init=False)
    rates: tuple[object, ...] | None = field(init=False)
    targets: dict[str, Position] = field(init=False)

    @contextmanager
    def read(self, workspace: Workspace, *, known_at: Micros | None, currency: str) -> Iterator[Facts]:
        """The facts up to the journal of this moment as known at `known_at`, with rates to `currency`."""
        with self.lock:
            self._follow(workspace)
            self._convert(workspace, currency)
            world = self._world(known_at)
            cursor = self.connection.cursor()
            cursor.execute(f"USE {world}")
            cursor.execute("BEGIN")
            # The first statement takes the snapshot, so it must happen before the lock is given back.
            cursor.execute("SELECT count(*) FROM gone").fetchall()
            facts = Facts(cursor, workspace, self.position.seq, (self.epoch, self.position, self.rates))
        try:
            yield facts
        finally:
            cursor.close()

    def _start(self, workspace: Workspace) -> None:
        self.connection = duckdb.connect(":memory:", config=SETTINGS)
        self.connection.execute(statement("facts/raw"))
        self._new_world("present")
        kinds, attributes = zip(*((k, a) for k, names in WATCHED.items() for a in names), strict=True)
        columns = {"kind": np.array(kinds, dtype=object), "attribute": np.array(attributes, dtype=object)}
        self.connection.register("watched", columns)
        self.epoch, self.position = object(), Position()
        self.worlds, self.rates, self.targets = OrderedDict(), None, {}
        self.zone, self.days = workspace.time_zone, DayNumbers(workspace.zone)

    def _follow(self, workspace: Workspace) -> None:
        same, head = journal_head(self.workspace_id, self.position)
        # A restored backup or another time zone makes what was read worthless.
        if not same or self.zone != workspace.time_zone:
            self._start(workspace)
            _, head = journal_head(self.workspace_id, self.position)
        if head.seq == self.position.seq:
            return
        newest_line = self.position.line_id
        first_time, kinds = self.position.seq == 0, set[str]()
        run = self.connection.execute
        run("BEGIN")
        run("CREATE OR REPLACE TEMP TABLE touched (deal_id BIGINT)")
        for entries in entries_between(self.workspace_id, self.position, head):
            self._take_in("incoming", entries, touch=not first_time)
            kinds |= set(entries["kind"])
        for lines in lines_between(self.workspace_id, self.position, head):
            self._take_in("incoming_line", lines, touch=not first_time)
            newest_line = int(lines["id"][-1])
        if first_time:
            run(statement("facts/touched_all"))
            kinds |= set(WATCHED)
        if "member" in kinds:
            self.connection.register("member_now", members_now(self.workspace_id))
            run(statement("facts/members"))
            self.connection.unregister("member_now")
        self._refresh("present", FOREVER, kinds)
        run("COMMIT")
        self.position = head._replace(line_id=newest_line)

    def _take_in(self, name: str, columns: Columns, *, touch: bool) -> None:
        """Spread some newly read rows over the raw tables; `touch` notes which deals they concern."""
        columns["day"] = self.days.of(columns["effective_at"])
        self.connection.register(name, columns)
        self.connection.execute(statement(f"facts/{name}"))
        if touch:
            self.connection.execute(statement(f"facts/touched_by_{name}"))
        self.connection.unregister(name)

    def _refresh(self, world: str, known_at: Micros, kinds: set[str]) -> None:
        run = self.connection.execute
        run(f"USE {world}")
        run(f"SET VARIABLE known_at = {known_at}::BIGINT")
        if kinds & {"member", "account", "stage"}:
            run(statement("facts/set_up"))
        run(statement("facts/deals"))
        if kinds & {"opportunity_line", "stage"}:
            run(statement("facts/shares"))
        if kinds & {"lead", "member", "stage"}:
            run(statement("facts/leads"))

    def _new_world(self, name: str) -> None:
        self.connection.execute(f"CREATE SCHEMA {name}")
        self.connection.execute(f"USE {name}")
        self.connection.execute(statement("facts/world_tables"))

    def _world(self, known_at: Micros | None) -> str:
        """The schema that holds what was known then, worked out when nobody asked for it before."""
        newest = self.connection.execute("SELECT max(recorded_at) FROM fact.event").fetchone()
        newest_deal = self.connection.execute("SELECT max(recorded_at) FROM fact.deal_birth").fetchone()
        known = max((row[0] for row in (newest, newest_deal) if row and row[0] is not None), default=0)
        if known_at is None or known_at >= known:
            return "present"
        if known_at in self.worlds:
            self.worlds.move_to_end(known_at)
            return self.worlds[known_at]
        name = f"known_{known_at}".replace("-", "before_")
        self.connection.execute("BEGIN")
        self._new_world(name)
        self.connection.execute(statement("facts/touched_all"))
        self._refresh(name, known_at, {"stage", "member", "account", "lead"})
        self.connection.execute("COMMIT")
        self.worlds[known_at] = name
        if len(self.worlds) > PAST_WORLDS:
            _, oldest = self.worlds.popitem(last=False)
            self.connection.execute(f"DROP SCHEMA {oldest} CASCADE")
        return name

    def _convert(self, workspace: Workspace, currency: str) -> None:
        """Make sure that there is a rate into `currency` for every day on which money moved."""
        present = fingerprint(workspace)
        if present != self.rates:
            self.rates = present
            self.targets.clear()
            self.connection.execute("DELETE FROM fact.rate")
        if self.targets.get(currency) == self.position:
            return
        self.connection.execute("USE present")
        needed = self.connection.execute(statement("facts/days_of_money"), {"target": currency}).fetchall()
        self.connection.execute("DELETE FROM fact.rate WHERE target = $target", {"target": currency})
        if rows := list(rate_rows(workspace, currency, needed)):
            self.connection.executemany("INSERT INTO fact.rate VALUES (?, ?, ?, ?, ?)", rows)
        self.targets[currency] = self.position


_stores: dict[tuple[str, int], FactStore] = {}
_stores_lock = threading.Lock()


def facts_of(workspace: Workspace) -> FactStore:
    """This process's store of a workspace."""
    from django.db import connection

    key = (str(connection.settings_dict["NAME"]), workspace.pk)
    with _stores_lock:
        if key not in _stores:
            _stores[key] = FactStore(workspace.pk)
        return _stores[key]


def forget_all() -> None:
    """Let go of every store; the next question reads its journal again."""
    with _stores_lock:
        _stores.clear()
