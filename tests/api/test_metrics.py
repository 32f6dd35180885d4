"""Figures at the API are the same figures."""

from __future__ import annotations

import pytest

from saphan.pipeline.actions import create_opportunity, lose_opportunity, win_opportunity
from tests.api.caller import program_of
from tests.story import Story, on

pytestmark = pytest.mark.django_db


def decided(story: Story) -> None:
    """Ploy won two and lost one in June 2026; Wei, of another team, lost one."""
    with on("2026-06-10"):
        for seller, name, is_won in (
            ("ploy", "One", True),
            ("ploy", "Two", True),
            ("ploy", "Three", False),
            ("wei", "Four", False),
        ):
            actor = getattr(story, seller)
            deal = create_opportunity(
                actor=actor, name=name, stage=story.stage("Diagnose"), amount_minor=100_00
            )
            if is_won:
                win_opportunity(deal, actor=actor)
            else:
                lose_opportunity(deal, actor=actor, lost_reason=story.lost_reason())


def test_a_figure_is_exact_and_open_to_its_rows(story: Story) -> None:
    decided(story)
    answer = program_of(story.olan).post(
        "/metrics/win_rate/compute", {"period": "2026-06", "by": "owner", "rows": 10, "explain": True}
    )
    assert answer.status_code == 200, answer.content
    found = answer.json()
    assert (found["value"]["num"], found["value"]["den"], found["n"]) == (2, 4, 4)
    assert {group["key"]: (group["value"]["num"], group["value"]["den"]) for group in found["groups"]} == {
        "M-3": (2, 3), "M-5": (0, 1),
    }  # fmt: skip
    assert len(found["rows"]) == 4
    assert found["explanation"]["metric"] == "win_rate"


def test_who_sees_less_is_told_less(story: Story) -> None:
    decided(story)
    found = program_of(story.ploy).post("/metrics/win_rate/compute", {"period": "2026-06"}).json()
    assert (found["value"]["num"], found["value"]["den"]) == (2, 3)


def test_a_filter_is_named_by_code(story: Story) -> None:
    decided(story)
    question = {"start": "2026-06-01", "end": "2026-07-01", "filters": {"owner": "M-5"}}
    found = program_of(story.olan).post("/metrics/win_rate/compute", question).json()
    assert (found["value"]["num"], found["value"]["den"]) == (0, 1)


@pytest.mark.parametrize(
    ("key", "question", "code"),
    [
        ("luck", {"period": "2026"}, "kpi.unknown"),
        ("win_rate", {}, "request.invalid"),
        ("win_rate", {"period": "2026", "start": "2026-01-01", "end": "2026-02-01"}, "request.invalid"),
        ("win_rate", {"period": "someday"}, "period.unreadable"),
        ("win_rate", {"period": "2026", "filters": {"owner": "M-404"}}, "reference.not_found"),
        ("win_rate", {"period": "2026", "params": {"mood": "good"}}, "kpi.unknown_parameter"),
        ("win_rate", {"period": "2026", "rows": 10_001}, "request.invalid"),
    ],
)
def test_a_wrong_question_is_refused(story: Story, key: str, question: dict[str, object], code: str) -> None:
    answer = program_of(story.olan).post(f"/metrics/{key}/compute", question)
    assert (answer.status_code, answer.json()["code"]) == (422, code)


def test_the_metrics_are_listed_with_their_choices(story: Story) -> None:
    found = {row["key"]: row for row in program_of(story.rit).get("/metrics").json()["items"]}
    assert {"win_rate", "revenue_total", "cycle_days", "closure_rate"} <= set(found)
    assert found["win_rate"]["formula"]
