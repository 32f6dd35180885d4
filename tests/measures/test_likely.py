"""Where figures of a running period will likely stand: what the forecast adds, what the cases give, or why nothing."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from saphan.cli.main import main
from saphan.measures.compute import compute
from saphan.measures.forecast.compute import forecast
from saphan.measures.likely import Likely, NoRange, likely, likely_of
from saphan.measures.wall import wall
from tests.api.caller import program_of
from tests.measures.deals import LATER, lost, opened, period, won
from tests.measures.test_forecast import TODAY, closed_deals
from tests.story import Story, on

pytestmark = pytest.mark.django_db


def told(story: Story, key: str, name: str = "2026-Q2", **more: Any) -> Likely:
    with on(TODAY):
        return likely_of(compute(story.olan, key, period(name), **more))


def value(measured: Any) -> Fraction:
    assert measured is not None
    return measured.value or Fraction(0)


def test_revenue_will_be_what_it_is_and_what_the_forecast_still_expects(story: Story) -> None:
    closed_deals(story, 33)
    opened(story, "2026-06-10", 500, expected_close_on=date(2026, 6, 25))
    with on(TODAY):
        seen = forecast(story.olan, period("2026-Q2")).headline
    assert seen is not None
    assert seen.p10 < seen.p90
    found = told(story, "revenue_total")
    # Two wins of 300 lie in the quarter: in the ledger as in the forecast, so its ends are those of the forecast.
    assert (value(found.low), value(found.high)) == (seen.p10, seen.p90)
    assert (found.share, found.by) == (Fraction(80, 100), date(2026, 6, 30))
    growth = told(story, "revenue_growth")
    assert growth.reason is NoRange.NO_BASE  # nothing was sold in the second quarter of last year
    before = told(story, "revenue_growth", params={"base": "previous_period"})
    with on(TODAY):
        base = compute(story.olan, "revenue_total", period("2026-Q1")).measured.num
    assert value(before.low) == Fraction(seen.p10) / base - 1
    assert value(before.high) == Fraction(seen.p90) / base - 1


def test_a_share_has_the_range_that_its_cases_give(story: Story) -> None:
    closed_deals(story, 33)
    with on(TODAY):
        rate = compute(story.olan, "win_rate", period("2026-Q2"))
    found = likely_of(rate)
    interval = rate.measured.interval
    assert interval is not None
    assert (value(found.low), value(found.high), found.by) == (interval.low, interval.high, None)
    assert found.share == Fraction(95, 100)


@pytest.mark.parametrize(
    ("key", "name", "asked", "reason"),
    [
        ("revenue_total", "2026-Q1", {}, NoRange.OVER),
        ("revenue_total", "2026-Q2", {"params": {"basis": "invoiced"}}, NoRange.OTHER_BASIS),
        ("revenue_total", "2026-Q2", {"filters": {"territory": 0}}, NoRange.NARROWED),
        ("revenue_total", "2026-Q2", {}, NoRange.STAGE_AVERAGES),
        ("deal_size_avg", "2026-Q2", {}, NoRange.NOT_FORECAST),
        ("csat", "2026-Q2", {}, NoRange.UNDEFINED),
    ],
)
def test_where_no_honest_range_exists_it_says_why(
    story: Story, key: str, name: str, asked: dict[str, Any], reason: NoRange
) -> None:
    closed_deals(story, 6)
    found = told(story, key, name, **asked)
    assert (found.low, found.high, found.reason) == (None, None, reason)


def test_before_anything_is_closed_there_is_no_range(story: Story) -> None:
    opened(story, TODAY, 500)
    assert told(story, "revenue_total").reason is NoRange.NOTHING_CLOSED


def test_page_api_and_command_line_show_one_range(story: Story, capsys: pytest.CaptureFixture[str]) -> None:
    closed_deals(story, 33)
    opened(story, "2026-06-10", 500, expected_close_on=date(2026, 6, 25))
    client = Client()
    client.force_login(story.olan.member.user)
    with on(LATER):
        found = wall(story.olan, period("this_quarter"))
        ranges = likely(found.question, {tile.metric.key: tile.now for tile in found.tiles})
        page = client.get(reverse("performance:likely", args=["bridge"]), {"period": "this_quarter"})
        whole = client.get(reverse("performance:wall", args=["bridge"]), {"period": "this_quarter"})
        body = {"period": "this_quarter", "likely": True}
        api = program_of(story.olan).post("/metrics/revenue_total/compute", body).json()
        assert main(
            ["kpi", "revenue_total", "--period", "this_quarter", "--likely", "--workspace", "bridge", "--json"]
        ) == 0  # fmt: skip
    cli = json.loads(capsys.readouterr().out)
    revenue = ranges["revenue_total"].as_json()
    assert revenue["low"]["num"] < revenue["high"]["num"]
    assert api["likely"] == cli["likely"] == page.context["told"]["revenue_total"].as_json() == revenue
    # The wall does not wait for the forecast: its cell is fetched later, at the same place and height.
    assert reverse("performance:likely", args=["bridge"]) in whole.content.decode()
    assert 'id="likely-revenue_total"' in whole.content.decode()
    assert 'id="likely-revenue_total"' in page.content.decode()


def test_what_moved_a_figure_is_one_object_at_every_door(
    story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    won(story, opened(story, "2025-03-01", 80), "2025-05-02")
    won(story, opened(story, "2026-03-01", 100, by=story.lin), "2026-05-02")
    client = Client()
    client.force_login(story.olan.member.user)
    with on(LATER):
        page = client.get(
            reverse("performance:moved", args=["bridge", "revenue_total"]), {"period": "2026-Q2"}
        )
        panel = client.get(
            reverse("performance:explain", args=["bridge", "revenue_total"]), {"period": "2026-Q2"}
        )
        body = {"period": "2026-Q2", "drivers": True}
        api = program_of(story.olan).post("/metrics/revenue_total/compute", body).json()["drivers"]
        arguments = ["--period", "2026-Q2", "--drivers", "--workspace", "bridge", "--json"]
        assert main(["kpi", "revenue_total", *arguments]) == 0
    cli = json.loads(capsys.readouterr().out)["drivers"]
    assert api == cli == page.context["found"].as_json()
    assert api["change"] == {"num": 20_00, "den": 1}
    assert [(part["label"], part["total"]["num"]) for part in api["parts"]["owner"]] == [
        ("Lin", 100_00), ("Ploy", -80_00),
    ]  # fmt: skip
    assert reverse("performance:moved", args=["bridge", "revenue_total"]) in panel.content.decode()
    assert "Definition 1, in force since 21 Nov 2026." in panel.content.decode()


def test_rows_of_one_kind_come_with_their_number(story: Story) -> None:
    for day in ("2026-05-02", "2026-05-03"):
        won(story, opened(story, "2026-03-01", 100), day)
    lost(story, opened(story, "2026-03-01", 40), "2026-05-04")
    client = Client()
    client.force_login(story.olan.member.user)
    where = reverse("performance:explain", args=["bridge", "win_rate"])
    with on(LATER):
        page = client.get(where, {"period": "2026-Q2"})
        above = client.get(where, {"period": "2026-Q2", "rows": "above"})
        gone = client.get(where, {"period": "2026-Q2", "rows": "lost"})
    assert [(key, count) for key, _label, count, _here in page.context["tabs"]] == [
        ("", 3), ("lost", 1), ("won", 2),
    ]  # fmt: skip
    assert [row["outcome"] for row in above.context["rows"]] == ["Won", "Won"]
    assert [row["outcome"] for row in gone.context["rows"]] == ["Lost"]


def test_a_period_that_is_over_asks_for_no_forecast(story: Story) -> None:
    client = Client()
    client.force_login(story.olan.member.user)
    with on(TODAY):
        page = client.get(reverse("performance:wall", args=["bridge"]), {"period": "2026-Q1"})
    assert reverse("performance:likely", args=["bridge"]) not in page.content.decode()
