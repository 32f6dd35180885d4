"""Worlds: what follows from the raw facts as they were known at one instant.

A world is a schema. It reads tables by their plain names and writes those of its own, which lie in a schema beside
it. Beside a base it holds only what differs there; its big tables are then the base's rows without the deals that
were worked out again, and these.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from saphan.core.period import Micros
from saphan.measures.facts.engine import duckdb
from saphan.measures.facts.kept import PRESENT, RECENT, SETTLED
from saphan.measures.facts.parts import PART_OF, PARTS
from saphan.measures.statements import composed, statement

FOREVER: Micros = 9 * 10**18
SLICE = 100_000  # deals that are worked out together; more need more memory than a process may take
RAW = ("deal_birth", "event", "ledger_line")


def lay_out(connection: duckdb.DuckDBPyConnection, *, base: bool) -> None:
    """The raw tables: what came after the base lies in `tail`, both together are seen in `fact`."""
    run = connection.execute
    run("CREATE SCHEMA tail; USE tail")
    run(statement("facts/raw"))
    run("CREATE SCHEMA fact; USE fact")
    for table in RAW:
        run(f"CREATE VIEW {table} AS {f'FROM base.fact.{table} UNION ALL ' if base else ''}FROM tail.{table}")
    run(statement("facts/rates"))
    begin(connection, PRESENT, base=base)
    if base:
        for table in _own_tables(connection, PRESENT):
            if table not in PART_OF:
                run(f"INSERT INTO {PRESENT}_own.{table} FROM base.{PRESENT}.{table}")
        _part(connection, SETTLED, f"base.{PRESENT}")
        _part(connection, RECENT, f"{PRESENT}_own")


def _part(connection: duckdb.DuckDBPyConnection, schema: str, deals: str) -> None:
    """The present as it would be with the deals of one schema alone."""
    run = connection.execute
    run(f"CREATE SCHEMA {schema}")
    for table in _own_tables(connection, PRESENT):
        source = deals if PART_OF.get(table) == "deals" else PRESENT
        run(f"CREATE VIEW {schema}.{table} AS FROM {source}.{table}")


def begin(connection: duckdb.DuckDBPyConnection, world: str, *, base: bool) -> None:
    """An empty world, or one that shows what the base says."""
    run = connection.execute
    run(f"CREATE SCHEMA {world}_own; USE {world}_own")
    run(statement("facts/world_tables"))
    run(f"CREATE SCHEMA {world}; USE {world}")
    for table in _own_tables(connection, world):
        shown = f"FROM {world}_own.{table}"
        if base and table in PART_OF:
            shown = composed("facts/beside_base", table=table, own=f"{world}_own", part=PART_OF[table])
        run(f"CREATE VIEW {table} AS {shown}")


def begin_past(connection: duckdb.DuckDBPyConnection, world: str, known_at: Micros, *, base: bool) -> None:
    """A world of the past: only deals of which something was learned since then are worked out again."""
    begin(connection, world, base=base)
    connection.execute("CREATE OR REPLACE TEMP TABLE touched (deal_id BIGINT)")
    if base:
        connection.execute(statement("facts/touched/since"), {"known_at": known_at})
        connection.execute(f"INSERT INTO {world}_own.gone FROM {PRESENT}_own.gone")
    else:
        connection.execute(statement("facts/touched/everything"))
    refresh(connection, world, known_at, {part.name for part in PARTS}, base=base)


def end(connection: duckdb.DuckDBPyConnection, world: str) -> None:
    """Let go of a world."""
    connection.execute(f"DROP SCHEMA {world} CASCADE; DROP SCHEMA {world}_own CASCADE")


def refresh(
    connection: duckdb.DuckDBPyConnection, world: str, known_at: Micros, parts: Iterable[str], *, base: bool
) -> None:
    """Work out some parts of a world again, those kept by deal for the deals in `touched`."""
    wanted, own, run = set(parts), f"{world}_own", connection.execute
    run(f"USE {world}")
    run(f"SET VARIABLE known_at = {known_at}::BIGINT")
    for part in PARTS:
        if part.name in wanted:
            for _ in _slices(connection) if part.by_deal else (None,):
                if base and part.by_deal:
                    run(composed("facts/redo", own=own, part=part.name))
                run(composed(f"facts/{part.name}", own=own))


def touch_by_stages(connection: duckdb.DuckDBPyConnection, *, base: bool) -> None:
    """Work out anew what stages mean, and touch the deals that stood in one when it meant something else."""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE mark_before AS FROM {PRESENT}_own.stage_mark")
    refresh(connection, PRESENT, FOREVER, {"set_up"}, base=base)
    connection.execute(statement("facts/touched/stage"))


def _slices(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Show the deals in `touched` slice by slice; all of them again at the end."""
    run = connection.execute
    (deals,) = run("SELECT count(DISTINCT deal_id) FROM touched").fetchall()[0]
    if deals <= SLICE:
        yield
        return
    run(
        "CREATE OR REPLACE TEMP TABLE every_touched AS SELECT deal_id, row_number() OVER (ORDER BY deal_id) // $size"
        " AS slice FROM (SELECT DISTINCT deal_id FROM touched)",
        {"size": SLICE},
    )
    for number in range(deals // SLICE + 1):
        run(
            "CREATE OR REPLACE TEMP TABLE touched AS SELECT deal_id FROM every_touched WHERE slice = $number",
            {"number": number},
        )
        yield
    run("CREATE OR REPLACE TEMP TABLE touched AS SELECT deal_id FROM every_touched")


def _own_tables(connection: duckdb.DuckDBPyConnection, world: str) -> list[str]:
    found = connection.execute(
        "SELECT table_name FROM duckdb_tables()"
        " WHERE database_name = current_database() AND schema_name = ? AND table_name <> 'redone'",
        [f"{world}_own"],
    )
    return [name for (name,) in found.fetchall()]
