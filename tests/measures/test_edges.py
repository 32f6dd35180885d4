"""Cases in which a figure goes wrong easily. Each is told through the real actions."""

from __future__ import annotations

from fractions import Fraction

import pytest

from saphan.core.errors import RuleBroken
from saphan.journal import action, create, save
from saphan.measures.registry import METRICS
from saphan.pipeline.actions import (
    assign_opportunity,
    create_pipeline,
    retire_stage,
    set_lines,
    update_stage,
    win_opportunity,
)
from saphan.pipeline.actions.deal import Line
from saphan.pipeline.models import Lead, Opportunity
from saphan.workspace.actor import Actor
from saphan.workspace.models import Member, Offering, Team, Territory
from tests.measures.deals import (
    asked,
    figure,
    lost,
    opened,
    period,
    qualified,
    rate,
    reopened,
    turned_away,
    won,
)
from tests.story import Story, micros, on


@action("test.create", allow=lambda _actor, _subject: True)
def make(record: Offering | None = None, *, actor: Actor, name: str) -> Offering:
    return create(Offering(name=name))


@action("test.save", allow=lambda _actor, _subject: True)
def put(
    record: Member | Lead | Opportunity, *, actor: Actor, **values: object
) -> Member | Lead | Opportunity:
    for name, value in values.items():
        setattr(record, name, value)
    return save(record)


def test_a_deal_won_taken_back_and_won_again_is_one_win_on_the_last_day(story: Story) -> None:
    deal = won(story, opened(story, "2026-01-01", 100), "2026-02-01")
    reopened(story, deal, "2026-04-10")
    won(story, deal, "2026-05-01", 80)
    assert [figure(asked(story, "revenue_total", f"2026-Q{quarter}")) for quarter in (1, 2)] == [
        100_00,
        -20_00,
    ]
    assert asked(story, "win_rate", "2026-Q1").measured.den == 0
    assert asked(story, "win_rate", "2026-Q2").measured.den == 1
    assert figure(asked(story, "cycle_days", "2026-Q2")) == 120  # 1 January to 1 May
    assert figure(asked(story, "cycle_days", "2026-Q2", params={"reopened": "minus_closed"})) == 120 - 68
    assert figure(asked(story, "deal_size_avg", "2026-Q2")) == 80_00
    frozen = asked(story, "win_rate", "2026-Q1", known_at=micros(2026, 3, 31), as_of=micros(2026, 3, 31))
    assert (frozen.measured.num, frozen.measured.den) == (1, 1)


def test_what_happened_before_a_handover_stays_with_the_one_who_left(story: Story) -> None:
    early = won(story, opened(story, "2026-01-01", 100), "2026-02-01")
    late = opened(story, "2026-01-01", 50)
    for deal in (early, late):
        with on("2026-03-01"):
            assign_opportunity(deal, actor=story.olan, owner=story.wei.member)
    won(story, late, "2026-04-01")
    answer = asked(story, "revenue_total", "2026", by="owner")
    assert {group.label: group.measured.value for group in answer.groups} == {"Ploy": 100_00, "Wei": 50_00}
    teams = asked(story, "revenue_total", "2026", by="team")
    assert {group.label: group.measured.value for group in teams.groups} == {
        "Bangkok": 100_00,
        "Shanghai": 50_00,
    }
    with on("2026-05-01"):
        put(story.ploy.member, actor=story.olan, team=story.teams["Shanghai"])
    again = asked(story, "revenue_total", "2026", by="team")
    assert {group.label: group.measured.value for group in again.groups} == {
        "Bangkok": 100_00,
        "Shanghai": 50_00,
    }


def test_a_back_dated_win_is_absent_from_what_was_known_at_the_end_of_the_quarter(story: Story) -> None:
    deal = opened(story, "2026-01-05", 100)
    with on("2026-04-03"):
        win_opportunity(deal, actor=story.olan, won_on=period("2026-Q1").last)
    end = micros(2026, 3, 31, 16, 59)  # a minute before midnight in Bangkok
    assert figure(asked(story, "revenue_total", "2026-Q1", known_at=end, as_of=end)) == 0
    assert figure(asked(story, "revenue_total", "2026-Q1")) == 100_00


def test_an_early_hour_belongs_to_the_day_of_the_workspace(story: Story) -> None:
    deal = opened(story, "2026-01-05", 100)
    with on("2026-03-31", hour=18):  # one in the morning of 1 April in Bangkok
        win_opportunity(deal, actor=story.olan)
    assert [figure(asked(story, "revenue_total", f"2026-Q{quarter}")) for quarter in (1, 2)] == [0, 100_00]


