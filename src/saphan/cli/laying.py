"""The tables of an empty database, straight from the models: through every migration they would take ten times as long.

What migrations do in Python follows, and all of them are noted as done, so that the next one continues from here.
That the migrations lead to the same tables and rows is asked by `tests/setup/test_migrations.py`.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import Migration, RunPython
from django.db.migrations.executor import MigrationExecutor


def lay_tables() -> None:
    """Lay all tables in one transaction: a process that dies here leaves the database empty."""
    executor = MigrationExecutor(connection)
    plan = [migration for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    noted = executor.recorder.Migration
    with connection.schema_editor() as editor:
        editor.create_model(noted)
        for model in apps.get_models():
            if model._meta.can_migrate(connection):
                editor.create_model(model)
        run_python(plan, editor)
        noted.objects.using(connection.alias).bulk_create(
            noted(app=migration.app_label, name=migration.name) for migration in plan
        )
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)


def run_python(plan: Iterable[Migration], editor: BaseDatabaseSchemaEditor) -> None:
    """Run the Python of our own migrations on tables that are complete; those of libraries only mend old rows."""
    ours = {room.label for room in apps.get_app_configs() if room.name.startswith("saphan.")}
    for migration in plan:
        for operation in migration.operations:
            if migration.app_label in ours and isinstance(operation, RunPython):
                operation.code(apps, editor)  # type: ignore[arg-type]
