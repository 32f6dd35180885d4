"""What winning a customer costs, worked out by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from django.db import connection

from saphan.clients.actions import create_account, merge_accounts, set_parent
from saphan.clients.models import Account
from saphan.commerce.actions import remove_cost, set_acquisition_share, update_cost
from saphan.measures.compute import compute
from saphan.measures.explain import explain
from saphan.measures.wall import wall
from saphan.pipeline.actions import remove_opportunity
from tests.measures.deals import asked, figure, opened, period, rate, reopened, won
from tests.measures.spending import spent
from tests.story import Story, micros, on


def customer(story: Story, day: str, won_on: str, name: str = "", **known: object) -> Account:
    """A client that is won on a day."""
    with on(day):
        account = create_account(
            actor=story.olan, name=name or f"Client of {won_on}", owner=story.ploy.member, despite_duplicates=True,
            **known,
        )  # fmt: skip
    won(story, opened(story, day, 10, account=account), won_on)
    return account


@pytest.fixture
def second_quarter(story: Story) -> Story:
    """300,000 of salaries of which 80 % win customers, and six new customers, each 90 days after qualifying."""
    spent(story, "2026-04-01", 300_000, "salaries", until="2026-06-30")
    spent(story, "2026-01-01", 225_000, "salaries", until="2026-03-31")  # 180,000 of it
    for number in range(6):
        customer(story, f"2026-01-{number + 10}", f"2026-04-{number + 10}")
    return story


def test_cost_by_new_customer(second_quarter: Story) -> None:
    answer = asked(second_quarter, "cac", "2026-Q2", day="2026-07-15")
    assert figure(answer) == 40_000_00  # 300,000 × 80 % = 240,000 over 6
    assert answer.measured.n == 6
    assert answer.measured.companions["acquisition_cost"].value == 240_000_00


def test_cost_of_the_quarter_before_by_the_typical_cycle(second_quarter: Story) -> None:
    lagged = asked(second_quarter, "cac", "2026-Q2", day="2026-07-15", params={"timing": "lagged"})
    # Back by 90 days it is 1 January to 1 April inclusive: 180,000 and one of 91 days of 240,000.
    first_of_april = round(Fraction(300_000_00, 91)) * 8_000 // 10_000
    assert lagged.measured.num == 180_000_00 + first_of_april
    assert lagged.measured.den == 6
    before = asked(second_quarter, "cac", "2026-Q1", day="2026-07-15")
    assert (figure(before), before.measured.num) == ("no_denominator", 180_000_00)


def test_without_new_customers_there_is_no_figure_but_the_cost_is_shown(story: Story) -> None:
    spent(story, "2026-04-05", 500)
    answer = asked(story, "cac", "2026-Q2")
    assert figure(answer) == "no_denominator"
    assert answer.measured.companions["acquisition_cost"].value == 500_00
    assert explain(answer)["formula"]["above"]["number"] == 500_00


def test_the_months_of_a_cost_add_up_to_it_exactly(story: Story) -> None:
    spent(story, "2026-01-15", 1, "ads", until="2026-04-14")  # 100 satang over 90 days
    parts = [asked(story, "cac", f"2026-0{month}").measured.num for month in range(1, 5)]
    assert parts == [18, 32, 34, 16]  # 17/90 = 18.9, 45/90 = 50, 76/90 = 84.4, all
    assert sum(parts) == 100


def test_a_day_that_has_not_come_has_not_cost_anything_yet(story: Story) -> None:
    spent(story, "2026-06-01", 300, "ads", until="2026-06-30")
    assert asked(story, "cac", "2026-06", day="2026-06-10").measured.num == 100_00
    assert asked(story, "cac", "2026-06", day="2026-07-10").measured.num == 300_00


def test_a_share_holds_from_its_day_and_earlier_costs_keep_theirs(story: Story) -> None:
    spent(story, "2026-02-01", 100, "salaries")
    spent(story, "2026-04-01", 100, "salaries")
    with on("2026-05-01"):
        set_acquisition_share(
            actor=story.dao, table="fully_loaded", kind="salaries", share=5_000, valid_from=date(2026, 3, 1)
        )
    assert asked(story, "cac", "2026-Q1").measured.num == 80_00
    assert asked(story, "cac", "2026-Q2").measured.num == 50_00
    frozen = asked(story, "cac", "2026-Q2", known_at=micros(2026, 4, 30))
    assert frozen.measured.num == 80_00  # the new share was not yet known


def test_the_three_tables_are_one_formula_and_a_line_may_have_its_own_share(story: Story) -> None:
    spent(story, "2026-04-01", 100, "salaries")
    spent(story, "2026-04-01", 40, "tools")
    spent(story, "2026-04-01", 10, "ads")
    spent(story, "2026-04-01", 1, "ads", acquisition_share=2_500)
    sums = {
        table: asked(story, "cac", "2026-Q2", params={"shares": table}).measured.num
        for table in ("fully_loaded", "blended", "paid_only")
    }
    assert sums == {"fully_loaded": 80_00 + 32_00 + 10_00 + 25, "blended": 50_25, "paid_only": 10_25}


def test_subsidiaries_are_one_customer_unless_accounts_are_counted(story: Story) -> None:
    parent = customer(story, "2026-01-05", "2026-02-01", "Siam Tea")
    child = customer(story, "2026-03-01", "2026-04-10", "Siam Tea Bottling")
    spent(story, "2026-04-01", 50)
    with on("2026-04-01"):
        set_parent(child, actor=story.olan, parent=parent)
    assert figure(asked(story, "cac", "2026-Q2")) == "no_denominator"
    assert figure(asked(story, "cac", "2026-Q2", params={"level": "account"})) == 50_00


def test_a_merged_client_is_one_customer_with_the_earlier_win(story: Story) -> None:
    first = customer(story, "2026-01-05", "2026-02-01", "Harbour Foods")
    second = customer(story, "2026-03-01", "2026-04-10", "Harbor Foods")
    spent(story, "2026-04-01", 50)
    assert asked(story, "cac", "2026-Q2", day="2026-05-01").measured.den == 1
    with on("2026-05-02"):
        merge_accounts(first, actor=story.olan, other=second)
    assert asked(story, "cac", "2026-Q2").measured.den == 0


def test_a_client_won_back_after_long_quiet_is_new_only_by_choice(story: Story) -> None:
    with on("2024-01-05"):
        account = create_account(actor=story.olan, name="Old friend", owner=story.ploy.member)
    won(story, opened(story, "2024-01-10", 10, account=account), "2024-02-01")
    won(story, opened(story, "2026-03-10", 10, account=account), "2026-04-01")
    assert asked(story, "cac", "2026-Q2").measured.den == 0
    assert asked(story, "cac", "2026-Q2", params={"win_back": "new"}).measured.den == 1
    longer = {"win_back": "new", "inactive_days": 900}
    assert asked(story, "cac", "2026-Q2", params=longer).measured.den == 0


def test_a_deal_reopened_and_won_again_makes_one_customer_at_the_win_that_stands(story: Story) -> None:
    with on("2026-01-05"):
        account = create_account(actor=story.olan, name="Twice", owner=story.ploy.member)
    deal = won(story, opened(story, "2026-01-10", 10, account=account), "2026-02-01")
    end = micros(2026, 3, 31, 16, 59)
    reopened(story, deal, "2026-04-05")
    won(story, deal, "2026-05-01")
    assert [asked(story, "cac", f"2026-Q{q}").measured.den for q in (1, 2)] == [0, 1]
    assert asked(story, "cac", "2026-Q1", known_at=end, as_of=end).measured.den == 1


def test_duplicates_and_deals_without_a_client_are_listed_and_not_counted(story: Story) -> None:
    won(story, opened(story, "2026-01-10", 10), "2026-04-01")
    account = customer(story, "2026-01-05", "2026-04-02")
    twin = customer(story, "2026-01-05", "2026-04-03")
    cost = spent(story, "2026-04-01", 50)
    with on("2026-04-10"):
        remove_opportunity(twin.opportunities.get(), actor=story.olan, reason="Twice")
        remove_cost(cost, actor=story.fon)
    answer = asked(story, "cac", "2026-Q2", rows=10)
    assert (answer.measured.num, answer.measured.den) == (0, 1)
    assert dict(answer.measured.excluded) == {"duplicate": 2, "no_account": 1}
    assert [row.name for row in answer.rows if row.row.included] == [account.name]


def test_costs_are_converted_line_by_line_and_a_missing_rate_is_never_one(story: Story) -> None:
    customer(story, "2026-01-05", "2026-04-02")
    spent(story, "2026-04-01", 10, currency="KWD")
    answer = asked(story, "cac", "2026-Q2")
    assert (figure(answer), answer.measured.missing) == ("missing_input", ("KWD",))
    rate(story, "KWD", "THB", "2026-04-01", "100")
    # spent() gives 1,000 minor units, which are 1 dinar of 1,000 fils
    assert figure(asked(story, "cac", "2026-Q2")) == 100_00


def test_a_correction_counts_from_when_it_is_known(story: Story) -> None:
    cost = spent(story, "2026-04-01", 50)
    with on("2026-05-01"):
        update_cost(cost, actor=story.fon, changes={"amount_minor": 70_00})
    assert asked(story, "cac", "2026-Q2").measured.num == 70_00
    assert asked(story, "cac", "2026-Q2", known_at=micros(2026, 4, 20)).measured.num == 50_00


def test_territories_have_their_own_costs_and_customers(story: Story) -> None:
    thailand = story.territories["Thailand"]
    customer(story, "2026-01-05", "2026-04-02", territory=thailand)
    customer(story, "2026-01-05", "2026-04-03")
    spent(story, "2026-04-01", 50, territory=thailand)
    spent(story, "2026-04-01", 30)
    groups = {
        group.label: group.measured.value for group in asked(story, "cac", "2026-Q2", by="territory").groups
    }
    assert groups == {"Thailand": 50_00, "No territory": 30_00}


def test_who_may_not_see_costs_sees_the_figure_without_rows_and_nothing_of_few(second_quarter: Story) -> None:
    for actor in (second_quarter.ploy, second_quarter.rit):
        answer = asked(second_quarter, "cac", "2026-Q2", day="2026-07-15", by_actor=actor, rows=20)
        assert (figure(answer), list(answer.rows), list(answer.steps)) == (40_000_00, [], [])
        few = asked(second_quarter, "cac", "2026-04-10", day="2026-07-15", by_actor=actor)
        assert (few.withheld, few.as_json()["value"]) == (True, None)
    with on("2026-07-15"):
        tile = wall(second_quarter.ploy, period("2026-Q2"))["cac"]
    assert tile.now.value == 40_000_00
    assert {month.reason for _, month in tile.trend if month.n} == {None}  # April has six


def test_the_figure_is_what_plain_sql_says(second_quarter: Story) -> None:
    with on("2026-07-15"):
        answer = compute(second_quarter.olan, "cac", period("2026-Q2"))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(amount_minor * 8 / 10) FROM commerce_costline WHERE starts_on = '2026-04-01'"
        )
        (cost,) = cursor.fetchone()
        cursor.execute(
            "SELECT count(*) FROM (SELECT account_id, min(closed_on) AS first FROM pipeline_opportunity"
            " WHERE status = 'won' GROUP BY account_id) w WHERE first >= '2026-04-01' AND first < '2026-07-01'"
        )
        (new,) = cursor.fetchone()
    assert (answer.measured.num, answer.measured.den) == (cost, new)
