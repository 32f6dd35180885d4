"""The forecast over a real book of deals: what it counts, who sees what of it, and that it never changes its past."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest

from saphan.cli.answering import choose
from saphan.cli.commands import parser
from saphan.measures.forecast.compute import backtest, forecast
from saphan.measures.forecast.result import ForecastResult, Mode
from saphan.measures.forecast.words import notes_of, sentence
from saphan.pipeline.actions import move_stage, remove_opportunity, set_target_of, update_opportunity
from saphan.pipeline.models import Stage
from saphan.workspace.actor import Actor
from tests.api.caller import program_of
from tests.measures.deals import lost, opened, period, rate, won
from tests.story import Story, micros, on

pytestmark = pytest.mark.django_db
TODAY = "2026-06-16"


def asked(
    story: Story, name: str = "2026-Q2", *, by: Actor | None = None, day: str = TODAY, **more: Any
) -> ForecastResult:
    with on(day):
        return forecast(by or story.olan, period(name), **more)


def closed_deals(story: Story, count: int, *, by: Actor | None = None, last: str = "2026-06-01") -> None:
    """Every third is won for 300, each a week after the one before, open for three weeks."""
    end = date.fromisoformat(last)
    for place in range(count):
        day = end - timedelta(days=7 * (count - place))
        deal = opened(story, str(day - timedelta(days=21)), 300, by=by, expected_close_on=day)
        (won if place % 3 == 0 else lost)(story, deal, str(day))


def test_before_anything_closed_there_is_no_forecast_but_what_people_said(story: Story) -> None:
    opened(story, "2026-06-01", 1_000, expected_close_on=date(2026, 6, 30), category="commit")
    opened(story, "2026-06-01", 400, expected_close_on=date(2026, 6, 20), category="best_case")
    opened(story, "2026-06-01", 700, expected_close_on=date(2026, 7, 1), category="commit")
    opened(story, "2026-06-01", 50, expected_close_on=date(2026, 6, 20), category="omitted")
    found = asked(story)
    assert (found.mode, found.headline, found.model) == (Mode.NOTHING_CLOSED, None, None)
    said = found.categories
    assert (said.closed, said.commit, said.best_case, said.pipeline) == (0, 1_000_00, 1_400_00, 1_400_00)
    assert said.weighted == 435_00  # (1,000 + 400 + 50) × 30 % in Diagnose; July is another quarter
    assert found.notes == ["nothing_closed"]
    assert {deal.chance for deal in found.deals} == {0.3}


def test_under_thirty_closed_deals_stage_averages_take_its_place(story: Story) -> None:
    closed_deals(story, 29)
    opened(story, "2026-06-10", 500, expected_close_on=date(2026, 6, 25))
    found = asked(story, target=1_000_00)
    assert (found.mode, found.headline, found.chance_of_target) == (Mode.STAGE_AVERAGES, None, None)
    assert notes_of(list(found.notes)) == [
        "Fewer than 30 deals are closed. Stage averages stand in for a forecast."
    ]


def test_with_thirty_closed_deals_the_parts_add_up(story: Story) -> None:
    closed_deals(story, 33)
    opened(story, "2026-06-10", 500, expected_close_on=date(2026, 6, 25))
    found = asked(story)
    assert found.mode is Mode.MODEL
    # One closing a week up to 25 May, every third a win: in this quarter those of 20 April and 11 May.
    assert found.closed == 600_00
    model = found.model
    assert model is not None
    assert model.mean == pytest.approx(found.closed + model.existing + model.new, abs=1)
    assert model.existing == sum(deal.expected for deal in found.deals)
    assert 0 < found.deals[0].low < found.deals[0].chance < found.deals[0].high < 1
    assert found.headline is not None
    assert found.headline.p10 <= found.headline.p50 <= found.headline.p90
    assert found.days_to_go == 14
    assert found.fan[0].quantiles[0.5] == found.closed


def test_a_chance_of_the_target_needs_four_scored_periods(story: Story) -> None:
    closed_deals(story, 33)
    found = asked(story, target=1_000_00)
    assert (found.release.is_calibrated, found.chance_of_target) == (False, None)
    assert "uncalibrated" in found.notes


def test_with_four_scored_periods_the_target_has_a_chance(story: Story) -> None:
    closed_deals(story, 90)
    found = asked(story, target=600_00)
    # Thirty closings are known at the end of April 2025: scored are Q2, Q3 and Q4 of 2025 and Q1 of 2026.
    assert (found.release.periods, found.release.is_calibrated) == (4, True)
    assert found.chance_of_target == pytest.approx(1.0)  # 600 are booked already


def test_the_target_is_that_of_the_deals_in_view(story: Story) -> None:
    days = {"starts_on": date(2026, 4, 1), "ends_on": date(2026, 6, 30), "currency": "THB"}
    with on(TODAY):
        bangkok = story.teams["Bangkok"]
        for amount, whose in (
            (9_000_00, {}),
            (4_000_00, {"team": bangkok}),
            (1_000_00, {"member": story.ploy.member}),
        ):
            set_target_of(actor=story.dao, metric="revenue_total", amount=amount, **days, **whose)
    assert asked(story).target == 9_000_00
    assert asked(story, by=story.ploy).target == 4_000_00  # Ploy sees her team's deals
    assert asked(story, by=story.ploy, filters={"owner": story.ploy.member.pk}).target == 1_000_00
    assert asked(story, by=story.wei).target is None
    assert asked(story, "2026-Q3").target is None
    assert asked(story, filters={"pipeline": story.pipeline.pk}).target is None
    assert asked(story, target=5_00).target == 5_00


def test_people_get_the_forecast_of_what_they_may_read(story: Story) -> None:
    closed_deals(story, 33)
    opened(story, "2026-06-10", 500, name="Ploy's")
    opened(story, "2026-06-10", 500, name="Wei's", by=story.wei)
    names = {name: {deal.name for deal in asked(story, by=story.cast[name]).deals} for name in story.cast}
    both, own, other = {"Ploy's", "Wei's"}, {"Ploy's"}, {"Wei's"}
    assert names == {
        "olan": both, "dao": both, "fon": both, "rit": both, "ploy": own, "lin": own, "tum": own, "wei": other,
    }  # fmt: skip
    assert asked(story, by=story.wei).mode is Mode.NOTHING_CLOSED
    assert asked(story, by=story.ploy).mode is Mode.MODEL


def test_a_filter_never_widens_what_is_seen(story: Story) -> None:
    opened(story, "2026-06-10", 500, by=story.wei)
    opened(story, "2026-06-10", 200)
    assert asked(story, by=story.ploy, filters={"owner": story.wei.member.pk}).deals[:] == []
    shanghai = asked(story, filters={"team": story.teams["Shanghai"].pk})
    assert [deal.amount for deal in shanghai.deals] == [500_00]


def test_the_past_as_it_stood_never_changes(story: Story) -> None:
    closed_deals(story, 33)
    deal = opened(story, "2026-06-10", 500, expected_close_on=date(2026, 6, 25))
    then = micros(2026, 6, 12)
    before = asked(story, day="2026-06-12", as_of=then, known_at=then).as_json()
    with on("2026-06-13"):
        move_stage(deal, actor=story.olan, stage=story.stage("Negotiate"))
        update_opportunity(
            deal, actor=story.olan, changes={"amount_minor": 9_000_00}, reason="They asked for more"
        )
    won(story, deal, "2026-06-14")
    after = asked(story, as_of=then, known_at=then).as_json()
    assert {**after, "seq": 0} == {**before, "seq": 0}
    assert asked(story).closed == 9_600_00


def test_a_removed_deal_never_counts(story: Story) -> None:
    deal = opened(story, "2026-06-01", 500)
    assert len(asked(story).deals) == 1
    with on(TODAY):
        remove_opportunity(deal, actor=story.olan, reason="Entered twice")
    assert asked(story).deals[:] == []


def test_money_is_converted_at_the_plan_rate(story: Story) -> None:
    rate(story, "USD", "THB", "2026-01-01", "32.5")
    opened(story, "2026-06-01", 100, currency="USD", expected_close_on=date(2026, 6, 30), category="commit")
    found = asked(story)
    assert found.categories.commit == 3_250_00
    assert asked(story, currency="USD").categories.commit == 100_00


def test_an_answer_is_kept_until_something_happens(story: Story) -> None:
    opened(story, "2026-06-01", 500)
    assert asked(story) is asked(story)
    first = asked(story)
    opened(story, "2026-06-02", 500)
    assert asked(story) is not first


def test_backtest_counts_each_complete_period_and_knows_no_more_than_then(story: Story) -> None:
    closed_deals(story, 60)
    with on(TODAY):
        found = backtest(story.olan, period("2026-Q2"))
    told = found.as_json()
    # 60 weekly closings end on 25 May 2026; thirty are known from November 2025 on.
    assert [(one["period"]["name"], one["days_to_go"]) for one in told["origins"]] == [
        ("2025-Q4", 42), ("2025-Q4", 21), ("2026-Q1", 77), ("2026-Q1", 42), ("2026-Q1", 21),
    ]  # fmt: skip
    assert told["origins"][0]["day"] == "2025-11-19"
    assert told["release"]["verdict"] == "too_few_periods"
    assert {line["view"] for line in told["scores"]} == {
        "model", "commit", "stages", "bayes", "same_days", "last", "flat",
    }  # fmt: skip


def test_the_same_forecast_at_every_door(story: Story, capsys: pytest.CaptureFixture[str]) -> None:
    closed_deals(story, 33)
    opened(story, "2026-06-10", 500, expected_close_on=date(2026, 6, 25))
    with on(TODAY):
        own = forecast(story.olan, period("2026-Q2")).as_json()
        called = program_of(story.olan).post("/forecast", {"period": "2026-Q2"})
        choose(as_json=True, language="en")
        typed = parser().parse_args(["forecast", "--workspace", "bridge", "--period", "2026-Q2", "--json"])
        typed.run(typed)
        choose(as_json=False, language="en")
    assert called.status_code == 200, called.content
    assert {**called.json(), "seq": 0} == {**own, "seq": 0}
    assert json.loads(capsys.readouterr().out) == called.json()


def test_the_same_backtest_at_every_door(story: Story) -> None:
    closed_deals(story, 45)
    with on(TODAY):
        own = backtest(story.olan, period("2026-Q2")).as_json()
        called = program_of(story.olan).post("/forecast/backtest", {"period": "2026-Q2"})
    assert called.status_code == 200, called.content
    assert {**called.json(), "seq": 0} == {**own, "seq": 0}


def test_a_driver_is_a_sentence(story: Story) -> None:
    from saphan.core.forecast.drivers import Reason

    assert (
        sentence(Reason("date", "overdue", 2, 6.0, 7 / 11))
        == "Past its date: 2 wins where 6 would be expected"
    )
    assert sentence(Reason("pushes", "pushed_once", 1, 2.14, 0.86)) == (
        "Date moved out once: 1 win where 2.1 would be expected"
    )


def test_a_deal_of_this_very_second_has_a_forecast(story: Story) -> None:
    with on(TODAY):
        deal = opened(story, TODAY, 500)
        found = forecast(story.olan, period("2026-Q2"))
    assert [(one.code, one.weeks_in_stage) for one in found.deals] == [(deal.code, 0)]
    assert found.fan == []


def test_deals_of_stages_that_nobody_set_up_are_left_out(story: Story, other_story: Story) -> None:
    opened(story, TODAY, 500)
    for stage in Stage.objects.filter(workspace=story.workspace):
        Stage.objects.filter(pk=stage.pk).update(workspace=other_story.workspace, code=f"S-9{stage.pk}")
    found = asked(story)
    assert (found.mode, found.deals[:], found.categories.pipeline) == (Mode.NOTHING_CLOSED, [], 0)
