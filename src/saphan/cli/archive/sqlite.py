"""SQLite: a snapshot while others write, and what is in it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from saphan.cli.archive.counting import count_rows, sum_money
from saphan.cli.archive.manifest import Counts, Sums
from saphan.core.errors import RuleBroken

NAME = "database.sqlite3"
SHADOWS = ("_config", "_content", "_data", "_docsize", "_idx")


def snapshot(source: Path, target: Path) -> None:
    """Copy the database as it stands at one moment; writers go on meanwhile."""
    with closing(sqlite3.connect(source, timeout=60)) as live, closing(sqlite3.connect(target)) as copy:
        # All pages in one step: in steps, every write in between would start the copy anew.
        live.backup(copy, pages=-1)
        copy.execute("PRAGMA journal_mode=DELETE")


def inspect(path: Path) -> tuple[Counts, Sums]:
    """Rows and sums of a snapshot. Raises RuleBroken("archive.damaged") when it is not sound."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
            verdict = [row[0] for row in database.execute("PRAGMA integrity_check")]
            if verdict != ["ok"]:
                raise RuleBroken("archive.damaged", trouble="; ".join(verdict[:3]))
            if orphan := database.execute("PRAGMA foreign_key_check").fetchone():
                raise RuleBroken("archive.damaged", trouble=f"{orphan[0]}: row {orphan[1]} points to nothing")
            columns = _columns(database)
            return count_rows(database.execute, columns), sum_money(database.execute, columns)
    except sqlite3.DatabaseError as error:
        raise RuleBroken("archive.damaged", trouble=str(error)) from error


def _columns(database: sqlite3.Connection) -> dict[str, list[str]]:
    """Columns of every ordinary table; an index that can be made anew is not counted."""
    rows = database.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    )
    tables = dict(rows.fetchall())
    virtual = {name for name, sql in tables.items() if (sql or "").upper().startswith("CREATE VIRTUAL")}
    derived = {f"{name}{suffix}" for name in virtual for suffix in SHADOWS}
    return {
        name: [row[1] for row in database.execute(f'PRAGMA table_info("{name}")')]
        for name in tables
        if name not in virtual | derived
    }
