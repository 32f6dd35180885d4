"""Installations get their tables from the migrations, tests get them from the models: both are the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests.services.schema import shape

ROOT = Path(__file__).parents[2]
MIGRATE = """
import json, django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.services.schema import shape
print(json.dumps(shape()))
"""


@pytest.fixture
def elsewhere(db: None, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The variables of an installation with an empty database on the engine of this run."""
    home = {"SAPHAN_HOME": str(tmp_path), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    if connection.vendor == "sqlite":
        yield home
        return
    import psycopg

    server, name = os.environ["DATABASE_URL"], f"saphan_migrated_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        try:
            address, _, options = server.partition("?")
            yield home | {"DATABASE_URL": f"{address.rpartition('/')[0]}/{name}?{options}"}
        finally:
            admin.execute(f"DROP DATABASE {name}")


def test_the_migrations_lead_to_the_tables_of_the_models(elsewhere: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", MIGRATE], cwd=ROOT, env={**os.environ, **elsewhere}, text=True, capture_output=True,
        timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    migrated, modelled = json.loads(done.stdout), json.loads(json.dumps(shape()))
    assert migrated.keys() == modelled.keys()
    assert {t: migrated[t] for t in migrated if migrated[t] != modelled[t]} == {
        t: modelled[t] for t in modelled if migrated[t] != modelled[t]
    }
