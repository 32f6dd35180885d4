"""The worked example of every definition, told through the real actions and worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from saphan.pipeline.actions import close_without_decision, remove_opportunity
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


@pytest.fixture
def first_quarter(story: Story) -> Story:
    """+100,000 on 10 January, USD 2,000 at 36 on 20 February, taken back on 5 March, won again at 90,000."""
    rate(story, "USD", "THB", "2025-02-20", "35")
    rate(story, "USD", "THB", "2026-02-20", "36")
    big = won(story, opened(story, "2025-12-01", 100_000), "2026-01-10")
    won(story, opened(story, "2026-02-01", 2_000, currency="USD"), "2026-02-20")
    reopened(story, big, "2026-03-05")
    won(story, big, "2026-03-20", 90_000)
    return story


def test_revenue_adds_wins_and_subtracts_what_was_taken_back(first_quarter: Story) -> None:
    answer = asked(first_quarter, "revenue_total", "2026-Q1")
    assert figure(answer) == 162_000_00  # 100,000 + 72,000 − 100,000 + 90,000


def test_revenue_as_it_was_known_on_the_first_of_march(first_quarter: Story) -> None:
    answer = asked(first_quarter, "revenue_total", "2026-Q1", known_at=micros(2026, 3, 1))
    assert figure(answer) == 172_000_00  # the taking back was not yet known


def test_growth_at_constant_and_at_reported_rates(first_quarter: Story) -> None:
    won(first_quarter, opened(first_quarter, "2025-01-02", 80_000), "2025-01-20")
    won(first_quarter, opened(first_quarter, "2025-01-02", 2_000, currency="USD"), "2025-02-20")
    answer = asked(first_quarter, "revenue_growth", "2026-Q1")
    assert figure(answer) == Fraction(10_000, 152_000)
    assert answer.measured.companions["reported"].value == Fraction(12_000, 150_000)
    reported = asked(first_quarter, "revenue_growth", "2026-Q1", params={"rates": "reported"})
    assert figure(reported) == Fraction(8, 100)


def test_the_mean_deal_counts_a_deal_once_however_often_it_was_won(first_quarter: Story) -> None:
    answer = asked(first_quarter, "deal_size_avg", "2026-Q1")
    assert figure(answer) == 81_000_00  # (72,000 + 90,000) / 2, not (100 + 72 + 90) / 3
    assert answer.measured.companions["median"].value == 81_000_00


def test_a_lead_qualified_twice_in_one_episode_counts_once(story: Story) -> None:
    qualified(story, "2026-01-03")
    second = qualified(story, "2026-01-09")
    turned_away(story, second, "2026-01-12")
    qualified(story, "2026-01-20", second)
    qualified(story, "2026-02-02")
    assert figure(asked(story, "ql_count", "2026-01")) == 2
    assert figure(asked(story, "ql_count", "2026-02")) == 1


def test_half_of_the_january_leads_became_opportunities_in_time(story: Story) -> None:
    for day, linked in (("01-05", "01-15"), ("01-10", "02-19"), ("01-12", "04-17"), ("01-31", None)):
        lead = qualified(story, f"2026-{day}")
        if linked:
            opened(story, f"2026-{linked}", lead=lead)  # day 10, 40 and 95 after
    answer = asked(story, "ql_conversion", "2026-01")
    assert (answer.measured.num, answer.measured.den) == (2, 4)
    early = asked(story, "ql_conversion", "2026-01", day="2026-03-01")
    assert figure(early) == "immature"
    assert str(early.measured.until) == "2026-05-01"


def test_growth_of_opportunities_is_that_of_newly_created_ones(story: Story) -> None:
    for place in range(40):
        opened(story, f"2025-04-{place % 28 + 1:02d}")
    for place in range(46):
        opened(story, f"2026-04-{place % 28 + 1:02d}")
    answer = asked(story, "opportunity_growth", "2026-04")
    assert figure(answer) == Fraction(6, 40)


def test_the_stock_of_open_value_grew_by_a_fifth_of_which_four_stand_past_their_date(story: Story) -> None:
    first = opened(story, "2026-03-02", 30)
    lost(story, first, "2026-04-03")
    opened(story, "2026-04-05", 4, expected_close_on=period("2026-04").start)
    opened(story, "2026-04-05", 32)
    answer = asked(story, "opportunity_growth", "2026-04", params={"reading": "stock"})
    assert figure(answer) == Fraction(36_00 - 30_00, 30_00)
    assert answer.measured.companions["past_date"].value == 1


@pytest.fixture
def decisions(story: Story) -> Story:
    """A won 10, B lost 30, C lost, reopened and won 20, D without decision 40, E a duplicate."""
    won(story, opened(story, "2026-01-05", 10), "2026-04-02")
    lost(story, opened(story, "2026-01-05", 30), "2026-04-03")
    third = lost(story, opened(story, "2026-01-05", 20), "2026-04-04")
    reopened(story, third, "2026-04-10")
    won(story, third, "2026-04-20")
    fourth, fifth = opened(story, "2026-01-05", 40), opened(story, "2026-01-05", 50)
    with on("2026-04-21"):
        close_without_decision(fourth, actor=story.olan)
    lost(story, fifth, "2026-04-22")
    with on("2026-04-23"):
        remove_opportunity(fifth, actor=story.olan, reason="Same as B")
    return story


def test_win_rate_by_number(decisions: Story) -> None:
    answer = asked(decisions, "win_rate", "2026-Q2")
    measured = answer.measured
    assert (measured.num, measured.den, measured.n) == (2, 4, 4)
    assert measured.interval is not None
    assert (round(float(measured.interval.low), 3), round(float(measured.interval.high), 3)) == (0.150, 0.850)
    assert [(step.reason, step.rows) for step in answer.steps] == [(None, 5), ("duplicate", -1), (None, 4)]


def test_win_rate_by_value(decisions: Story) -> None:
    answer = asked(decisions, "win_rate", "2026-Q2", params={"basis": "value"})
    assert (answer.measured.num, answer.measured.den) == (30_00, 100_00)


def test_the_cycle_is_the_median_of_ten_twenty_and_sixty_days(story: Story) -> None:
    for start in ("2026-04-20", "2026-04-10", "2026-03-01"):
        won(story, opened(story, start, 5), "2026-04-30")
    answer = asked(story, "cycle_days", "2026-04")
    assert figure(answer) == 20
    assert answer.measured.companions["mean"].value == 30


def test_closure_counts_everything_that_came_to_negotiation(story: Story) -> None:
    won(story, opened(story, "2026-01-05", 5, stage="Negotiate"), "2026-02-05")
    lost(story, opened(story, "2026-01-06", 5, stage="Negotiate"), "2026-02-05")
    opened(story, "2026-01-07", 5, stage="Negotiate")
    late = opened(story, "2026-01-08", 5, stage="Negotiate")
    won(story, late, "2026-04-09")  # day 91
    answer = asked(story, "closure_rate", "2026-01").measured
    assert (answer.num, answer.den) == (1, 4)
    assert answer.companions["decided_rate"].value == Fraction(2, 4)
    assert answer.companions["cohort_win_rate"].value == Fraction(1, 2)
    assert figure(asked(story, "closure_rate", "2026-01", day="2026-03-01")) == "immature"
