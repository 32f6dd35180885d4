"""The tables of a test run are laid from the models, as those of a new installation are; and what a database holds."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from operator import itemgetter
from pkgutil import iter_modules
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.migrations import Migration

from saphan.cli.laying import run_python


def do_what_migrations_do() -> None:
    """Make the search's own tables, load the published rates, and whatever else our migrations do in Python."""
    with connection.schema_editor() as editor:
        run_python(written(), editor)


def written() -> Iterator[Migration]:
    """The migrations of our rooms, lower rooms first as they stand in the settings."""
    for room in apps.get_app_configs():
        if room.name.startswith("saphan."):
            for name in sorted(module.name for module in iter_modules([f"{room.path}/migrations"])):
                yield import_module(f"{room.name}.migrations.{name}").Migration(name, room.label)


def shape() -> dict[str, list[str]]:
    """Every table with its columns, keys, checks and indexes, whatever their order."""
    with connection.cursor() as cursor:
        return {
            table: sorted([*_columns(cursor, table), *_constraints(cursor, table)])
            for table in _tables(cursor)
        }


def rows() -> dict[str, list[str]]:
    """Every row there is, without keys and times, which differ from one installation to the next."""
    with connection.cursor() as cursor:
        return {table: sorted(_rows(cursor, table)) for table in _tables(cursor)}


def _tables(cursor: Any) -> list[str]:
    return sorted(connection.introspection.table_names(cursor))


def _rows(cursor: Any, table: str) -> Iterator[str]:
    cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
    names = [column[0] for column in cursor.description]
    for row in cursor.fetchall():
        told = sorted(zip(names, row, strict=True), key=itemgetter(0))
        yield repr([(name, value) for name, value in told if not name.endswith(("id", "_at", "applied"))])


def _columns(cursor: Any, table: str) -> Iterator[str]:
    for column in connection.introspection.get_table_description(cursor, table):
        yield f"{column.name} {column.type_code} null={column.null_ok} default={column.default}"


def _constraints(cursor: Any, table: str) -> Iterator[str]:
    told = ("columns", "orders", "primary_key", "unique", "foreign_key", "check", "index", "type")
    for constraint in connection.introspection.get_constraints(cursor, table).values():
        yield repr([constraint.get(name) for name in told])
