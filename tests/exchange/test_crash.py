"""Killed in the middle, an import goes on where it stopped: nothing twice, nothing half, nothing lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

# Fifty kills when asked for; a few on every run.
KILLS = int(os.environ.get("SAPHAN_IMPORT_KILLS", "3"))
ROWS = 12_000
PREPARE = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from pathlib import Path
from saphan.administration.opening import Opening, create_workspace
from saphan.exchange.runs import save_mapping, start_run
actor = create_workspace(Opening("w", "W"), owner_email="o@w.example", owner_name="O")
with Path("rows.csv").open("rb") as file:
    run = start_run(actor, "accounts", "rows.csv", file)
save_mapping(run, {"columns": {"name": "name", "key": "external_id"}})
"""
GO_ON = """
import django; django.setup()
from saphan.exchange.engine import apply
from saphan.exchange.models import ImportRun
from saphan.workspace.actor import system_actor
run = ImportRun.objects.get()
apply(run, system_actor(run.workspace))
print("done")
"""
COUNT = """
import django; django.setup()
from saphan.clients.models import Account
from saphan.exchange.models import ImportRun
from saphan.journal.models import Entry
from saphan.search.models import SearchDocument
run = ImportRun.objects.get()
keys = Account.objects.values_list("external_id", flat=True)
print(run.state, run.created, len(keys), len(set(keys)), Entry.objects.filter(kind="account").count(),
      SearchDocument.objects.filter(kind="account").count())
"""


@pytest.mark.slow
@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="a killed process needs a database file of its own")
def test_a_killed_import_ends_like_one_that_was_left_alone(tmp_path: Path) -> None:
    lines = [f"Company {number},K{number}" for number in range(ROWS)]
    (tmp_path / "rows.csv").write_text("\n".join(["name,key", *lines]))
    environment = {
        **os.environ,
        "SAPHAN_HOME": str(tmp_path / "home"),
        "DJANGO_SETTINGS_MODULE": "saphan.config.settings",
    }

    def run(script: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", script]
        return subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True)

    assert run(PREPARE).wait(timeout=120) == 0
    dice = random.Random(20)
    for _ in range(KILLS):
        victim = run(GO_ON)
        time.sleep(1.5 + dice.random() * 2.5)
        victim.send_signal(signal.SIGKILL)
        victim.wait(timeout=30)
    survivor = run(GO_ON)
    survivor.wait(timeout=240)
    told, _ = run(COUNT).communicate(timeout=60)
    assert told.split() == ["done", *[str(ROWS)] * 5]
