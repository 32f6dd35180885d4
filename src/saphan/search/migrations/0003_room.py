"""Room in memory for the tokens of a batch of an import, which is then written as one piece of the index."""

from __future__ import annotations

from typing import Any

from django.db import migrations

BYTES = 16 * 1024 * 1024
DEFAULT = 1024 * 1024


def _set(schema_editor: Any, size: int) -> None:
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(
            "INSERT INTO search_tokens (search_tokens, rank) VALUES ('hashsize', %s)", [size]
        )


def widen(_apps: Any, schema_editor: Any) -> None:
    _set(schema_editor, BYTES)


def narrow(_apps: Any, schema_editor: Any) -> None:
    _set(schema_editor, DEFAULT)


class Migration(migrations.Migration):
    dependencies = [("search", "0002_tokens")]
    operations = [migrations.RunPython(widen, narrow)]
