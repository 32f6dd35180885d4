"""Targets brought in as a table, and back out again."""

from __future__ import annotations

from datetime import date

import pytest

from saphan.core.errors import NotAllowed
from saphan.exchange.engine import apply, trial
from saphan.pipeline.models import Target
from tests.exchange.test_import import bring
from tests.story import Story, on

TABLE = """Figure,From,To,Target,Owner,Team,Territory
Total revenue,2026-04-01,2026-06-30,"1,000",Ploy,,
win_rate,2026-01-01,2026-12-31,35.5 %,,,Thailand
销售周期,2026-01-01,2026-12-31,42,,Bangkok,
Total revenue,2026-04-01,2026-06-30,900,Ploy,,
Luck,2026-01-01,2026-12-31,1,,,
Win rate,2026-12-31,2026-01-01,10,,,
Win rate,2026-01-01,2026-12-31,0,,,
Win rate,2026-01-01,2026-12-31,50,Ploy,Bangkok,
Win rate,2026-01-01,2026-12-31,50,Nobody,,
"""
COLUMNS = {
    "Figure": "metric", "From": "starts_on", "To": "ends_on", "Target": "amount", "Owner": "member", "Team": "team",
    "Territory": "territory",
}  # fmt: skip


def test_targets_come_in_and_bad_rows_come_back_with_their_reason(story: Story) -> None:
    run = bring(story, TABLE, "targets", columns=COLUMNS)
    tried = trial(run, story.dao)
    assert (tried.created, tried.bad, Target.objects.count()) == (3, 6, 0)
    with on("2026-06-16"):
        done = apply(run, story.dao)
    assert (done.created, done.bad) == (3, 6)
    assert [(row.number, row.problem) for row in done.bad_rows.order_by("number")] == [
        (5, "row.repeated"), (6, "kpi.unknown"), (7, "period.ends_before_start"), (8, "target.not_positive"),
        (9, "target.one_subject"), (10, "relation.unknown"),
    ]  # fmt: skip
    kept = {one.metric: (one.amount, one.currency) for one in Target.objects.all()}
    assert kept == {"revenue_total": (1_000_00, "THB"), "win_rate": (3_550, ""), "cycle_days": (4_200, "")}


def test_a_second_file_sets_the_same_targets_anew(story: Story) -> None:
    first, second = (
        f"Figure,From,To,Target\nTotal revenue,2026-04-01,2026-06-30,{amount}\n" for amount in (500, 700)
    )
    columns = {"Figure": "metric", "From": "starts_on", "To": "ends_on", "Target": "amount"}
    with on("2026-06-16"):
        apply(bring(story, first, "targets", columns=columns), story.dao)
        done = apply(bring(story, second, "targets", columns=columns), story.dao)
    assert (done.updated, done.created) == (1, 0)
    target = Target.objects.get()
    assert (target.amount, target.version, target.starts_on) == (700_00, 2, date(2026, 4, 1))


def test_who_may_not_set_targets_brings_none_in(story: Story) -> None:
    run = bring(story, TABLE, "targets", columns=COLUMNS)
    with pytest.raises(NotAllowed):
        trial(run, story.ploy)
    assert not Target.objects.exists()
