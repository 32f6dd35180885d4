"""How much of what fits clients use, worked out by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from saphan.administration.actions import create_offering, retire_offering
from saphan.clients.actions import create_account, create_unit, mark_cell
from saphan.clients.models import Account, WhitespaceCell
from saphan.commerce.actions import cancel_order
from saphan.commerce.whitespace import matrix
from saphan.core.errors import NotAllowed, NotFound, RuleBroken
from saphan.pipeline.actions import create_opportunity
from saphan.pipeline.actions.deal import Line
from saphan.pipeline.models import Opportunity
from saphan.workspace.models import Offering
from tests.commerce.sales import line, ordered
from tests.measures.deals import asked, figure, reopened, won
from tests.story import Story, micros, on


def services(story: Story, count: int = 5) -> list[Offering]:
    with on("2025-01-01"):
        return [create_offering(actor=story.dao, name=f"Service {number}") for number in range(1, count + 1)]


def client(story: Story, name: str) -> Account:
    with on("2025-01-02"):
        made: Account = create_account(actor=story.olan, name=name, owner=story.ploy.member)
    return made


def sold(story: Story, account: Account, offering: Offering, day: str, amount: int = 100) -> Opportunity:
    with on(day, hour=3):
        deal = create_opportunity(
            actor=story.ploy, name="Work", stage=story.stage("Diagnose"), account=account,
            lines=[Line(offering, 1, amount * 100)],
        )  # fmt: skip
    return won(story, deal, day)


def marked(
    story: Story, account: Account, offering: Offering, state: str, day: str = "2026-01-10", **more
) -> None:
    with on(day):
        mark_cell(account, actor=story.ploy, offering=offering, state=state, **more)


@pytest.fixture
def two_clients(story: Story) -> Story:
    """X uses 2 of 5 that fit; Y none of 3, and the other two are no fit."""
    five = services(story)
    first, second = client(story, "X"), client(story, "Y")
    for place, offering in enumerate(five):
        if place < 2:
            sold(story, first, offering, "2026-02-01")
        marked(story, first, offering, "open")
        marked(story, second, offering, "competitor" if place < 3 else "not_fit", competitor="Rival")
    return story


def test_pooled_and_mean_of_accounts(two_clients: Story) -> None:
    answer = asked(two_clients, "penetration", "2026-Q1", rows=20)
    assert (answer.measured.num, answer.measured.den) == (2, 8)
    assert dict(answer.measured.excluded) == {"not_fit": 2}
    mean = asked(two_clients, "penetration", "2026-Q1", params={"average": "mean_of_accounts"})
    assert figure(mean) == Fraction(1, 5)
    assert {row.name for row in answer.rows} == {"X", "Y"}


def test_what_nobody_marked_is_reported_and_not_counted(story: Story) -> None:
    first, second = services(story, 2)
    account = client(story, "X")
    assert figure(asked(story, "penetration", "2026-Q1")) == "no_denominator"
    sold(story, account, first, "2026-02-01")
    answer = asked(story, "penetration", "2026-Q1")
    assert (figure(answer), dict(answer.measured.excluded)) == (1, {"unmapped": 1})
    marked(story, account, second, "open", "2026-03-01")
    assert figure(asked(story, "penetration", "2026-Q1")) == Fraction(1, 2)
    assert figure(asked(story, "penetration", "2026-02")) == 1  # the mark holds from March on


def test_work_of_long_ago_and_work_taken_back_is_not_in_use(story: Story) -> None:
    first, second = services(story, 2)
    account = client(story, "X")
    for offering in (first, second):
        marked(story, account, offering, "open")
    sold(story, account, first, "2025-02-01")
    deal = sold(story, account, second, "2026-02-01")
    assert figure(asked(story, "penetration", "2026-Q1")) == Fraction(1, 2)
    assert figure(asked(story, "penetration", "2026-Q1", params={"active_days": 500})) == 1
    reopened(story, deal, "2026-04-10")
    assert figure(asked(story, "penetration", "2026-Q2")) == 0
    assert figure(asked(story, "penetration", "2026-Q1")) == Fraction(1, 2)


def test_an_order_in_place_of_its_deal_keeps_the_services_in_use(story: Story) -> None:
    first, second, third = services(story, 3)
    account = client(story, "X")
    for offering in (first, second, third):
        marked(story, account, offering, "open")
    deal = sold(story, account, first, "2026-02-01")
    order = ordered(story, account, "2026-02-10", line(first, 60), line(second, 40), opportunity=deal)
    assert figure(asked(story, "penetration", "2026-Q1")) == Fraction(2, 3)
    with on("2026-03-01"):
        rows = matrix(story.ploy, account).rows
        places = {(offering, square.state) for offering, squares in rows for square in squares}
    assert places == {(first, "sold"), (second, "sold"), (third, "open")}
    with on("2026-04-10"):
        cancel_order(order, actor=story.ploy, reason="Budget cut")
    assert figure(asked(story, "penetration", "2026-Q2")) == 0
    assert figure(asked(story, "penetration", "2026-Q1")) == Fraction(2, 3)


def test_a_retired_service_leaves_both_sides_from_its_day(two_clients: Story) -> None:
    with on("2026-04-10"):
        retire_offering(Offering.objects.get(name="Service 1"), actor=two_clients.dao)
    later = asked(two_clients, "penetration", "2026-Q2").measured
    assert (later.num, later.den, later.excluded["retired"]) == (1, 6, 2)
    assert asked(two_clients, "penetration", "2026-Q1").measured.den == 8


def test_what_was_known_then_stays_the_answer_of_then(two_clients: Story) -> None:
    account = Account.objects.get(name="Y")
    marked(
        two_clients,
        account,
        Offering.objects.get(name="Service 5"),
        "open",
        "2026-04-02",
        marked_on=date(2026, 3, 1),
    )
    assert asked(two_clients, "penetration", "2026-Q1").measured.den == 9
    known = micros(2026, 4, 1)
    assert asked(two_clients, "penetration", "2026-Q1", known_at=known).measured.den == 8


def test_the_figure_is_what_plain_sql_says(two_clients: Story) -> None:
    answer = asked(two_clients, "penetration", "2026-Q1").measured
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM clients_whitespacecell WHERE state IN ('open', 'competitor')")
        (fits,) = cursor.fetchone()
        cursor.execute(
            "SELECT count(*) FROM (SELECT DISTINCT o.account_id, l.offering_id FROM pipeline_opportunityline l"
            " JOIN pipeline_opportunity o ON o.id = l.opportunity_id WHERE o.status = 'won') w"
        )
        (in_use,) = cursor.fetchone()
    assert (answer.num, answer.den) == (in_use, fits)


def test_who_may_not_change_the_client_marks_nothing(story: Story, other_story: Story) -> None:
    (offering,) = services(story, 1)
    account = client(story, "X")
    for actor in (story.rit, story.tum, story.wei, other_story.krit):
        with pytest.raises((NotAllowed, NotFound)), on("2026-01-10"):
            mark_cell(account, actor=actor, offering=offering, state="open")
    with pytest.raises(RuleBroken):
        marked(story, account, offering, "sold")
    assert not WhitespaceCell.objects.exists()


def test_the_page_shows_the_matrix_marks_a_square_and_makes_it_a_deal(story: Story) -> None:
    (offering,) = services(story, 1)
    account = client(story, "X")
    with on("2026-01-05"):
        unit = create_unit(account, actor=story.ploy, name="Stores")
    ploy = Client()
    ploy.force_login(story.ploy.member.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    place = {"offering": offering.code, "unit": unit.code}
    ploy.post(
        reverse("clients:mark_cell", args=["bridge", account.code]),
        {**place, "state": "competitor", "competitor": "Rival", "potential": "1,000", "currency": "THB"},
    )
    cell = WhitespaceCell.objects.get()
    assert (cell.state, cell.competitor, cell.potential_minor, cell.unit) == (
        "competitor",
        "Rival",
        100_000,
        unit,
    )
    page = ploy.get(reverse("clients:whitespace", args=["bridge", account.code])).content.decode()
    assert "Stores" in page
    assert "1,000" in page
    ploy.post(reverse("clients:cell_deal", args=["bridge", account.code]), place)
    deal = Opportunity.objects.get()
    assert (deal.account, deal.unit, deal.lines.get().offering) == (account, unit, offering)
    states = [square.state for _offering, row in matrix(story.ploy, account).rows for square in row]
    assert states == ["unknown", "deal"]
