"""Targets beside the figures, worked out by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from django.test import Client
from django.urls import reverse

from saphan.core.errors import NotAllowed, RuleBroken
from saphan.measures.attainment import aims, attained
from saphan.measures.question import By
from saphan.pipeline.actions import set_target_of
from saphan.pipeline.models import Target
from saphan.pipeline.queries import targets_for
from tests.measures.deals import opened, period, won
from tests.story import Story, on

QUARTER = {"starts_on": date(2026, 4, 1), "ends_on": date(2026, 6, 30)}


def target(story: Story, amount: int, metric: str = "revenue_total", **more: object) -> Target:
    with on("2026-04-01"):
        made: Target = set_target_of(actor=story.dao, metric=metric, amount=amount, **QUARTER, **more)
    return made


@pytest.fixture
def quarter(story: Story) -> Story:
    """Ploy won 60 of her 100; 80 are open for June, 500 for July; Lin won 10."""
    won(story, opened(story, "2026-01-05", 60), "2026-05-02")
    won(story, opened(story, "2026-01-05", 10, by=story.lin), "2026-05-02")
    opened(story, "2026-04-05", 80, expected_close_on=date(2026, 6, 20))
    opened(story, "2026-04-05", 500, expected_close_on=date(2026, 7, 1))
    return story


def test_what_is_credited_over_the_target_and_what_is_open_over_what_is_missing(quarter: Story) -> None:
    mine = target(quarter, 100_00, member=quarter.ploy.member)
    with on("2026-06-16"):
        told = attained(quarter.dao, mine)
    assert told.share == Fraction(3, 5)
    assert told.cover is not None
    assert (told.cover.value, told.cover.missing_minor) == (2, 40_00)  # 80 open over 40 missing


def test_once_the_target_is_met_there_is_no_coverage_but_that(quarter: Story) -> None:
    mine = target(quarter, 50_00, member=quarter.ploy.member)
    with on("2026-06-16"):
        told = attained(quarter.dao, mine)
    assert told.cover is not None
    assert (told.share, told.cover.is_met, told.cover.value) == (Fraction(6, 5), True, None)


def test_a_team_and_the_whole_workspace_have_their_own(quarter: Story) -> None:
    team, whole = target(quarter, 140_00, team=quarter.teams["Bangkok"]), target(quarter, 700_00)
    with on("2026-06-16"):
        assert attained(quarter.dao, team).share == Fraction(1, 2)
        assert attained(quarter.dao, whole).share == Fraction(1, 10)
        found = aims(quarter.dao, period("2026-Q2"), {By.TEAM: quarter.teams["Bangkok"].pk}, "THB")
    assert found["revenue_total"].value == 140_00
    assert aims(quarter.dao, period("2026-Q1"), {}, "THB") == {}


def test_setting_it_again_makes_a_version_and_no_second_target(story: Story) -> None:
    first, second = target(story, 100_00), target(story, 120_00)
    assert (first.pk, second.version, second.amount) == (second.pk, 2, 120_00)


def test_shares_and_days_are_aims_too(story: Story) -> None:
    target(story, 3_500, "win_rate")
    target(story, 4_200, "cycle_days")
    found = aims(story.dao, period("2026-Q2"), {}, "THB")
    assert (found["win_rate"].value, found["cycle_days"].low_is_better) == (Fraction(7, 20), True)


def test_what_cannot_be_and_who_may_not_changes_nothing(story: Story) -> None:
    for wrong in (
        {"metric": "luck"}, {"amount": 0}, {"member": story.ploy.member, "team": story.teams["Bangkok"]},
        {"ends_on": date(2026, 1, 1)},
    ):  # fmt: skip
        with pytest.raises(RuleBroken):
            set_target_of(actor=story.dao, **{"metric": "win_rate", "amount": 1, **QUARTER, **wrong})
    for actor in (story.ploy, story.fon, story.rit):
        with pytest.raises(NotAllowed):
            set_target_of(actor=actor, metric="win_rate", amount=1, **QUARTER)
    assert not Target.objects.exists()


def test_a_colleagues_target_is_seen_within_reach_alone(story: Story) -> None:
    target(story, 100_00, member=story.ploy.member)
    seen = {name: targets_for(getattr(story, name)).count() for name in ("ploy", "lin", "wei", "dao", "rit")}
    assert seen == {"ploy": 1, "lin": 1, "wei": 0, "dao": 1, "rit": 1}


def test_the_wall_shows_the_target_beside_the_figure(quarter: Story) -> None:
    target(quarter, 140_00)
    dao = Client()
    dao.force_login(quarter.dao.member.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    with on("2026-06-16"):
        page = dao.get(reverse("performance:wall", args=["bridge"]), {"period": "2026-Q2"}).content.decode()
    assert "0 of 1 on target" in page


def test_a_month_is_measured_against_its_days_of_the_quarter(quarter: Story) -> None:
    target(quarter, 910_00)
    target(quarter, 3_500, "win_rate")
    found = aims(quarter.dao, period("2026-06"), {}, "THB")
    assert (found["revenue_total"].value, found["win_rate"].value) == (
        300_00,
        Fraction(7, 20),
    )  # 30 of 91 days
    assert aims(quarter.dao, period("2026"), {}, "THB") == {}


def test_the_wall_says_of_each_territory_whether_it_is_on_target(quarter: Story) -> None:
    from saphan.clients.actions import create_account
    from saphan.workspace.models import Territory

    thailand = Territory.objects.get(workspace=quarter.workspace, name="Thailand")
    with on("2026-01-02"):
        tea = create_account(
            actor=quarter.olan, name="Siam Tea", owner=quarter.ploy.member, territory=thailand
        )
    won(quarter, opened(quarter, "2026-01-05", 60, account=tea), "2026-05-03")
    target(quarter, 70_00, territory=thailand)
    dao = Client()
    dao.force_login(quarter.dao.member.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    with on("2026-06-16"):
        page = dao.get(reverse("performance:wall", args=["bridge"]), {"period": "2026-Q2"}).content.decode()
    assert page.count("on-target warn") == 2  # 60 of 70, and the legend
    assert page.count("on-target good") == 1
