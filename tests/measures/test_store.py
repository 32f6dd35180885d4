"""Base and tail tell what the journal tells, whoever asks, and whatever happens to a writer."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from saphan.journal.models import Entry
from saphan.measures.facts import facts_of, forget_all, worlds
from saphan.measures.facts.bases import directory, newest_base
from saphan.measures.facts.making import rebuild, settle
from saphan.pipeline.actions import (
    add_stage,
    assign_opportunity,
    move_stage,
    update_opportunity,
    update_stage,
    win_opportunity,
)
from saphan.pipeline.models import Opportunity
from saphan.workspace.models import Workspace
from tests.commerce.sales import client, line, ordered
from tests.measures.deals import asked, figure, lost, opened, qualified, rate, reopened, won
from tests.measures.test_edges import put
from tests.story import Story, micros, on, tell_story

pytestmark = pytest.mark.usefixtures("no_bases")

FEBRUARY = micros(2026, 2, 15)
FACTS = ("fact.deal_birth", "fact.event", "fact.ledger_line")
DERIVED = (
    "order_version", "ordered", "sale", "order_share", "assignment", "stage_mark", "deal_version", "moment", "deal_share", "lead_step", "lead_root", "gone",
)  # fmt: skip


def winter(story: Story) -> None:
    """Deals of all fates up to February, a lead, a rate, somebody who changes teams."""
    rate(story, "USD", "THB", "2026-01-01", "35")
    for place in range(6):
        deal = opened(story, f"2026-01-0{place + 1}", 100 * place, by=(story.ploy, story.wei)[place % 2])
        if place % 3:
            won(story, deal, f"2026-02-0{place + 1}")
    lost(story, opened(story, "2026-01-07", 70, currency="USD"), "2026-02-07")
    qualified(story, "2026-01-09")
    ordered(story, client(story), "2026-01-12", line("Film", 50), line("Media", 20, is_pass_through=True))


def spring(story: Story) -> None:
    """What came after the base: new deals, old ones won back and forth, a handover, a back-dated win."""
    first, second, *_ = sorted(story_deals(story), key=lambda deal: deal.pk)
    with on("2026-03-01"):
        update_opportunity(first, actor=story.olan, changes={"amount_minor": 77_00}, reason="Smaller")
        move_stage(first, actor=story.olan, stage=story.stage("Propose"), override="Asked for it")
    reopened(story, second, "2026-03-05")
    rate(story, "USD", "THB", "2026-03-03", "35")
    late = opened(story, "2026-03-02", 500, currency="USD")
    with on("2026-03-09"):
        win_opportunity(late, actor=story.olan, won_on=date(2026, 3, 3))
    with on("2026-03-10"):
        assign_opportunity(first, actor=story.olan, owner=story.wei.member)
        put(story.ploy.member, actor=story.olan, team=story.teams["Shanghai"])
    qualified(story, "2026-03-11")


def story_deals(story: Story) -> list[Opportunity]:
    return list(Opportunity.objects.filter(workspace=story.workspace))


def contents(workspace: Workspace, known_at: int | None = None) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that figures are made from."""
    store = facts_of(workspace)
    with store.read(workspace, known_at=known_at, currency="THB") as facts:
        return {table: facts.all(f"FROM {table} ORDER BY ALL") for table in (*FACTS, *DERIVED)}


