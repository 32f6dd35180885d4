"""Who stays and how much of what they were worth, told through the real actions and worked out by hand."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection

from saphan.clients.actions import merge_accounts, set_parent, update_account
from saphan.clients.models import Account
from saphan.commerce.actions import amend_order, cancel_order
from saphan.measures.explain import explain
from saphan.measures.wall import wall
from saphan.pipeline.terms import OpportunityType
from tests.commerce.sales import client, line, offering, ordered
from tests.measures.deals import asked, figure, lost, opened, period, rate, won
from tests.story import Story, micros, on

KEYS = ("retention_logo", "retention_grr", "retention_nrr")
# Orders of the 365 days before each of two days, one row per client: what it was worth then and now.
CHECK = """
    WITH worth AS (
        SELECT a.id,
            coalesce(sum(CASE WHEN o.confirmed_on >= %(b0)s AND o.confirmed_on < %(b1)s THEN o.amount_minor END), 0) AS was,
            coalesce(sum(CASE WHEN o.confirmed_on >= %(n0)s AND o.confirmed_on < %(n1)s THEN o.amount_minor END), 0) AS now
        FROM clients_account a JOIN commerce_order o ON o.account_id = a.id
        WHERE o.removed_at IS NULL AND o.status = 'confirmed' GROUP BY a.id
    )
    SELECT sum(CASE WHEN now > 0 THEN 1 ELSE 0 END), count(*), sum(CASE WHEN now < was THEN now ELSE was END), sum(now), sum(was)
    FROM worth WHERE was > 0
