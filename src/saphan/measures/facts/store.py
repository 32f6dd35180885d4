"""One workspace's facts in a columnar database, following the journal: base and tail.

The base is an immutable file that all processes read; the tail, in this process, is what the journal got since
then, read at every question, so a figure is never older than the question. What follows from the facts is worked
out once per knowledge instant (a "world") and kept: the present one is brought forward deal by deal, past ones
never change. Without a base everything is tail.
"""

from __future__ import annotations

import os
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from saphan.core.late import np
from saphan.core.period import Micros
from saphan.measures.facts import worlds
from saphan.measures.facts.bases import BaseFile, attach, newest_base, spill_directory
from saphan.measures.facts.days import DayNumbers
from saphan.measures.facts.engine import duckdb, engine_settings
from saphan.measures.facts.kept import PRESENT, Kept, State
from saphan.measures.facts.parts import EVERYTHING, LEDGER, PARTS, TOUCHING
from saphan.measures.facts.rates import fill_rates, fingerprint
from saphan.measures.facts.reading import (
    WATCHED,
    Columns,
    Position,
    entries_between,
    journal_head,
    journal_is_long,
    lines_between,
    members_now,
)
from saphan.measures.facts.view import Facts
from saphan.measures.facts.worlds import FOREVER
from saphan.measures.facts.zones import Zones, zones_of
from saphan.measures.statements import statement
from saphan.workspace.models import Workspace

PAST_WORLDS = 4
STORES = 12
LOOK_FOR_BASE = 2.0  # seconds between looks for a newer base