def test_a_stage_touches_only_deals_that_stood_in_it_when_it_meant_something_else(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    winter(story)
    rebuild(story.workspace)
    monkeypatch.setattr(worlds, "SLICE", 2)  # worked out in many slices
    contents(story.workspace)
    with on("2026-03-01"):
        update_stage(
            story.stage("Diagnose"), actor=story.olan, changes={"name": "Look", "is_qualified": False}
        )
    together = contents(story.workspace)
    store = facts_of(story.workspace)
    assert store.connection.execute("SELECT count(*) FROM touched").fetchall() == [(0,)]
    with on("2026-03-02"):
        opened(story, "2026-03-02", 5, stage="Look")
        add_stage(story.pipeline, actor=story.olan, name="Sign", is_negotiation=True)
    later = contents(story.workspace)
    assert together != later == from_the_journal_alone(story)


def from_the_journal_alone(story: Story, known_at: int | None = None) -> dict[str, list[tuple[Any, ...]]]:
    forget_all()
    shutil.rmtree(directory(story.workspace.pk), ignore_errors=True)
    found = contents(story.workspace, known_at)
    forget_all()
    return found


@pytest.mark.parametrize("known_at", [None, FEBRUARY, micros(2026, 3, 6), micros(2020, 1, 1)])
def test_base_and_tail_hold_what_the_journal_holds(story: Story, known_at: int | None) -> None:
    winter(story)
    rebuild(story.workspace)
    spring(story)
    forget_all()
    together = contents(story.workspace, known_at)
    assert facts_of(story.workspace).has_base
    assert together == from_the_journal_alone(story, known_at)


def test_a_base_made_from_base_and_tail_is_the_one_made_from_the_journal(story: Story) -> None:
    winter(story)
    rebuild(story.workspace)
    spring(story)
    assert settle(story.workspace, longest_tail=1)
    forget_all()
    settled = contents(story.workspace)
    assert facts_of(story.workspace).position.seq == newest_base(story.workspace.pk).seq  # type: ignore[union-attr]
    rebuild(story.workspace)
    forget_all()
    assert settled == contents(story.workspace) == from_the_journal_alone(story)


def test_a_short_tail_makes_no_new_base(story: Story) -> None:
    winter(story)
    assert not settle(story.workspace)
    rebuild(story.workspace)
    spring(story)
    assert not settle(story.workspace, longest_tail=10_000)


def test_a_reader_goes_over_to_a_newer_base_and_answers_alike(story: Story) -> None:
    winter(story)
    assert figure(asked(story, "revenue_total", "2026-Q1")) == 1_270_00
    rebuild(story.workspace)
    assert figure(asked(story, "revenue_total", "2026-Q1")) == 1_270_00
    assert facts_of(story.workspace).has_base
    spring(story)  # the win of 100 is taken back, 500 dollars are won at 35
    assert figure(asked(story, "revenue_total", "2026-Q1")) == (1_270 - 100 + 500 * 35) * 100


def test_a_base_of_another_journal_is_not_believed(story: Story) -> None:
    winter(story)
    base = rebuild(story.workspace)
    assert base is not None
    # a backup was put back and other things happened since
    Entry.objects.filter(seq=base.seq).update(recorded_at=1)
    forget_all()
    contents(story.workspace)
    assert not facts_of(story.workspace).has_base


def test_another_time_zone_makes_a_base_worthless(story: Story) -> None:
    winter(story)
    rebuild(story.workspace)
    story.workspace.time_zone = "UTC"
    story.workspace.save()
    forget_all()
    contents(story.workspace)
    assert not facts_of(story.workspace).has_base


def test_only_the_newest_base_is_kept(story: Story) -> None:
    winter(story)
    first, second = rebuild(story.workspace), rebuild(story.workspace)
    assert first != second
    assert [path.name for path in directory(story.workspace.pk).glob("*.duckdb")] == [second.path.name]  # type: ignore[union-attr]


IN_ANOTHER_PROCESS = """
import sys, json, os
import django
django.setup()
from django.db import connections
connections["default"].settings_dict["NAME"] = sys.argv[1]
from saphan.workspace.models import Workspace
from saphan.measures.facts import making
workspace = Workspace.objects.get(code="bridge")
if sys.argv[2] == "crash":
    copied = []
    def copy(*arguments):
        copied.append(arguments)
        if len(copied) == 5:
            os._exit(9)
        made(*arguments)
    made, making._copy = making._copy, copy
    making.settle(workspace, longest_tail=1)
from tests.measures.test_store import contents
from saphan.measures.facts import facts_of
print(json.dumps([facts_of(workspace).has_base, contents(workspace)]) if sys.argv[2] == "read" else "")
"""


def elsewhere(what: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "SAPHAN_HOME": str(settings.HOME), "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", IN_ANOTHER_PROCESS, str(connection.settings_dict["NAME"]), what]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


# Naming the apps makes the clean-up take the tables of the search index along.
@pytest.mark.django_db(transaction=True, available_apps=settings.INSTALLED_APPS)
def test_two_processes_answer_alike_and_a_writer_that_dies_leaves_the_old_base() -> None:
    story = tell_story()
    winter(story)
    old = rebuild(story.workspace)
    spring(story)
    here = contents(story.workspace)
    died = elsewhere("crash")
    assert died.returncode == 9, died.stderr
    assert newest_base(story.workspace.pk) == old
    there = elsewhere("read")
    assert there.returncode == 0, there.stderr
    assert json.loads(there.stdout)[1] == json.loads(json.dumps(here))
    assert settle(story.workspace, longest_tail=1)
    assert sorted(path.suffix for path in directory(story.workspace.pk).iterdir() if path.is_file()) == [
        "",
        ".duckdb",
    ]
    assert contents(story.workspace) == here