@pytest.mark.parametrize("key", list(METRICS))
@pytest.mark.parametrize("name", ["2026-Q1", "2026-06-16"])
def test_an_empty_workspace_has_counts_of_nothing_and_reasons(story: Story, key: str, name: str) -> None:
    answer = asked(story, key, name, rows=10)
    assert figure(answer) in {0, "no_denominator", "non_positive_base"}
    assert answer.as_json()["rows"] == []


def test_a_currency_without_rates_leaves_money_undefined_and_counts_alone(story: Story) -> None:
    won(story, opened(story, "2026-01-05", 100, currency="KWD"), "2026-02-01")
    answer = asked(story, "revenue_total", "2026-Q1")
    assert figure(answer) == "missing_input"
    assert answer.measured.missing == ("KWD",)
    assert asked(story, "win_rate", "2026-Q1").measured.num == 1
    rate(story, "KWD", "THB", "2026-02-01", "110")
    # a dinar has 1,000 fils: the 10,000 minor units are 10 dinars
    assert figure(asked(story, "revenue_total", "2026-Q1")) == 1_100_00


def test_each_line_is_converted_by_itself_half_to_even(story: Story) -> None:
    for day in ("2026-02-01", "2026-02-02", "2026-02-03"):
        rate(story, "USD", "THB", day, "0.5")
    for day, cents in (("2026-02-01", 1), ("2026-02-02", 3), ("2026-02-03", 5)):
        deal = opened(story, "2026-01-05", currency="USD")
        with on(day):
            win_opportunity(deal, actor=story.olan, amount_minor=cents)
    assert figure(asked(story, "revenue_total", "2026-Q1")) == 0 + 2 + 2  # 0.5, 1.5 and 2.5


def test_a_renamed_or_retired_stage_changes_no_figure(story: Story) -> None:
    won(story, opened(story, "2026-01-05", 10), "2026-02-01")
    lost(story, opened(story, "2026-01-05", 10), "2026-02-01")
    with on("2026-03-01"):
        update_stage(
            story.stage("Diagnose"), actor=story.olan, changes={"name": "Look", "is_qualified": False}
        )
        retire_stage(story.stage("Look"), actor=story.olan)
    assert asked(story, "win_rate", "2026-Q1").measured.den == 2
    assert figure(asked(story, "cycle_days", "2026-Q1")) == 27


def test_a_win_out_of_no_qualified_stage_has_no_cycle_and_is_listed(story: Story) -> None:
    won(story, opened(story, "2026-01-05", 10, stage="Qualify"), "2026-02-01")
    answer = asked(story, "cycle_days", "2026-Q1", rows=5)
    assert figure(answer) == "no_denominator"
    assert [(row.row.included, row.row.reason) for row in answer.rows] == [(False, "start_missing")]
    assert asked(story, "win_rate", "2026-Q1").measured.num == 1


def test_a_win_without_an_amount_is_left_out_of_the_mean_and_one_of_zero_is_not(story: Story) -> None:
    won(story, opened(story, "2026-01-05"), "2026-02-01")
    won(story, opened(story, "2026-01-05", 0), "2026-02-01")
    won(story, opened(story, "2026-01-05", 30, type="renewal"), "2026-02-01")
    won(story, opened(story, "2026-01-05", 50), "2026-02-01")
    answer = asked(story, "deal_size_avg", "2026-Q1")
    assert figure(answer) == 25_00
    assert dict(answer.measured.excluded) == {"amount_missing": 1, "renewal": 1}


def test_a_lead_counts_again_after_it_was_turned_away_and_left_in_peace(story: Story) -> None:
    lead = qualified(story, "2025-06-01")
    turned_away(story, lead, "2025-07-01")
    qualified(story, "2026-01-15", lead)  # 198 days later
    assert figure(asked(story, "ql_count", "2026-01")) == 1
    assert figure(asked(story, "ql_count", "2026-01", params={"quiet_days": 200})) == 0


def test_merged_leads_count_once_at_the_earliest_date(story: Story) -> None:
    first, second = qualified(story, "2026-01-10"), qualified(story, "2026-02-10")
    assert figure(asked(story, "ql_count", "2026-Q1")) == 2
    with on("2026-03-01"):
        put(first, actor=story.olan, merged_into=second)
    assert [figure(asked(story, "ql_count", name)) for name in ("2026-01", "2026-02")] == [1, 0]


def test_a_pipeline_without_negotiation_falls_back_and_says_so(story: Story) -> None:
    with on("2025-12-01"):
        pipeline = create_pipeline(actor=story.olan, name="Renewals", stages=[{"name": "Talk"}])
    from saphan.pipeline.actions import create_opportunity

    with on("2026-01-05"):
        create_opportunity(actor=story.ploy, name="Renew", stage=pipeline.stages.get(name="Talk"))
    answer = asked(story, "closure_rate", "2026-01")
    assert (answer.measured.num, answer.measured.den) == (0, 1)
    assert list(answer.notes) == ["no_negotiation_mark"]


