"""What orders add to the figures of revenue and deals, worked out by hand."""

from __future__ import annotations

from fractions import Fraction

from saphan.clients.models import Account
from saphan.commerce.actions import amend_order, assign_order, cancel_order
from tests.commerce.sales import client, line, offering, ordered
from tests.measures.deals import asked, figure, opened, rate, won
from tests.story import Story, micros, on


def test_an_order_of_a_won_deal_is_counted_once(story: Story) -> None:
    siam_tea = client(story)
    deal = won(story, opened(story, "2026-01-05", 90_000, account=siam_tea), "2026-01-08")
    lines = (line("Film", 60_000), line("Media", 40_000, is_pass_through=True))
    ordered(story, siam_tea, "2026-01-20", *lines, opportunity=deal)
    assert figure(asked(story, "revenue_total", "2026-01")) == 100_000_00
    assert figure(asked(story, "revenue_total", "2026-01", params={"income": "agi"})) == 60_000_00
    assert figure(asked(story, "deal_size_avg", "2026-01")) == 100_000_00
    before = asked(story, "revenue_total", "2026-01", known_at=micros(2026, 1, 15), as_of=micros(2026, 1, 15))
    assert figure(before) == 90_000_00


def test_agi_says_that_deals_without_an_order_count_in_full(story: Story) -> None:
    won(story, opened(story, "2026-01-05", 90_000), "2026-01-08")
    answer = asked(story, "revenue_total", "2026-01", params={"income": "agi"})
    assert (figure(answer), list(answer.notes)) == (90_000_00, ["deals_in_full"])


def test_a_long_retainer_counts_its_first_year_or_its_whole_term(story: Story) -> None:
    ordered(story, client(story), "2026-01-20", line("Retainer", 10_000, months=18))
    assert figure(asked(story, "revenue_total", "2026-01")) == 120_000_00
    assert figure(asked(story, "revenue_total", "2026-01", params={"horizon": "contract"})) == 180_000_00


def test_a_cancellation_and_an_amendment_count_on_their_own_days(story: Story) -> None:
    siam_tea = client(story)
    kept = ordered(story, siam_tea, "2026-01-20", line("Film", 100))
    gone = ordered(story, siam_tea, "2026-01-21", line("Film", 50))
    with on("2026-02-10"):
        amend_order(kept, actor=story.ploy, reason="Less", lines=[line("Film", 70)])
    with on("2026-03-10"):
        cancel_order(gone, actor=story.ploy, reason="Budget cut")
    months = [figure(asked(story, "revenue_total", f"2026-0{month}")) for month in (1, 2, 3)]
    assert months == [150_00, -30_00, -50_00]


def test_the_credit_of_an_order_is_that_of_its_day(story: Story) -> None:
    film, media = offering(story, "Film"), offering(story, "Media")
    order = ordered(story, client(story), "2026-01-20", line(film, 60), line(media, 40))
    with on("2026-02-01"):
        assign_order(order, actor=story.olan, owner=story.wei.member)
    by_owner = asked(story, "revenue_total", "2026", by="owner")
    assert {group.label: group.measured.value for group in by_owner.groups} == {"Ploy": 100_00}
    by_offering = asked(story, "revenue_total", "2026", by="offering")
    assert {group.label: group.measured.value for group in by_offering.groups} == {
        "Film": 60_00,
        "Media": 40_00,
    }
    assert figure(asked(story, "revenue_total", "2026", filters={"offering": film.pk})) == 60_00
    assert figure(asked(story, "revenue_total", "2026", by_actor=story.lin)) == 100_00
    assert figure(asked(story, "revenue_total", "2026", by_actor=story.wei)) == 0


def test_the_rows_name_the_order_and_add_up_to_the_headline(story: Story) -> None:
    rate(story, "USD", "THB", "2026-01-20", "35")
    siam_tea: Account = client(story)
    order = ordered(story, siam_tea, "2026-01-20", line("Film", 100), currency="USD")
    won(story, opened(story, "2026-01-05", 10), "2026-02-01")
    answer = asked(story, "revenue_total", "2026-Q1", rows=10)
    assert figure(answer) == Fraction(3_510_00)
    assert [(row.code, row.row.num) for row in answer.rows][1] == (order.code, 3_500_00)
    assert sum(row.row.num for row in answer.rows) == 3_510_00
