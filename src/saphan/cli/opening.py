"""Getting ready: Django, its tables, the language of the answers."""

from __future__ import annotations

import os

SETTINGS = "saphan.config.settings"


def open_house(*, lay_tables: bool = False) -> None:
    """Make the application usable. `lay_tables` creates the tables of a database that has none."""
    from saphan.cli.answering import language

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django
    from django.utils import translation

    django.setup()
    translation.activate(language())
    if lay_tables and is_empty():
        migrate()


def is_open() -> bool:
    from django.apps import apps

    return apps.ready


def is_empty() -> bool:
    """Whether the database has no tables of ours yet. Raises RuleBroken("database.unreachable")."""
    from django.db import OperationalError, connection

    from saphan.core.errors import RuleBroken

    try:
        return "django_migrations" not in connection.introspection.table_names()
    except OperationalError as error:
        raise RuleBroken("database.unreachable", trouble=str(error).strip()) from error


def migrate() -> None:
    """Bring the tables up to date; an empty database gets them at once."""
    from django.core.management import call_command

    from saphan.cli.laying import lay_tables

    if is_empty():
        lay_tables()
    else:
        call_command("migrate", verbosity=0, interactive=False)


def pending_migrations() -> list[str]:
    """Names of the migrations that this version brings and the database has not seen."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]