def test_a_running_period_is_compared_with_as_many_days_of_its_base(story: Story) -> None:
    won(story, opened(story, "2025-05-01", 100), "2025-06-10")
    won(story, opened(story, "2025-05-01", 700), "2025-06-20")
    won(story, opened(story, "2026-05-01", 150), "2026-06-10")
    answer = asked(story, "revenue_growth", "2026-06", day="2026-06-16")
    assert figure(answer) == Fraction(50, 100)
    assert list(answer.notes) == ["to_date"]


def test_growth_from_nothing_is_undefined_and_shows_the_change(story: Story) -> None:
    won(story, opened(story, "2026-05-01", 150), "2026-06-10")
    answer = asked(story, "revenue_growth", "2026-06")
    assert figure(answer) == "non_positive_base"
    assert answer.measured.companions["change"].value == 150_00


def test_a_basis_without_facts_is_undefined(story: Story) -> None:
    answer = asked(story, "revenue_total", "2026-Q1", params={"basis": "recognised"})
    assert (figure(answer), answer.measured.missing) == ("missing_input", ("finance_feed",))


def test_a_deal_of_two_offerings_is_shared_out_to_the_last_unit(story: Story) -> None:
    with on("2025-12-01"):
        film, media = make(actor=story.olan, name="Film"), make(actor=story.olan, name="Media")
    deal = opened(story, "2026-01-05")
    with on("2026-01-05"):
        set_lines(deal, actor=story.ploy, lines=[Line(film, 1, 2_001), Line(media, 1, 1_000)])
    won(story, deal, "2026-02-01")
    answer = asked(story, "revenue_total", "2026-Q1", by="offering")
    assert {group.label: group.measured.value for group in answer.groups} == {"Film": 2_001, "Media": 1_000}
    wins = asked(story, "win_rate", "2026-Q1", by="offering")
    assert {group.label: group.measured.num for group in wins.groups} == {
        "Film": Fraction(6_668, 10_000), "Media": Fraction(3_332, 10_000),
    }  # fmt: skip
    assert figure(asked(story, "revenue_total", "2026-Q1", filters={"offering": film.pk})) == 2_001


def test_a_filter_on_a_team_takes_the_teams_below_it(story: Story) -> None:
    bangkok = story.teams["Bangkok"]
    film = Team.objects.create(
        workspace=story.workspace, code="T-9", name="Film", parent=bangkok, created_at=0
    )
    film.path = f"{bangkok.path}{film.pk}/"
    film.save()
    Member.objects.filter(pk=story.lin.member.pk).update(team=film)
    won(story, opened(story, "2026-01-05", 10, by=story.lin), "2026-02-01")
    won(story, opened(story, "2026-01-05", 20), "2026-02-01")
    won(story, opened(story, "2026-01-05", 40, by=story.wei), "2026-02-01")
    assert figure(asked(story, "revenue_total", "2026-Q1", filters={"team": bangkok.pk})) == 30_00
    assert figure(asked(story, "revenue_total", "2026-Q1", filters={"team": film.pk})) == 10_00


def test_later_knowledge_never_loses_what_was_known(story: Story) -> None:
    deals = [opened(story, "2026-01-05", 10) for _ in range(4)]
    for place, deal in enumerate(deals, start=1):
        won(story, deal, f"2026-02-0{place}")
    counts = [
        asked(story, "win_rate", "2026-Q1", known_at=micros(2026, 2, day, 6)).measured.num
        for day in range(1, 5)
    ]
    assert counts == [1, 2, 3, 4]


def test_a_wrong_call_names_what_is_wrong(story: Story) -> None:
    for more in (
        {"params": {"nonsense": 1}},
        {"by": "colour"},
        {"filters": {"colour": 1}},
        {"params": {"basis": "x"}},
    ):
        with pytest.raises(RuleBroken):
            asked(story, "win_rate", "2026-Q1", **more)
    with pytest.raises(RuleBroken):
        asked(story, "magic", "2026-Q1")


def test_territories_are_credited_as_of_the_event(story: Story) -> None:
    from saphan.clients.actions import create_account, update_account

    thailand, china = (
        Territory.objects.get(workspace=story.workspace, name=name) for name in ("Thailand", "China")
    )
    with on("2026-01-02"):
        client = create_account(
            actor=story.olan, name="Harbour Foods", owner=story.ploy.member, territory=thailand
        )
    won(story, opened(story, "2026-01-05", 10, account=client), "2026-02-01")
    with on("2026-03-01"):
        update_account(client, actor=story.olan, changes={"territory_id": china.pk})
    won(story, opened(story, "2026-03-05", 20, account=client), "2026-04-01")
    answer = asked(story, "revenue_total", "2026", by="territory")
    assert {group.label: group.measured.value for group in answer.groups} == {
        "Thailand": 10_00,
        "China": 20_00,
    }
