"""Board, lists and records as they stood: the banner, both readings, nothing to press, a bounded number of queries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from saphan.clients.actions import create_account, update_account
from saphan.measures.facts import forget_all
from saphan.pipeline.actions import update_opportunity, win_opportunity
from saphan.workspace.actor import Actor
from tests.measures.deals import LATER, opened
from tests.story import Story, on

pytestmark = pytest.mark.django_db
MAY = "as_of=2026-05-31"
STOOD = f"{MAY}&known_at=2026-05-31"


@pytest.fixture(autouse=True)
def fresh_facts() -> Iterator[None]:
    forget_all()
    yield
    forget_all()


@pytest.fixture
def tea(story: Story) -> Story:
    """Siam Tea with one deal of 100, won on 28 May but entered on 10 June, and one of 40."""
    with on("2026-03-01"):
        client = create_account(actor=story.ploy, name="Siam Tea")
    deal = opened(story, "2026-05-01", 100, name="Night market", account=client)
    other = opened(
        story, "2026-05-02", 40, name="Tea room", account=client, expected_close_on=date(2026, 6, 30)
    )
    with on("2026-06-10"):
        win_opportunity(deal, actor=story.ploy, won_on=date(2026, 5, 28))
        update_opportunity(other, actor=story.ploy, changes={"name": "Tea room, renamed"})
        update_account(client, actor=story.ploy, changes={"name": "Siam Tea Group"})
    return story


def read(actor: Actor, path: str) -> str:
    client = Client()
    client.force_login(actor.member.user)
    with on(LATER):
        answer = client.get(f"/w/bridge/{path}")
    assert answer.status_code == 200, path
    return str(answer.content.decode())


def test_the_board_of_a_day_in_both_readings(tea: Story) -> None:
    stood, known = read(tea.ploy, f"pipeline/?{STOOD}"), read(tea.ploy, f"pipeline/?{MAY}")
    assert "As it stood at the end of 31 May 2026" in stood
    assert "The end of 31 May 2026, as we now know it" in known
    assert ("Night market</a>" in stood, "2 open deals" in stood) == (True, True)
    assert ("<article" in known, known.count("<article")) == (True, 1)
    assert "Tea room</a>" in known
    for page in (stood, known):
        assert "1 entry came later" in page
        assert "entered by Ploy" in page
        assert "data-moves" not in page
        assert "board.js" not in page
        assert 'href="?pipeline=' not in page
        assert 'method="post"' not in page.partition("<main")[2].partition("</main>")[0]


def test_the_table_and_the_clients_of_a_day_with_their_sums(tea: Story) -> None:
    table = read(tea.ploy, f"pipeline/table/?{STOOD}")
    assert ("Night market" in table, "2 deals" in table, "฿140" in table) == (True, True, True)
    assert "Night market" in read(tea.ploy, f"pipeline/table/?{MAY}&status=won")
    told = "Not known of the past, so not applied: Tier, Search, Sorting."
    assert told in read(tea.ploy, f"clients/?{STOOD}&owner=me&tier=A&text=tea&sort=-health")
    assert "so not applied: Amount." in read(
        tea.ploy, f"pipeline/table/?{STOOD}&status=open&reporting__gte=5"
    )
    clients = read(tea.ploy, f"clients/?{STOOD}")
    assert "not applied" not in clients
    assert (">Siam Tea</a>" in clients, "฿140" in clients) == (True, True)
    assert "Siam Tea" not in read(tea.ploy, "clients/?as_of=2026-02-01")
    assert "Siam Tea" not in read(tea.wei, f"clients/?{STOOD}").partition("<main")[2]


def test_a_record_shows_what_it_said_then_and_what_was_entered_later(tea: Story) -> None:
    deal = read(tea.ploy, f"deals/D-1/?{STOOD}")
    assert "now known: Won" in deal
    assert "entered by Ploy" in deal
    assert "stood as: Open" in read(tea.ploy, f"deals/D-1/?{MAY}")
    assert "Siam Tea Group" not in read(tea.ploy, f"clients/C-1/?{STOOD}").partition('class="facts"')[2]
    assert "It was not there yet" in read(tea.ploy, "deals/D-1/?as_of=2026-04-01")


def test_a_day_to_come_and_nonsense_are_now(tea: Story) -> None:
    for query in ("as_of=2026-12-31", "as_of=yesterday", ""):
        assert "Nothing can be changed here." not in read(tea.ploy, f"pipeline/?{query}")


def test_the_rail_leads_on_and_marks_restated_months(tea: Story) -> None:
    page = read(tea.ploy, f"pipeline/?{STOOD}&owner=me")
    assert 'type="range"' in page
    assert "2026-04-30|2026-05-31" in page
    assert page.count('class="late"') == 1
    assert "owner=me&amp;as_of=2026-04-30&amp;known_at=2026-04-30" in page
    assert 'href="?owner=me"' in page


@pytest.mark.parametrize("path", ["pipeline/", "pipeline/table/", "clients/"])
def test_more_deals_need_no_more_queries(tea: Story, path: str) -> None:
    def queries() -> int:
        read(tea.ploy, f"{path}?{STOOD}")
        with CaptureQueriesContext(
            connection,
        ) as found:
            read(tea.ploy, f"{path}?{STOOD}")
        return len(found)

    few = queries()
    for number in range(3):
        opened(tea, "2026-05-03", 10, name=f"More {number}")
    assert queries() <= few + 1


def test_the_wall_is_recomputed_for_the_instant(tea: Story) -> None:
    def revenue(query: str) -> str:
        page = read(tea.ploy, f"performance/?{query}").partition("Total revenue")[2]
        return page.partition('class="figure')[2].partition(">")[2].partition("<")[0]

    assert revenue(MAY) == "฿100"
    assert revenue(STOOD) == "฿0"
    page = read(tea.ploy, f"performance/?{STOOD}&period=this_month")
    assert "1 May 2026 – 31 May 2026" in page
    assert "revenue_total/?as_of=2026-05-31&amp;known_at=2026-05-31&amp;period=this_month" in page
    assert "As it stood at the end of 31 May 2026" in page
    deeper = read(tea.ploy, f"performance/revenue_total/?{STOOD}")
    assert "Night market" not in deeper
    assert "Night market" in read(tea.ploy, f"performance/revenue_total/?{MAY}")
