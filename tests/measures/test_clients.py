"""The figures that the list of clients is ordered by: kept per reach, stale when something changes."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saphan.clients.actions import assign_owner, log_interaction, mark_cell, set_stakeholder
from saphan.clients.models import Account, Person
from saphan.clients.queries import accounts_for
from saphan.commerce.actions import create_invoice, issue_invoice
from saphan.commerce.billing import BilledLine
from saphan.measures.clients import ACCOUNTS, accounts_with_figures, figures_of, summary
from saphan.measures.clients.keeping import refresh
from saphan.measures.health import checkup
from saphan.measures.models import ClientFigures
from saphan.pipeline.actions import create_opportunity, win_opportunity
from saphan.workspace.actor import Actor
from saphan.workspace.listing import Ask
from tests.clients.cast import harbour_foods, person_at, siam_tea
from tests.measures.test_penetration import services
from tests.story import Story, on

pytestmark = pytest.mark.django_db


def ordered(actor: Actor, sort: str, **filters: str) -> list[str]:
    page = ACCOUNTS.page(accounts_with_figures(actor), actor, Ask(filters, sort))
    return [account.name for account in page.rows]


def won(story: Story, account: Account, owner: Actor, day: str, amount: int) -> None:
    with on(day):
        deal = create_opportunity(
            actor=story.dao, name="Work", stage=story.stage("Propose"), account=account, amount_minor=amount * 100,
            owner=owner.member,
            expected_close_on=date(2026, 12, 1),
        )  # fmt: skip
        win_opportunity(deal, actor=owner)


@pytest.fixture
def three(story: Story) -> dict[str, Account]:
    """On 16 June: Tea was talked to yesterday, Harbour 20 days ago, both due every 14 days; nothing is known of Wok.

    Ploy won 500 at the tea and, more than a year ago, 900; Wei of another team won 300 at Harbour, Lin's client.
    Tea owes 107, 53.50 of it since yesterday. Of two services that fit Harbour it uses none.
    """
    with on("2025-05-01"):
        tea = siam_tea(story.ploy, cadence_days=14)
        harbour = harbour_foods(story.lin, cadence_days=14)
        wok = siam_tea(story.ploy, name="Golden Wok", despite_duplicates=True)
        for account, owner, influence in ((tea, story.ploy, 3), (harbour, story.lin, 5)):
            person = person_at(account, owner, f"Friend of {account.name}")
            set_stakeholder(account, actor=owner, person=person, stance=2, influence=influence)
    won(story, tea, story.ploy, "2025-05-20", 900)
    won(story, tea, story.ploy, "2026-02-20", 500)
    won(story, harbour, story.wei, "2026-03-20", 300)
    for day, account, owner in (("2026-06-15", tea, story.ploy), ("2026-05-27", harbour, story.lin)):
        with on(day):
            people = [person.pk for person in Person.objects.filter(stakes__account=account)]
            log_interaction(account, actor=owner, channel="call", words="Hello", people=people)
    for due in ("2026-06-15", "2026-06-16"):
        with on("2026-06-01"):
            bill = create_invoice(actor=story.ploy, account=tea, lines=[BilledLine(50_00, "Tea", tax_bp=700)])
            issue_invoice(bill, actor=story.ploy, due_on=date.fromisoformat(due))
    for offering in services(story)[:2]:
        with on("2026-06-01"):
            mark_cell(harbour, actor=story.lin, offering=offering, state="open")
    return {"tea": tea, "harbour": harbour, "wok": wok}


def test_the_list_is_ordered_and_narrowed_by_what_each_reader_may_know(
    story: Story, three: dict[str, Account]
) -> None:
    with on("2026-06-16"):
        assert refresh() == 3
        # Tea: rhythm 100 × 25, no step 0 × 15, stance 100 × 15, revenue 500 against 900: 5.56 × 15; 4083 ÷ 70 = 58
        # Harbour: rhythm 100 × (1 − 6/28) = 78.57 × 25, no step, reach and stance 100 × 15 each; 4964 ÷ 70 = 71
        for reader in (story.dao, story.ploy):
            assert ordered(reader, "-health") == ["Harbour Foods", "Siam Tea", "Golden Wok"]
            assert ordered(reader, "health") == ["Siam Tea", "Harbour Foods", "Golden Wok"]
        assert ordered(story.dao, "-won") == ["Siam Tea", "Harbour Foods", "Golden Wok"]
        assert ordered(story.ploy, "-won") == [
            "Siam Tea",
            "Golden Wok",
            "Harbour Foods",
        ]  # 300 is Wei's: two nils
        assert ordered(story.dao, "name", health__gte="60") == ["Harbour Foods"]
        assert ordered(story.dao, "name", health__empty="true") == ["Golden Wok"]  # 15 % of the weights known
        assert ordered(story.dao, "name", won__gte="30000") == ["Harbour Foods", "Siam Tea"]
        assert ordered(story.ploy, "name", won__gte="30000") == ["Siam Tea"]
        assert ordered(story.dao, "name", penetration__lte="50") == ["Harbour Foods"]
        assert ordered(story.dao, "name", overdue="true") == ["Siam Tea"]
        assert ordered(story.wei, "-health") == []
        kept = {row.name: row for row in accounts_with_figures(story.ploy)}
    tea, harbour = kept["Siam Tea"], kept["Harbour Foods"]
    assert (tea.health_points, tea.won_minor, tea.owed_minor, tea.overdue_minor) == (
        58,
        500_00,
        107_00,
        53_50,
    )
    assert (harbour.health_points, harbour.won_minor, harbour.penetration_bp) == (71, 0, 0)
    assert sum(ClientFigures.objects.get(account=three["tea"], reach="all").months) == 500_00


def test_what_is_kept_equals_what_the_page_works_out(story: Story, three: dict[str, Account]) -> None:
    with on("2026-06-16"):
        fresh = {reader: figures_of(reader, list(three.values())) for reader in (story.dao, story.ploy)}
        refresh()
        with CaptureQueriesContext(connection) as caught:
            kept = {reader: figures_of(reader, list(three.values())) for reader in (story.dao, story.ploy)}
        assert len(caught) == 2
        assert kept == fresh
        assert kept[story.ploy][three["tea"].pk].points == checkup(story.ploy, three["tea"]).now.points


def test_a_change_is_shown_at_once_and_the_order_follows(story: Story, three: dict[str, Account]) -> None:
    with on("2026-06-16"):
        refresh()
        assert refresh() == 0
        log_interaction(three["harbour"], actor=story.lin, channel="call", words="Again")
        # rhythm is 100 again: (2500 + 3000) ÷ 70 = 79
        assert figures_of(story.dao, [three["harbour"]])[three["harbour"].pk].points == 79
        assert ordered(story.dao, "name", health__gte="79") == []
        assert refresh() == 1
        assert ordered(story.dao, "name", health__gte="79") == ["Harbour Foods"]
    with on("2026-06-17"):
        assert refresh() == 3  # a day later rhythm and the year are others
        assert ordered(story.dao, "name", overdue="true") == ["Siam Tea"]


def test_a_client_goes_with_its_owner_into_another_teams_reach(
    story: Story, three: dict[str, Account]
) -> None:
    with on("2026-06-16"):
        refresh()
        assign_owner(three["harbour"], actor=story.dao, owner=story.wei.member)
        refresh()
        assert ordered(story.wei, "-health", health__gte="71") == ["Harbour Foods"]
        assert {row.name: row.won_minor for row in accounts_with_figures(story.wei)} == {
            "Harbour Foods": 300_00
        }


def test_the_footer_names_the_median_and_the_year(story: Story, three: dict[str, Account]) -> None:
    with on("2026-06-16"):
        refresh()
        found = summary(story.dao, accounts_for(story.dao))
    assert (found.median, found.won) == (64, 800_00)  # between 58 and 71: 64.5, rounded to even


def test_a_write_costs_one_statement_more(story: Story, three: dict[str, Account]) -> None:
    with on("2026-06-16"):
        refresh()
        with CaptureQueriesContext(connection) as caught:
            log_interaction(three["tea"], actor=story.ploy, channel="call", words="Hello")
    assert sum("measures_clientfigures" in query["sql"] for query in caught) == 1