@dataclass
class FactStore:
    """The facts of one workspace. `read` is the only way in; it may be called from many threads.

    A store with a `scratch` file keeps its tail there and takes no base: it is for making one.
    """

    workspace_id: int
    scratch: Path | None = None
    position: Position = field(default_factory=Position)
    lock: threading.RLock = field(default_factory=threading.RLock)
    zone: str = ""
    has_base: bool = False
    seen_base: BaseFile | None = None
    base_anchor: Micros = 0
    looked_at: float = 0.0
    connection: duckdb.DuckDBPyConnection = field(init=False)
    days: DayNumbers = field(init=False)
    zones: Zones = field(init=False)
    epoch: object = field(init=False)
    worlds: OrderedDict[Micros, str] = field(init=False)
    rates: tuple[object, ...] | None = field(init=False)
    targets: dict[str, Position] = field(init=False)
    kept: Kept = field(init=False)
    past_kept: dict[str, Kept] = field(init=False)
    versions: dict[str, int] = field(init=False)

    @contextmanager
    def read(self, workspace: Workspace, *, known_at: Micros | None, currency: str) -> Iterator[Facts]:
        """The facts up to the journal of this moment as known at `known_at`, with rates to `currency`."""
        with self.lock:
            self.follow(workspace)
            self._convert(workspace, currency)
            world = self._world(known_at)
            cursor = self.connection.cursor()
            cursor.execute(f"USE {world}")
            cursor.execute("BEGIN")
            # The first statement takes the snapshot, so it must happen before the lock is given back.
            cursor.execute("SELECT count(*) FROM gone").fetchall()
            stamp = (self.epoch, self.position, self.rates)
            state = self._state(cursor, world)
            facts = Facts(cursor, workspace, self.position.seq, stamp, self.zones, state)
        try:
            yield facts
        finally:
            cursor.close()

    def _state(self, cursor: duckdb.DuckDBPyConnection, world: str) -> State:
        """What is kept in columns of a world; what was known in the past never changes."""
        if world == PRESENT:
            return State(self.kept, cursor, PRESENT, dict(self.versions), self.rates, self.has_base)
        return State(self.past_kept.setdefault(world, Kept()), cursor, world, {}, self.rates, has_base=False)

    def follow(self, workspace: Workspace) -> None:
        """Take in what the journal got since the last look, or everything where that is worthless."""
        self._change_base(workspace)
        same, head = journal_head(self.workspace_id, self.position)
        # A restored backup or another time zone makes what was read worthless.
        if not same or self._calendar_changed(workspace, head):
            self._start(workspace)
            _, head = journal_head(self.workspace_id, self.position)
        if head.seq == self.position.seq:
            return
        first_time, run = self.position.seq == 0, self.connection.execute
        run("BEGIN")
        run("CREATE OR REPLACE TEMP TABLE touched (deal_id BIGINT)")
        kinds, newest_line = self._take_in_between(head, touch=not first_time)
        if first_time:
            run(statement("facts/touched/everything"))
            kinds = set(EVERYTHING)
        if "member" in kinds:
            self._take_in_members()
        news = [part.name for part in PARTS if part.after & kinds]
        if "stage" in kinds and not first_time:
            worlds.touch_by_stages(self.connection, base=self.has_base)
        worlds.refresh(self.connection, PRESENT, FOREVER, news, base=self.has_base)
        run("COMMIT")
        self.versions.update({name: self.versions.get(name, 0) + 1 for name in news})
        self.position = head._replace(line_id=newest_line)

    def _calendar_changed(self, workspace: Workspace, head: Position) -> bool:
        """Whether other days hold now; the journal tells, so it is asked only where it went on."""
        if not self.zone or self.zones.since[-1][1] != workspace.time_zone:
            return True
        return head.seq != self.position.seq and self.zone != zones_of(workspace).text

    def _change_base(self, workspace: Workspace) -> None:
        """Begin again from a newer base where one was published. The facts are the same, so the epoch stays."""
        if self.scratch is not None or time.monotonic() - self.looked_at < LOOK_FOR_BASE:
            return
        self.looked_at = time.monotonic()
        newest = newest_base(self.workspace_id)
        if newest is None or newest == self.seen_base or not self.zone:
            return
        epoch = self.epoch
        self._start(workspace)
        self.epoch = epoch

    def _start(self, workspace: Workspace) -> None:
        main = ":memory:" if self.scratch is None else str(self.scratch)
        self.connection = duckdb.connect(main, config=engine_settings())
        spill = str(spill_directory() / f"{os.getpid()}-{self.workspace_id}-{id(self.connection)}")
        self.connection.execute("SET temp_directory = $spill", {"spill": spill})
        self.epoch, self.position = object(), Position()
        self.worlds, self.rates, self.targets = OrderedDict(), None, {}
        self.kept, self.past_kept, self.versions = Kept(), {}, {}
        self.zones = zones_of(workspace)
        self.zone, self.days = self.zones.text, DayNumbers(self.zones.start_of)
        self.has_base = self.scratch is None and self._attach_base(workspace)
        worlds.lay_out(self.connection, base=self.has_base)
        kinds, attributes = zip(*((k, a) for k, names in WATCHED.items() for a in names), strict=True)
        columns = {"kind": np.array(kinds, dtype=object), "attribute": np.array(attributes, dtype=object)}
        self.connection.register("watched", columns)
        if self.has_base:
            self._take_in_members()

    def _attach_base(self, workspace: Workspace) -> bool:
        """Open the newest base if it tells of this journal. A long journal without one is given one first."""
        self.seen_base = newest_base(self.workspace_id)
        if self.seen_base is None and journal_is_long(self.workspace_id):
            from saphan.measures.facts.making import rebuild

            self.seen_base = rebuild(workspace)
        if self.seen_base is None:
            return False
        position = attach(self.connection, self.seen_base, self.zone)
        if position is not None and journal_head(self.workspace_id, position)[0]:
            self.position, self.base_anchor = position, position.anchor
            return True
        self.connection.execute("DETACH DATABASE IF EXISTS base")
        return False

    def _take_in_between(self, head: Position, *, touch: bool) -> tuple[set[str], int]:
        """Read entries and ledger lines up to `head`. Returns the kinds of news and the newest line."""
        kinds, newest_line = set[str](), self.position.line_id
        for entries in entries_between(self.workspace_id, self.position, head):
            came = set(entries["kind"].tolist())
            self._take_in("incoming", entries, touch=(came & TOUCHING) if touch else set())
            kinds |= came
        for lines in lines_between(self.workspace_id, self.position, head):
            self._take_in("incoming_line", lines, touch={LEDGER} if touch else set())
            kinds.add(LEDGER)
            newest_line = int(lines["id"][-1])
        return kinds, newest_line

    def _take_in(self, name: str, columns: Columns, *, touch: set[str]) -> None:
        """Spread some newly read rows over the tail; for the kinds in `touch`, note the deals they concern."""
        columns["day"] = self.days.of(columns["effective_at"])
        self.connection.register(name, columns)
        self.connection.execute(statement(f"facts/{name}"))
        for kind in sorted(touch):
            self.connection.execute(statement(f"facts/touched/{kind}"))
        self.connection.unregister(name)

    def _take_in_members(self) -> None:
        self.connection.register("member_now", members_now(self.workspace_id))
        self.connection.execute(statement("facts/members"))
        self.connection.unregister("member_now")

    def _world(self, known_at: Micros | None) -> str:
        """The schema that holds what was known then, worked out when nobody asked for it before."""
        if known_at is None or known_at >= self._newest_knowledge():
            return PRESENT
        if known_at in self.worlds:
            self.worlds.move_to_end(known_at)
            return self.worlds[known_at]
        name = f"known_{known_at}".replace("-", "before_")
        self.connection.execute("BEGIN")
        worlds.begin_past(self.connection, name, known_at, base=self.has_base)
        self.connection.execute("COMMIT")
        self.worlds[known_at] = name
        if len(self.worlds) > PAST_WORLDS:
            _, oldest = self.worlds.popitem(last=False)
            worlds.end(self.connection, oldest)
            self.past_kept.pop(oldest, None)
        return name

    def _newest_knowledge(self) -> Micros:
        """When the newest fact was learned. The journal never runs backwards, so its last row tells."""
        newest = self.connection.execute("SELECT max(recorded_at) FROM tail.event").fetchone()
        newest_deal = self.connection.execute("SELECT max(recorded_at) FROM tail.deal_birth").fetchone()
        learned = [row[0] for row in (newest, newest_deal) if row and row[0] is not None and row[0] > 0]
        return max(learned, default=self.base_anchor)

    def _convert(self, workspace: Workspace, currency: str) -> None:
        """Make sure that there is a rate into `currency` for every day on which money moved."""
        present = fingerprint(workspace)
        if present != self.rates:
            self.rates = present
            self.targets.clear()
            self.connection.execute("DELETE FROM fact.rate")
        if self.targets.get(currency) == self.position:
            return
        fill_rates(self.connection, workspace, currency, everything=currency not in self.targets)
        self.targets[currency] = self.position


_stores: OrderedDict[tuple[str, int], FactStore] = OrderedDict()
_stores_lock = threading.Lock()


def facts_of(workspace: Workspace) -> FactStore:
    """This process's store of a workspace. The least recently asked of many are let go of."""
    from django.db import connection

    key = (str(connection.settings_dict["NAME"]), workspace.pk)
    with _stores_lock:
        if key not in _stores:
            _stores[key] = FactStore(workspace.pk)
            while len(_stores) > STORES:
                _stores.popitem(last=False)
        _stores.move_to_end(key)
        return _stores[key]


def forget_all() -> None:
    """Let go of every store; the next question reads base and journal again."""
    with _stores_lock:
        _stores.clear()
