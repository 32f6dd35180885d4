"""PostgreSQL: pg_dump and pg_restore on one exported snapshot, and what is in it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from saphan.cli.archive.counting import count_rows, sum_money
from saphan.cli.archive.manifest import Counts, Sums
from saphan.core.errors import RuleBroken

NAME = "database.dump"


def dump(target: Path) -> tuple[Counts, Sums]:
    """Write a dump and count, both on the same snapshot, so that they agree while others write.

    Raises RuleBroken("archive.tool_missing") and RuleBroken("archive.tool_failed").
    """
    tool = _tool("pg_dump")
    with _snapshot() as name:
        found = inspect()
        _run([tool, "--format=custom", "--no-owner", "--no-acl", f"--snapshot={name}", f"--file={target}"])
    return found


def load(source: Path) -> None:
    """Replace everything in the database by the dump, in one transaction."""
    options = ["--clean", "--if-exists", "--no-owner", "--no-acl", "--single-transaction", "--exit-on-error"]
    _run([_tool("pg_restore"), *options, f"--dbname={_settings()['NAME']}", str(source)])


def inspect() -> tuple[Counts, Sums]:
    """Rows and sums of the present database."""
    columns = _columns()
    return count_rows(_ask, columns), sum_money(_ask, columns)


@contextmanager
def _snapshot() -> Iterator[str]:
    from django.db import connection, transaction

    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT pg_export_snapshot()")
            name = str(cursor.fetchone()[0])
        yield name


def _ask(statement: str) -> Iterable[Sequence[Any]]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


def _columns() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for table, column in _ask(
        "SELECT c.table_name, c.column_name FROM information_schema.columns c "
        "JOIN information_schema.tables t USING (table_schema, table_name) "
        "WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE'"
    ):
        found.setdefault(table, []).append(column)
    return found


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise RuleBroken("archive.tool_missing", tool=name)
    return found


def _run(command: list[str]) -> None:
    done = subprocess.run(  # noqa: S603 - our own arguments; the tool is looked up above
        command, env={**os.environ, **_environment()}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["?"])[-1]
        raise RuleBroken("archive.tool_failed", tool=Path(command[0]).name, trouble=last)


def _environment() -> dict[str, str]:
    """Where and as whom, in variables: arguments could be read by everybody on the machine."""
    settings = _settings()
    names = {
        "PGHOST": "HOST",
        "PGPORT": "PORT",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
        "PGDATABASE": "NAME",
    }
    return {name: str(settings[key]) for name, key in names.items() if settings.get(key)}


def _settings() -> dict[str, Any]:
    from django.db import connection

    return connection.settings_dict
