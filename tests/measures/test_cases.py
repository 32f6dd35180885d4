"""What the edge cases of the matrix do to the figures that they move, in numbers."""

from __future__ import annotations

from fractions import Fraction

import pytest

from saphan.measures.changes import changes
from tests.measures.busy import busy
from tests.measures.deals import asked, figure, period
from tests.measures.test_matrix import (
    clients_merged,
    handed_over,
    won_again_next_quarter,
    won_three_days_late,
)
from tests.story import Story, micros, on


@pytest.fixture
def first(story: Story) -> Story:
    return busy(story)


def test_the_win_of_the_quarter_before_is_taken_back_on_its_own_day(first: Story) -> None:
    before = [figure(asked(first, "revenue_total", f"2026-Q{quarter}")) for quarter in (1, 2)]
    won_again_next_quarter(first)
    after = [figure(asked(first, "revenue_total", f"2026-Q{quarter}")) for quarter in (1, 2)]
    assert [now - then for now, then in zip(after, before, strict=True)] == [0, -300_00 + 80_00]
    assert asked(first, "win_rate", "2026-Q1").measured.den == 3  # Harbour lost, Lotus and Jade won
    assert asked(first, "win_rate", "2026-Q2").measured.num == 1


def test_open_deals_move_with_their_new_owner_and_the_pipeline_says_so(first: Story) -> None:
    handed_over(first)
    stock = {"reading": "stock"}
    held = [
        {group.label: group.measured.companions["now"].value for group in asked(
            first, "opportunity_growth", name, by="owner", params=stock).groups}
        for name in ("2026-03", "2026-04")
    ]  # fmt: skip
    assert (held[0]["Wei"], held[1].get("Wei", 0)) == (200_00, 0)  # Lotus Bank: 80 of 2025, 120 of 2026
    assert held[1]["Lin"] - held[0].get("Lin", 0) == 200_00
    with on("2026-06-16"):
        start, end = period("2026-Q2").start, period("2026-06").start
        moved = changes(first.olan, start, end, filters={"owner": first.wei.member.pk})
    assert {label.value: total.minor for label, total in moved.bars.items()} == {"transferred_out": -200_00}


def test_a_late_win_is_known_now_and_its_restatement_is_told(first: Story) -> None:
    end = micros(2026, 3, 31, 16, 59)
    stood = figure(asked(first, "revenue_total", "2026-Q1", known_at=end, as_of=end))
    won_three_days_late(first)
    assert figure(asked(first, "revenue_total", "2026-Q1", known_at=end, as_of=end)) == stood
    assert figure(asked(first, "revenue_total", "2026-Q1")) - stood == 120_00
    with on("2026-06-16"):
        start, close = period("2026-Q2").start, period("2026-05").start
        corrected = changes(first.olan, start, close, reading="stood")
    assert corrected.corrected == 1


def test_new_customers_are_counted_under_the_tree_after_a_merge(first: Story) -> None:
    assert asked(first, "cac", "2026-Q1").measured.den == 1  # Jade Motors
    clients_merged(first)
    merged = asked(first, "cac", "2026-Q1").measured
    assert (merged.den, merged.reason.value) == (0, "no_denominator")
    assert figure(asked(first, "cross_sell_share", "2026-Q1")) == Fraction(0)
