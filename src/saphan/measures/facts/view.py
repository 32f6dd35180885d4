"""What a question sees of the facts: one connection, one world, one position of the journal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from saphan.measures.facts.engine import duckdb
from saphan.measures.facts.kept import State, T, Table
from saphan.measures.facts.rates import rate_on
from saphan.measures.facts.zones import Zones
from saphan.workspace.models import Workspace


@dataclass(frozen=True)
class Facts:
    """A consistent view of the facts: one connection, one world, one journal position."""

    connection: duckdb.DuckDBPyConnection
    workspace: Workspace
    seq: int
    stamp: tuple[object, ...]
    zones: Zones
    state: State
    # What was asked, and the tables that a metric laid out for it, with the choices that they hold for.
    laid_out: dict[Any, Any] = field(default_factory=dict)
    put_off: list[Callable[[], None]] = field(default_factory=list)

    def table(self, sql: str, *, by_deal: bool = False) -> Table:
        """Every row of a statement in columns, kept while the facts that it reads stay."""
        return self.state.table(sql, by_deal=by_deal)

    def derived(self, name: object, sql: str, make: Callable[[], T]) -> T:
        """What follows from the rows of statements, kept as long as they."""
        return self.state.kept.get(name, self.state.of(sql), make)

    def rate(self, currency: str, target: str, day: int) -> tuple[int, int] | None:
        """What a minor unit is worth in minor units of `target` on a day; None where that is not known."""
        known: dict[object, tuple[int, int] | None] = self.state.kept.get("rates", self.state.rates, dict)
        if (currency, target, day) not in known:
            known[currency, target, day] = rate_on(self.workspace, currency, target, day)
        return known[currency, target, day]

    def before_statements(self, work: Callable[[], None]) -> None:
        """Do this before the next statement, and nothing that was put off before."""
        self.put_off[:] = [work]

    def _catch_up(self) -> None:
        while self.put_off:
            self.put_off.pop()()

    def run(self, sql: str) -> None:
        """Execute a statement for what it leaves behind."""
        self._catch_up()
        self.connection.execute(sql)

    def all(self, sql: str, values: dict[str, Any] | None = None) -> list[tuple[Any, ...]]:
        """Every row of a statement."""
        self._catch_up()
        return self.connection.execute(sql, values or {}).fetchall()

    def columns(self, sql: str, values: dict[str, Any] | None = None) -> dict[str, Any]:
        """Every row of a statement as numpy columns."""
        self._catch_up()
        return dict(self.connection.execute(sql, values or {}).fetchnumpy())

    def fill(self, table: str, columns: dict[str, Any]) -> None:
        """Make `table` a temporary table of these columns (numpy arrays of equal length)."""
        self.connection.register("filling", columns)
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS FROM filling")
        self.connection.unregister("filling")
