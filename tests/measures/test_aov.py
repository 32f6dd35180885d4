"""Average order value and its parts, told through the real actions, with an independent check in plain SQL."""

from __future__ import annotations

from fractions import Fraction

from django.db import connection

from saphan.clients.actions import update_account
from saphan.commerce.actions import amend_order, cancel_order, remove_order
from tests.commerce.sales import client, line, offering, ordered
from tests.measures.deals import asked, figure, period, rate
from tests.story import Story, micros, on

CHECK_AOV = """
    SELECT sum(amount_minor), count(*) FROM commerce_order
    WHERE removed_at IS NULL AND status <> 'cancelled' AND confirmed_on >= %s AND confirmed_on < %s
"""
CHECK_PARTS = """
    WITH piece AS (
        SELECT o.id, o.account_id, o.confirmed_on, l.family, sum(l.amount_minor) AS value
        FROM commerce_order o JOIN commerce_orderline l ON l.order_id = o.id AND l.removed_at IS NULL
        WHERE o.removed_at IS NULL AND o.status <> 'cancelled'
        GROUP BY o.id, o.account_id, o.confirmed_on, l.family
    ),
    against AS (
        SELECT p.*, (SELECT q.value FROM piece q WHERE q.account_id = p.account_id AND q.family = p.family
                AND q.confirmed_on < p.confirmed_on ORDER BY q.confirmed_on DESC LIMIT 1) AS held
        FROM piece p
        WHERE EXISTS (SELECT 1 FROM piece q WHERE q.account_id = p.account_id AND q.confirmed_on < p.confirmed_on)
    )
    SELECT sum(CASE WHEN held IS NULL THEN value ELSE 0 END),
        sum(CASE WHEN value > held THEN value - held ELSE 0 END), sum(value)
    FROM against WHERE confirmed_on >= %s AND confirmed_on < %s
"""


def checked(sql: str, name: str) -> tuple[int, ...]:
    """The same figure straight from the tables of orders."""
    chosen = period(name)
    with connection.cursor() as cursor:
        cursor.execute(sql, [chosen.start, chosen.end])
        return tuple(int(value) for value in cursor.fetchone())


def sold(story: Story) -> None:
    """X holds SEO 10,000 and orders SEO 12,000 and Video 8,000; Y is new with 30,000."""
    seo, video = offering(story, "SEO"), offering(story, "Video")
    old = client(story, "Siam Tea")
    ordered(story, old, "2025-05-01", line(seo, 10_000))
    ordered(story, old, "2026-02-01", line(seo, 12_000), line(video, 8_000))
    ordered(story, client(story, "Harbour Foods"), "2026-03-01", line(seo, 30_000))


def test_the_example_of_the_definition(story: Story) -> None:
    sold(story)
    assert figure(asked(story, "aov", "2026-Q1")) == 25_000_00
    up, cross = (asked(story, key, "2026-Q1") for key in ("upsell_share", "cross_sell_share"))
    assert (figure(up), figure(cross)) == (Fraction(2_000, 20_000), Fraction(8_000, 20_000))
    assert dict(up.measured.excluded) == {"first_order": 1}
    value, orders = checked(CHECK_AOV, "2026-Q1")
    assert Fraction(value, orders) == figure(asked(story, "aov", "2026-Q1"))
    crossed, more, everything = checked(CHECK_PARTS, "2026-Q1")
    assert (Fraction(crossed, everything), Fraction(more, everything)) == (figure(cross), figure(up))


def test_a_cancellation_takes_order_and_value_and_a_credit_only_value(story: Story) -> None:
    siam_tea = client(story)
    gone = ordered(story, siam_tea, "2026-01-10", line("Film", 100))
    kept = ordered(story, siam_tea, "2026-01-11", line("Film", 60), line("Media", 40))
    with on("2026-04-01"):
        cancel_order(gone, actor=story.ploy, reason="Budget cut")
        amend_order(kept, actor=story.ploy, reason="Media credited", lines=[line("Film", 60)])
    answer = asked(story, "aov", "2026-Q1", rows=5)
    assert (figure(answer), dict(answer.measured.excluded)) == (60_00, {"cancelled": 1})
    assert {row.code for row in answer.rows} == {gone.code, kept.code}
    before = asked(story, "aov", "2026-Q1", known_at=micros(2026, 3, 31), as_of=micros(2026, 3, 31))
    assert figure(before) == 100_00
    assert checked(CHECK_AOV, "2026-Q1") == (60_00, 1)


def test_a_removed_order_never_was(story: Story) -> None:
    order = ordered(story, client(story), "2026-01-10", line("Film", 100))
    with on("2026-04-01"):
        remove_order(order, actor=story.ploy, reason="Entered twice")
    answer = asked(story, "aov", "2026-Q1")
    assert (figure(answer), dict(answer.measured.excluded)) == ("no_denominator", {"duplicate": 1})


def test_an_order_of_two_offerings_is_shared_out_and_credited_as_of_its_day(story: Story) -> None:
    film, media = offering(story, "Film", "Creative"), offering(story, "Media", "Media")
    ordered(story, client(story), "2026-01-10", line(film, 60), line(media, 40))
    answer = asked(story, "aov", "2026-Q1", by="offering")
    assert {group.label: group.measured.den for group in answer.groups} == {
        "Film": Fraction(6, 10), "Media": Fraction(4, 10),
    }  # fmt: skip
    assert figure(asked(story, "aov", "2026-Q1", by_actor=story.wei)) == "no_denominator"


def test_a_long_retainer_is_one_order_of_its_whole_value(story: Story) -> None:
    ordered(story, client(story), "2026-01-10", line("Retainer", 10, months=24))
    assert figure(asked(story, "aov", "2026-Q1")) == 240_00
    assert figure(asked(story, "aov", "2026-Q1", params={"horizon": "first_year"})) == 120_00


def test_a_company_under_a_known_parent_is_no_new_customer(story: Story) -> None:
    seo, video = offering(story, "SEO"), offering(story, "Video")
    parent, child = client(story, "Siam Group"), client(story, "Siam Tea")
    with on("2025-06-01"):
        update_account(child, actor=story.olan, changes={"parent_id": parent.pk})
    ordered(story, parent, "2025-07-01", line(seo, 100))
    ordered(story, child, "2026-01-10", line(video, 50))
    assert figure(asked(story, "cross_sell_share", "2026-Q1")) == 1
    alone = asked(story, "cross_sell_share", "2026-Q1", params={"level": "account"})
    assert (figure(alone), dict(alone.measured.excluded)) == ("no_denominator", {"first_order": 1})


def test_less_than_before_is_shown_beside_and_rates_move_nothing(story: Story) -> None:
    rate(story, "USD", "THB", "2025-05-01", "30")
    rate(story, "USD", "THB", "2026-02-01", "40")
    seo, siam_tea = offering(story, "SEO"), client(story)
    ordered(story, siam_tea, "2025-05-01", line(seo, 100), currency="USD")
    ordered(story, siam_tea, "2026-02-01", line(seo, 80), currency="USD")
    answer = asked(story, "upsell_share", "2026-Q1")
    assert figure(answer) == 0
    assert (
        answer.measured.companions["contraction"].value == 20 * 40 * 100
    )  # at the plan rate of the latest day
