"""Calls: the roll-up of categories, what is kept when somebody makes one, and how they came out."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client

from saphan.clients.actions import create_account
from saphan.core.calls import Totals
from saphan.core.errors import NotAllowed, RuleBroken
from saphan.journal.undo import undo
from saphan.measures.actions import make_submission
from saphan.measures.calls.rollup import RollUp, roll_up
from saphan.measures.calls.track import track_of, tracks
from saphan.measures.models import Submission
from saphan.measures.queries import submissions_for
from saphan.pipeline.actions import update_opportunity
from saphan.pipeline.models import Opportunity
from saphan.workspace.actor import Actor
from saphan.workspace.models import Territory
from tests.measures.deals import opened, period, won
from tests.story import Story, on

SECOND = period("2026-Q2")


def called(story: Story, actor: Actor, amount: int, day: str = "2026-06-01", **more: Any) -> Submission:
    with on(day):
        more = {"starts_on": SECOND.start, "ends_on": SECOND.last} | more
        made: Submission = make_submission(actor=actor, call_minor=amount * 100, **more)
    return made


def rolled(actor: Actor) -> RollUp:
    with on("2026-06-16"):
        return roll_up(actor, SECOND)


def said(found: RollUp) -> dict[str, Totals]:
    return {line.subject.name: line.totals for line in found.people if line.subject}


@pytest.fixture
def quarter(story: Story) -> Story:
    """Ploy: closed 100, commit 40, best case 20. Lin: open 10, omitted 5. Wei: commit 7, and one for later."""
    inside = {"expected_close_on": date(2026, 6, 30)}
    thailand = Territory.objects.get(workspace=story.workspace, name="Thailand")
    with on("2026-01-01"):
        client = create_account(
            actor=story.olan, name="Siam Tea", owner=story.ploy.member, territory=thailand
        )
    won(story, opened(story, "2026-04-02", 100, account=client), "2026-05-01")
    opened(story, "2026-04-02", 40, category="commit", account=client, **inside)
    opened(story, "2026-04-02", 20, category="best_case", **inside)
    opened(story, "2026-04-02", 10, by=story.lin, **inside)
    opened(story, "2026-04-02", 5, by=story.lin, category="omitted", **inside)
    opened(story, "2026-04-02", 7, by=story.wei, category="commit", **inside)
    opened(story, "2026-04-02", 900, by=story.wei, category="commit", expected_close_on=date(2026, 7, 1))
    opened(story, "2026-04-02", by=story.wei, **inside)  # without an amount
    return story


def test_categories_roll_up_from_people_to_teams_and_territories(quarter: Story) -> None:
    found = rolled(quarter.olan)
    assert said(found) == {
        "Bangkok": (100_00, 40_00, 20_00, 10_00, 5_00), "Ploy": (100_00, 40_00, 20_00, 0, 0),
        "Lin": (0, 0, 0, 10_00, 5_00), "Shanghai": (0, 7_00, 0, 0, 0), "Wei": (0, 7_00, 0, 0, 0),
    }  # fmt: skip
    assert found.whole.totals.cumulative == (100_00, 147_00, 167_00, 177_00, 5_00)
    places = {line.subject.name if line.subject else None: line.totals[:2] for line in found.territories}
    assert places == {"Thailand": (100_00, 40_00), None: (0, 7_00)}
    assert (found.whole.deals, found.whole.unpriced) == (6, 1)


def test_a_seller_rolls_up_what_the_own_team_may_see(quarter: Story) -> None:
    assert set(said(rolled(quarter.ploy))) == {"Bangkok", "Ploy", "Lin"}
    assert said(rolled(quarter.wei))["Wei"].commit == 7_00


def test_a_call_keeps_the_categories_of_its_moment_and_never_changes(quarter: Story) -> None:
    made = called(quarter, quarter.ploy, 150, member=quarter.ploy.member, comment="Tea signs in June")
    best = Opportunity.objects.get(owner=quarter.ploy.member, category="best_case")
    with on("2026-06-10"):  # what happens later leaves the call alone
        update_opportunity(best, actor=quarter.ploy, changes={"category": "commit"})
    made.refresh_from_db()
    kept = (made.closed_minor, made.commit_minor, made.best_case_minor, made.pipeline_minor, made.call_minor)
    assert kept == (100_00, 40_00, 20_00, 0, 150_00)
    with pytest.raises(RuleBroken, match="submission.stays"), on("2026-06-11"):
        undo(made.change, actor=quarter.ploy)  # type: ignore[attr-defined]
    assert Submission.objects.filter(removed_at=None).count() == 1


def test_a_director_adds_a_number_and_replaces_none(quarter: Story) -> None:
    own = called(quarter, quarter.ploy, 150, member=quarter.ploy.member)
    beside = called(quarter, quarter.dao, 120, member=quarter.ploy.member)
    assert (own.is_own, beside.is_own) == (True, False)
    seen = submissions_for(quarter.ploy).order_by("id").values_list("call_minor", flat=True)
    assert list(seen) == [150_00, 120_00]
    assert not submissions_for(quarter.wei).exists()


def test_nobody_speaks_for_others_whose_deals_are_out_of_reach(quarter: Story, other_story: Story) -> None:
    team = quarter.teams["Bangkok"]
    for actor, about in (
        (quarter.ploy, {"member": quarter.lin.member}), (quarter.ploy, {"team": team}), (quarter.ploy, {}),
        (quarter.dao, {"member": quarter.ploy.member, "team": team}), (quarter.fon, {}), (quarter.rit, {}),
        (other_story.krit, {"member": quarter.ploy.member}), (other_story.krit, {"team": team}),
    ):  # fmt: skip
        with pytest.raises((RuleBroken, NotAllowed)):
            called(quarter, actor, 10, **about)
    for wrong in ({"low_minor": 1}, {"low_minor": 20_00, "high_minor": 30_00}, {"ends_on": date(2026, 1, 1)}):
        with pytest.raises(RuleBroken):
            called(quarter, quarter.ploy, 10, member=quarter.ploy.member, **wrong)
    assert not Submission.objects.exists()


def test_a_track_record_is_the_own_until_there_are_ten_calls(quarter: Story) -> None:
    ploy = quarter.ploy.member
    ranged = {"low_minor": 90_00, "high_minor": 130_00}
    called(quarter, quarter.ploy, 120, "2026-04-10", member=ploy, **ranged)
    called(
        quarter, quarter.dao, 500, "2026-04-10", member=ploy
    )  # somebody else's number is not Ploy's record
    called(quarter, quarter.ploy, 90, "2026-05-10", member=ploy)
    called(quarter, quarter.ploy, 100, "2026-07-02", member=ploy)  # the quarter was over
    with on("2026-07-15"):
        own, seen = track_of(quarter.ploy, ploy).record, track_of(quarter.dao, ploy).record
    assert (own.calls, own.bias, own.ranges, own.coverage) == (2, Fraction(20 - 10, 200), 1, 1)
    assert (seen.calls, seen.bias, seen.coverage) == (2, None, None)
    for _ in range(8):
        called(quarter, quarter.ploy, 100, "2026-06-01", member=ploy)
    with on("2026-07-15"):
        assert [track.member.name for track in tracks(quarter.dao)] == ["Dao", "Ploy"]
        assert track_of(quarter.dao, ploy).record.bias == Fraction(10, 1_000)


def test_the_page_takes_a_call_and_shows_it_beside_the_roll_up(quarter: Story, client: Client) -> None:
    assert quarter.ploy.member.user is not None
    client.force_login(quarter.ploy.member.user)
    address = "/w/bridge/pipeline/calls/"
    with on("2026-06-16"):
        assert client.post(
            f"{address}make/", {"about": quarter.ploy.member.code, "call": "160", "comment": "Sure"}
        ).status_code == 303  # fmt: skip
        refused = client.post(f"{address}make/", {"about": quarter.lin.member.code, "call": "160"})
        page = client.get(address).content.decode()
    assert refused.status_code == 422
    made = Submission.objects.get()
    assert (made.member, made.call_minor, made.comment) == (quarter.ploy.member, 160_00, "Sure")
    assert "Sure" in page
    assert "฿160" in page
