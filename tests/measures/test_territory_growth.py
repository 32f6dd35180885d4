"""Growth of territories while clients move between them, worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest
from django.db import connection

from saphan.clients.actions import create_account, move_territory
from saphan.clients.models import Account
from tests.measures.deals import asked, figure, opened, won
from tests.story import Story, on


def client(story: Story, name: str, territory: str) -> Account:
    with on("2024-12-01"):
        made: Account = create_account(
            actor=story.olan, name=name, owner=story.ploy.member, territory=story.territories[territory]
        )
    return made


def bought(story: Story, account: Account, day: str, amount: int) -> None:
    won(story, opened(story, "2025-01-02", amount, account=account), day)


@pytest.fixture
def moving(story: Story) -> Story:
    """A stays with 100 then 110; B (50) leaves for China before ordering; C (30 in China) comes and buys 40."""
    stays, leaves, comes = (
        client(story, *one) for one in (("A", "Thailand"), ("B", "Thailand"), ("C", "China"))
    )
    for account, amount in ((stays, 100), (leaves, 50), (comes, 30)):
        bought(story, account, "2025-05-10", amount)
    with on("2026-04-02"):
        move_territory(leaves, actor=story.olan, territory=story.territories["China"])
        move_territory(comes, actor=story.olan, territory=story.territories["Thailand"])
    bought(story, stays, "2026-05-10", 110)
    bought(story, comes, "2026-05-11", 40)
    return story


def thailand(story: Story) -> dict[str, int]:
    return {"territory": story.territories["Thailand"].pk}


def test_as_of_the_event_it_stood_still_and_like_for_like_it_grew(moving: Story) -> None:
    answer = asked(moving, "territory_growth", "2026-Q2", day="2026-07-15", filters=thailand(moving))
    assert figure(answer) == 0
    assert (answer.measured.num, answer.measured.den) == (0, 150_00)
    assert answer.measured.companions["like_for_like"].value == Fraction(20, 130)
    chosen = {"credit": "like_for_like"}
    alike = asked(
        moving, "territory_growth", "2026-Q2", day="2026-07-15", filters=thailand(moving), params=chosen
    )
    assert figure(alike) == Fraction(20, 130)


def test_the_bridge_shows_what_moving_did(moving: Story) -> None:
    answer = asked(moving, "territory_growth", "2026-Q2", day="2026-07-15", filters=thailand(moving))
    told = {
        name.removeprefix("bridge_"): one.value
        for name, one in answer.measured.companions.items()
        if name.startswith("bridge_")
    }
    assert told == {
        "base": 150_00, "organic": 10_00, "out": 50_00, "in_base": 30_00, "in_growth": 10_00, "new": 0, "lost": 0,
        "now": 150_00,
    }  # fmt: skip


def test_without_moves_there_is_no_bridge_and_new_clients_are_counted(story: Story) -> None:
    stays, comes = client(story, "A", "Thailand"), client(story, "New", "Thailand")
    bought(story, stays, "2025-05-10", 100)
    bought(story, stays, "2026-05-10", 120)
    bought(story, comes, "2026-05-10", 30)
    answer = asked(story, "territory_growth", "2026-Q2", day="2026-07-15", filters=thailand(story))
    assert figure(answer) == Fraction(1, 2)
    assert answer.measured.companions["clients_gained"].value == 1
    assert not any(name.startswith("bridge_") for name in answer.measured.companions)


def test_revenue_of_no_territory_is_listed_and_a_new_territory_has_no_percentage(story: Story) -> None:
    bought(story, client(story, "A", "China"), "2026-05-10", 100)
    won(story, opened(story, "2026-01-02", 10), "2026-05-10")
    answer = asked(story, "territory_growth", "2026-Q2", day="2026-07-15", by="territory")
    assert figure(answer) == "non_positive_base"
    assert dict(answer.measured.excluded) == {"no_territory": 1}


def test_the_figure_is_what_plain_sql_says(moving: Story) -> None:
    answer = asked(moving, "territory_growth", "2026-Q2", day="2026-07-15").measured
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(CASE WHEN o.closed_on >= '2026-04-01' THEN l.amount_minor ELSE 0 END),"
            " sum(CASE WHEN o.closed_on < '2025-07-01' THEN l.amount_minor ELSE 0 END)"
            " FROM commerce_ledgerline l JOIN pipeline_opportunity o ON o.id = l.opportunity_id"
            " JOIN clients_account a ON a.id = o.account_id WHERE a.territory_id IS NOT NULL"
        )
        now, base = cursor.fetchone()
    assert (answer.num, answer.den) == (now - base, base)