"""


def figures(story: Story, name: str, **more: Any) -> tuple[Any, ...]:
    return tuple(figure(asked(story, key, name, **more)) for key in KEYS)


def retained(story: Story, account: Account, day: str, monthly: int, months: int = 12, **known: Any) -> Any:
    """An agreement of `monthly` whole units from a day on."""
    return ordered(story, account, day, line(known.pop("what", "Retainer"), monthly, months=months), **known)


@pytest.fixture
def four(story: Story) -> Story:
    """At the end of 2024 A was worth 100, B 50 and C 50; a year later A 120, B 20, C nothing and D, who is new, 80."""
    names = {name: client(story, name) for name in "ABCD"}
    for name, then, now in (("A", 100, 120), ("B", 50, 20), ("C", 50, 0), ("D", 0, 80)):
        if then:
            ordered(story, names[name], "2024-06-01", line("Work", then))
        if now:
            ordered(story, names[name], "2025-06-01", line("Work", now))
    return story


def test_the_example_of_the_definition(four: Story) -> None:
    assert figures(four, "2025") == (Fraction(2, 3), Fraction(120, 200), Fraction(140, 200))
    logo = asked(four, "retention_logo", "2025", rows=10)
    told = {row.name: row.outcome for row in logo.rows}
    assert told == {"A": "customer_kept", "B": "customer_kept", "C": "customer_lost", "D": "new_customer"}
    assert dict(logo.measured.excluded) == {"new_customer": 1}
    assert {key: one.value for key, one in logo.measured.companions.items()} == {
        "retention_grr": Fraction(3, 5), "retention_nrr": Fraction(7, 10), "in_grace": 0,
    }  # fmt: skip
    grr = asked(four, "retention_grr", "2025")
    assert grr.measured.companions["retention_logo"].value == Fraction(2, 3)
    assert explain(grr)["formula"]["below"]["number"] == 200_00


def test_every_basis_says_the_same_of_work_without_a_term(four: Story) -> None:
    for more in ({"basis": "trailing"}, {"grain": "product"}, {"level": "account"}):
        assert figures(four, "2025", params=more) == (Fraction(2, 3), Fraction(3, 5), Fraction(7, 10))


@pytest.mark.parametrize("name", ["2025", "2025-Q3", "2024"])
def test_the_figures_are_what_plain_sql_says(four: Story, name: str) -> None:
    chosen, year = period(name), timedelta(365)
    before = chosen.end.replace(year=chosen.end.year - 1)
    days = {"b0": before - year, "b1": before, "n0": chosen.end - year, "n1": chosen.end}
    with connection.cursor() as cursor:
        cursor.execute(CHECK, days)
        kept, then, left, now, was = (value and int(value) for value in cursor.fetchone())
    logo, grr, nrr = (asked(four, key, name).measured for key in KEYS)
    assert (logo.num, logo.den) == (kept or 0, then)
    assert (grr.num, grr.den, nrr.num, nrr.den) == (left or 0, was or 0, now or 0, was or 0)


def test_an_agreement_counts_what_it_is_worth_in_a_year_while_it_runs(story: Story) -> None:
    siam_tea, harbour = client(story, "Siam Tea"), client(story, "Harbour Foods")
    retained(story, siam_tea, "2023-07-01", 100, months=24)
    retained(story, harbour, "2024-12-01", 50, months=6)
    logo, grr, nrr = figures(story, "2025-Q1")
    assert (logo, grr, nrr) == (1, 1, 1)  # at the end of March 2024 only Siam Tea was there, and is
    told = asked(story, "retention_nrr", "2025", rows=5)
    # At the end of 2024 both ran: 1,200 and 600 a year; a year later both terms are over.
    assert (told.measured.num, told.measured.den) == (0, 1_800_00)
    trailing = asked(story, "retention_nrr", "2025", params={"basis": "trailing"}).measured
    assert trailing.den == 300_00  # of the last twelve months only Harbour's booking


def test_a_renewal_in_talks_keeps_a_client_for_the_days_of_grace(story: Story) -> None:
    siam_tea = client(story)
    retained(story, siam_tea, "2024-12-20", 100)  # until 19 December 2025
    assert figure(asked(story, "retention_logo", "2025")) == 0
    renewal = opened(story, "2025-11-01", 900, account=siam_tea, type=OpportunityType.RENEWAL)
    answer = asked(story, "retention_logo", "2025", rows=1)
    assert (figure(answer), answer.measured.companions["in_grace"].value) == (1, 1)
    assert answer.rows[0].outcome == "customer_in_grace"
    assert figure(asked(story, "retention_nrr", "2025")) == 1  # as it was worth
    assert figure(asked(story, "retention_logo", "2025", params={"grace_days": 10})) == 0
    lost(story, renewal, "2025-12-28")
    assert figure(asked(story, "retention_logo", "2025")) == 0


def test_an_agreement_taken_back_or_amended_is_worth_what_stands(story: Story) -> None:
    siam_tea, harbour = client(story, "Siam Tea"), client(story, "Harbour Foods")
    first = retained(story, siam_tea, "2024-12-01", 100, months=24)
    second = retained(story, harbour, "2024-12-01", 100, months=24)
    with on("2025-05-01"):
        amend_order(first, actor=story.ploy, reason="Less", lines=[line("Retainer", 70, months=24)])
        cancel_order(second, actor=story.ploy, reason="Budget cut")
    assert figures(story, "2025") == (Fraction(1, 2), Fraction(840, 2_400), Fraction(840, 2_400))
    known = micros(2025, 4, 30)
    assert figures(story, "2025", known_at=known)[0] == "no_denominator"


def test_a_gap_longer_than_the_grace_is_a_loss_where_the_course_counts(story: Story) -> None:
    short, long_gap = client(story, "Siam Tea"), client(story, "Harbour Foods")
    for account, again in ((short, "2025-03-20"), (long_gap, "2025-06-01")):
        retained(story, account, "2024-09-01", 100, months=6)
        retained(story, account, again, 100, months=12)
    assert figures(story, "2025") == (1, 1, 1)
    continuous = figures(story, "2025", params={"course": "continuous"})
    assert continuous == (Fraction(1, 2), Fraction(1, 2), Fraction(1, 2))
    patient = {"course": "continuous", "grace_days": 100}
    assert figures(story, "2025", params=patient)[0] == 1


def test_the_smaller_value_is_taken_of_each_product_where_asked(story: Story) -> None:
    film, media = offering(story, "Film"), offering(story, "Media")
    siam_tea = client(story)
    ordered(story, siam_tea, "2024-06-01", line(film, 60), line(media, 40))
    ordered(story, siam_tea, "2025-06-01", line(film, 100))
    assert figures(story, "2025") == (1, 1, 1)
    assert figures(story, "2025", params={"grain": "product"}) == (1, Fraction(60, 100), 1)


def test_clients_under_one_parent_or_merged_into_one_are_one_customer(story: Story) -> None:
    a, b, c, d = (client(story, name) for name in ("Siam Tea", "Harbour Foods", "Old Mill", "Garden Group"))
    ordered(story, a, "2024-06-01", line("Work", 100))
    ordered(story, b, "2025-06-01", line("Work", 90))
    ordered(story, c, "2024-06-01", line("Work", 50))
    assert figures(story, "2025") == (0, 0, 0)
    with on("2025-08-01"):
        set_parent(a, actor=story.olan, parent=d)
        set_parent(b, actor=story.olan, parent=d)
        merge_accounts(a, actor=story.olan, other=c)
    assert figures(story, "2025") == (1, Fraction(90, 150), Fraction(90, 150))
    assert figures(story, "2025", params={"level": "account"})[0] == 0
    assert figure(asked(story, "retention_logo", "2025-06")) == 0  # by the tree of the end of June


def test_money_is_worth_what_it_was_on_the_first_day(story: Story) -> None:
    siam_tea = client(story)
    rate(story, "USD", "THB", "2024-12-31", "30")
    rate(story, "USD", "THB", "2025-12-31", "40")
    for day in ("2024-06-01", "2025-06-01"):
        rate(story, "USD", "THB", day, "35")
        ordered(story, siam_tea, day, line("Work", 10), currency="USD")
    nrr = asked(story, "retention_nrr", "2025").measured
    assert (nrr.num, nrr.den) == (300_00, 300_00)


def test_without_a_rate_value_is_not_known_and_heads_are(story: Story) -> None:
    ordered(story, client(story), "2024-06-01", line("Work", 10), currency="KRW")
    grr = asked(story, "retention_grr", "2025")
    assert (figure(grr), grr.measured.missing) == ("missing_input", ("KRW",))
    assert figure(asked(story, "retention_logo", "2025")) == 0


def test_a_deal_without_an_order_is_business_of_its_year(story: Story) -> None:
    siam_tea = client(story)
    won(story, opened(story, "2024-05-01", 80, account=siam_tea), "2024-06-01")
    won(story, opened(story, "2025-05-01", 60, account=siam_tea), "2025-06-01")
    assert figures(story, "2025") == (1, Fraction(60, 80), Fraction(60, 80))
    assert figures(story, "2025", params={"active_days": 100}) == ("no_denominator",) * 3


def test_the_parts_add_up_and_go_by_who_looks_after_the_client(four: Story) -> None:
    with on("2025-09-01"):
        update_account(
            Account.objects.get(name="B"), actor=four.olan, changes={"owner_id": four.wei.member.pk}
        )
    by_owner = asked(four, "retention_logo", "2025", by="owner")
    parts = {group.label: (group.measured.num, group.measured.den) for group in by_owner.groups}
    assert parts == {"Ploy": (1, 2), "Wei": (1, 1)}
    assert asked(four, "retention_logo", "2025", by_actor=four.wei).measured.den == 1
    with on("2026-01-05"):
        tile = wall(four.olan, period("2025"))["retention_grr"]
    assert (tile.now.num, tile.now.den) == (120_00, 200_00)
    assert date(2025, 12, 31) == by_owner.question.period.last
