"""Killed in the middle, an import goes on where it stopped: nothing twice, nothing half, nothing lost."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

# Fifty kills when asked for; a few on every run.
KILLS = int(os.environ.get("SAPHAN_IMPORT_KILLS", "3"))
ROWS, BATCH = 20_000 if KILLS > 9 else 4_000, 400
LONGEST = 0.1  # seconds from the start of an import to the kill: a batch, more or less
PREPARE = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from saphan.administration.opening import Opening, create_workspace
from saphan.exchange.runs import save_mapping, start_run
from pathlib import Path
actor = create_workspace(Opening("w", "W"), owner_email="o@w.example", owner_name="O")
with Path("rows.csv").open("rb") as file:
    run = start_run(actor, "accounts", "rows.csv", file)
save_mapping(run, {"columns": {"name": "name", "key": "external_id", "city": "city"}})
"""
GO_ON = f"""
import django; django.setup()
from saphan.exchange import engine
from saphan.exchange.models import ImportRun
from saphan.workspace.actor import system_actor
engine.BATCH = {BATCH}
run = ImportRun.objects.get()
print(run.done_rows, flush=True)
engine.apply(run, system_actor(run.workspace), lambda done, total: print(done, flush=True))
"""
# Everything that the import left, without the instants at which it was written.
TELL = """
import django; django.setup()
from hashlib import sha256
from saphan.clients.models import Account
from saphan.exchange.models import ImportRun
from saphan.journal.models import Entry
from saphan.search.models import SearchDocument
run = ImportRun.objects.get()
keys = dict(Account.objects.values_list("pk", "external_id"))
rows = sorted(Account.objects.values_list("external_id", "code", "name", "city", "owner_id", "version", "removed_at"))
told = sorted(
    (keys[pk], attribute, repr(old), repr(new), door)
    for pk, attribute, old, new, door in Entry.objects.filter(kind="account").values_list(
        "entity_id", "attribute", "old", "new", "change__door"
    )
)
found = sorted((keys[pk], title) for pk, title in SearchDocument.objects.filter(kind="account").values_list("entity_id", "title"))
print(run.state, run.created, run.bad, len(rows), len(told), len(found), sha256(repr((rows, told, found)).encode()).hexdigest())
"""


class Home:
    """An installation of its own with one import that has not begun."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def prepare(self) -> Home:
        self.folder.mkdir()
        lines = [f"Company {number},K{number},City {number % 7}" for number in range(ROWS)]
        (self.folder / "rows.csv").write_text("\n".join(["name,key,city", *lines]))
        self.run(PREPARE).communicate(timeout=120)
        return self

    def copied(self, folder: Path) -> Home:
        return Home(shutil.copytree(self.folder, folder))

    def run(self, script: str) -> subprocess.Popen[str]:
        environment = {
            **os.environ,
            "SAPHAN_HOME": str(self.folder / "home"),
            "DJANGO_SETTINGS_MODULE": "saphan.config.settings",
        }
        command = [sys.executable, "-c", script]
        return subprocess.Popen(command, cwd=self.folder, env=environment, stdout=subprocess.PIPE, text=True)

    def finish(self) -> list[str]:
        """Let the import run to its end, and tell what is there."""
        self.run(GO_ON).communicate(timeout=240)
        told, _ = self.run(TELL).communicate(timeout=60)
        return told.split()


def killed(victim: subprocess.Popen[str], after: float) -> list[int]:
    """Kill the import some time after it began; the rows it had reported by then, where it began first."""
    assert victim.stdout is not None
    reported = [int(victim.stdout.readline())]
    time.sleep(after)
    victim.send_signal(signal.SIGKILL)
    rest, _ = victim.communicate(timeout=30)
    return reported + [int(line) for line in rest.split()]


@pytest.mark.slow
@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="a killed process needs a database file of its own")
def test_a_killed_import_ends_like_one_that_was_left_alone(tmp_path: Path) -> None:
    hurt = Home(tmp_path / "hurt").prepare()
    whole = hurt.copied(tmp_path / "whole")
    dice, heard = random.Random(20), 0
    for _ in range(KILLS):
        reported = killed(hurt.run(GO_ON), dice.random() * LONGEST)
        assert reported[0] >= heard  # what was reported was kept
        heard = reported[-1]
    assert 0 < heard < ROWS  # every kill was in the middle
    told = hurt.finish()
    assert told[:6] == ["done", str(ROWS), "0", *[str(ROWS)] * 3]
    assert told == whole.finish()
