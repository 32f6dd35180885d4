"""A new installation lays its tables from the models, an old one comes by the migrations: both end at the same place."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.services.schema import shape

ROOT = Path(__file__).parents[2]
BEGIN = """
import json, django
django.setup()
from tests.services.schema import rows, shape
"""
THROUGH_MIGRATIONS = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
"""
# What dies half way must not be taken for an installation.
AT_ONCE = """
from unittest.mock import patch
from saphan.cli import laying, opening
with patch.object(laying, "run_python", side_effect=KeyboardInterrupt):
    try: opening.migrate()
    except KeyboardInterrupt: pass
assert opening.is_empty()
opening.migrate()
assert opening.pending_migrations() == []
"""
END = "print(json.dumps([shape(), rows()]))"
# Groups of Django's, which we do not use: the key of this table is wider by migrations than by its model.
WIDER = "auth_group_permissions"


@contextmanager
def empty_database(name: str, folder: Path) -> Iterator[dict[str, str]]:
    """The variables of an installation with an empty database on the engine of this run."""
    home = {"SAPHAN_HOME": str(folder / name), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    if connection.vendor == "sqlite":
        yield home
        return
    import psycopg

    server, name = os.environ["DATABASE_URL"], f"saphan_{name}_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        try:
            address, _, options = server.partition("?")
            yield home | {"DATABASE_URL": f"{address.rpartition('/')[0]}/{name}?{options}"}
        finally:
            admin.execute(f"DROP DATABASE {name}")


def installed(name: str, how: str, folder: Path) -> list[dict[str, Any]]:
    """Shape and rows of an installation made in a process of its own."""
    with empty_database(name, folder) as variables:
        done = subprocess.run(
            [sys.executable, "-c", BEGIN + how + END], cwd=ROOT, env={**os.environ, **variables}, text=True,
            capture_output=True, timeout=120, check=False,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def migrated(db: None, tmp_path: Path) -> list[dict[str, Any]]:
    return installed("migrated", THROUGH_MIGRATIONS, tmp_path)


def test_the_migrations_lead_to_the_tables_and_rows_of_a_new_installation(
    migrated: list[dict[str, Any]], tmp_path: Path
) -> None:
    laid = installed("laid", AT_ONCE, tmp_path)
    for ours, theirs in zip(laid, migrated, strict=True):
        assert ours.keys() == theirs.keys()
        assert {t for t in ours if ours[t] != theirs[t]} <= {WIDER, "sqlite_sequence"}
    tested, tables = json.loads(json.dumps(shape())), laid[0]
    assert {t for t in tables if t != "django_migrations" and tables[t] != tested.get(t)} == set()
    assert len(laid[1]["django_migrations"]) > 70
