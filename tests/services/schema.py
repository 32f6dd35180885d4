"""The tables of a test run, straight from the models: ten seconds sooner than by going through every migration.

What a migration does in Python follows, so that the search's own tables and the published rates are there too. That
the migrations lead to the same tables is asked by `tests/setup/test_migrations.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.migrations import Migration, RunPython


def do_what_migrations_do() -> None:
    """Run the Python of the product's migrations, in their order, on tables that are complete."""
    with connection.schema_editor() as editor:
        for migration in written():
            for operation in migration.operations:
                if isinstance(operation, RunPython):
                    operation.code(apps, editor)  # type: ignore[arg-type]


def written() -> Iterator[type[Migration]]:
    """The migrations of our rooms, lower rooms first as they stand in the settings."""
    for room in apps.get_app_configs():
        if room.name.startswith("saphan."):
            for name in sorted(module.name for module in iter_modules([f"{room.path}/migrations"])):
                yield import_module(f"{room.name}.migrations.{name}").Migration


def shape() -> dict[str, list[str]]:
    """Every table that is not a library's, with its columns, keys, checks and indexes, whatever their names and order."""
    theirs = {
        model._meta.db_table
        for room in apps.get_app_configs()
        for model in room.get_models(include_auto_created=True)
        if not room.name.startswith("saphan.")
    }
    with connection.cursor() as cursor:
        return {
            table: sorted([*_columns(cursor, table), *_constraints(cursor, table)])
            for table in sorted(connection.introspection.table_names(cursor))
            if table not in {"django_migrations", *theirs}
        }


def _columns(cursor: Any, table: str) -> Iterator[str]:
    for column in connection.introspection.get_table_description(cursor, table):
        yield f"{column.name} {column.type_code} null={column.null_ok} default={column.default}"


def _constraints(cursor: Any, table: str) -> Iterator[str]:
    told = ("columns", "orders", "primary_key", "unique", "foreign_key", "check", "index", "type")
    for constraint in connection.introspection.get_constraints(cursor, table).values():
        yield repr([constraint.get(name) for name in told])
