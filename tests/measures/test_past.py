"""The pipeline at an instant: as it stood, as we now know, and what was restated between the two."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from saphan.core.errors import RuleBroken
from saphan.core.period import parse_instant
from saphan.measures.changes import changes
from saphan.measures.past.pipeline import Pipeline, pipeline
from saphan.pipeline.actions import (
    assign_opportunity,
    move_stage,
    remove_opportunity,
    update_opportunity,
    update_stage,
    win_opportunity,
)
from saphan.pipeline.models import Stage
from saphan.workspace.actor import Actor
from tests.measures.deals import lost, opened, won
from tests.story import Story, on


def looked(story: Story, day: str, *, stood: bool = False, by: Actor | None = None, **more: Any) -> Pipeline:
    """The pipeline at the end of a day, asked on 20 June."""
    as_of = parse_instant(day, story.workspace.zone)
    with on("2026-06-20"):
        return pipeline(by or story.olan, as_of=as_of, known_at=as_of if stood else None, **more)


def names(found: Pipeline) -> list[str]:
    return [deal.name for deal in found.deals]


@pytest.fixture
def spring(story: Story) -> Story:
    """Three deals of April: one grew in May, one was lost on 20 May, one moved on in June."""
    first = opened(story, "2026-04-01", 100, name="First", expected_close_on=date(2026, 6, 30))
    second = opened(story, "2026-04-02", 50, name="Second")
    third = opened(story, "2026-04-03", name="Third")
    with on("2026-05-10"):
        update_opportunity(first, actor=story.olan, changes={"amount_minor": 120_00}, reason="More rooms")
    lost(story, second, "2026-05-20")
    with on("2026-06-05"):
        move_stage(third, actor=story.olan, stage=story.stage("Propose"), override="They called")
        update_opportunity(third, actor=story.olan, changes={"name": "Third, renamed"})
    return story


def test_sums_and_deals_are_those_of_the_day(spring: Story) -> None:
    april, june = looked(spring, "2026-04-30"), looked(spring, "2026-06-10")
    assert (april.count, april.minor, june.count, june.minor) == (3, 150_00, 2, 120_00)
    assert april.left_out == {"amount_missing": 1}
    assert names(april) == ["First", "Second", "Third"]
    assert names(june) == ["First", "Third, renamed"]
    first = april.deals[0].as_json()
    assert (first["amount_minor"], first["expected_close_on"], first["stage"]) == (
        100_00, "2026-06-30", spring.stage("Diagnose").code,
    )  # fmt: skip
    assert {stage.name: stage.deals for stage in june.stages if stage.deals} == {"Diagnose": 1, "Propose": 1}


def test_weighting_uses_the_chance_that_the_stage_had(spring: Story) -> None:
    before = looked(spring, "2026-04-30")
    with on("2026-06-18"):
        update_stage(spring.stage("Diagnose"), actor=spring.olan, changes={"win_chance": 9_000})
    diagnose = next(
        stage for stage in looked(spring, "2026-04-30", stood=True).stages if stage.name == "Diagnose"
    )
    assert looked(spring, "2026-04-30", stood=True).weighted == before.weighted
    assert diagnose.win_chance != 9_000
    assert Stage.objects.get(pk=diagnose.pk).win_chance == 9_000


def test_the_end_of_a_day_is_where_changes_begin(spring: Story) -> None:
    for reading in (False, True):
        told = looked(spring, "2026-04-30", stood=reading)
        with on("2026-06-20"):
            opening = changes(
                spring.olan, date(2026, 5, 1), date(2026, 6, 1), reading="stood" if reading else "known"
            ).opening
        assert (told.count, told.minor) == (opening.deals, opening.minor)


def test_a_late_win_is_restated_with_who_and_when(story: Story) -> None:
    deal = opened(story, "2026-05-01", 100, name="Late")
    opened(story, "2026-05-02", 40, name="Steady")
    with on("2026-06-10"):
        win_opportunity(deal, actor=story.olan, won_on=date(2026, 5, 28))
    stood, known = looked(story, "2026-05-31", stood=True), looked(story, "2026-05-31")
    assert (names(stood), names(known)) == (["Late", "Steady"], ["Steady"])
    assert stood.restated == known.restated
    told = known.as_json()["restated"]
    assert (told["stood"], told["known"]) == ({"deals": 2, "minor": 140_00}, {"deals": 1, "minor": 40_00})
    assert told["difference"] == {"deals": -1, "minor": -100_00}
    status = next(line for line in told["lines"] if line["attribute"] == "status")
    assert (status["deal"], status["before"], status["after"]) == (deal.code, "open", "won")
    assert (status["by"], status["recorded_at"][:10]) == (story.olan.member.code, "2026-06-10")


def test_what_was_entered_in_time_is_no_restatement(spring: Story) -> None:
    restated = looked(spring, "2026-05-31").restated
    assert restated is not None
    assert (restated.count, restated.minor, restated.is_any) == (0, 0, False)


def test_a_removed_deal_stood_and_as_we_now_know_never_was(story: Story) -> None:
    deal = opened(story, "2026-05-01", 100, name="Twice")
    with on("2026-06-10"):
        remove_opportunity(deal, actor=story.olan, reason="Entered twice")
    stood = looked(story, "2026-05-31", stood=True)
    assert (stood.minor, looked(story, "2026-05-31").minor) == (100_00, 0)
    assert stood.restated is not None
    assert [line.entry.attribute for line in stood.restated.lines] == ["removed_at"]


def test_deals_belong_to_whoever_held_them_then(story: Story) -> None:
    deal = opened(story, "2026-04-01", 100, name="Handed over")
    with on("2026-05-10"):
        assign_opportunity(deal, actor=story.olan, owner=story.lin.member)
    ploy = {"owner": story.ploy.member.pk}
    assert names(looked(story, "2026-04-30", filters=ploy)) == ["Handed over"]
    assert names(looked(story, "2026-05-31", filters=ploy)) == []


def test_deals_of_another_team_are_in_no_sum_and_no_list(story: Story) -> None:
    opened(story, "2026-04-01", 100, name="Bangkok's")
    opened(story, "2026-04-02", 70, name="Shanghai's", by=story.wei)
    assert names(looked(story, "2026-04-30")) == ["Bangkok's", "Shanghai's"]
    seen = looked(story, "2026-04-30", by=story.lin)
    assert (names(seen), seen.minor) == (["Bangkok's"], 100_00)


def test_won_by_then_and_all(story: Story) -> None:
    deal = opened(story, "2026-04-01", 100, name="Won in May")
    won(story, deal, "2026-05-10")
    assert names(looked(story, "2026-04-30", status="won")) == []
    assert names(looked(story, "2026-05-31", status="won")) == ["Won in May"]
    assert looked(story, "2026-05-31", status="all").minor == 100_00
    with pytest.raises(RuleBroken, match="not_a_choice"):
        looked(story, "2026-05-31", status="asleep")


def test_of_each_stage_some_and_the_rest_counted(story: Story) -> None:
    for number in range(5):
        opened(story, "2026-04-01", 100 + number, name=f"D{number}")
    found = looked(story, "2026-04-30", deals=2, of_each_stage=True)
    assert (names(found), found.count) == (["D4", "D3"], 5)
    assert names(looked(story, "2026-04-30", deals=2, skip=4)) == ["D0"]
