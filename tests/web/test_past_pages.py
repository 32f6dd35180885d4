"""Board, lists and records as they stood: the banner, both readings, nothing to press, a bounded number of queries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace
from typing import cast

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from saphan.administration.actions import update_workspace
from saphan.clients.actions import create_account, update_account
from saphan.core.period import Period
from saphan.measures.facts import forget_all
from saphan.measures.question import Question
from saphan.measures.registry import METRICS
from saphan.pipeline.actions import (
    assign_lead,
    create_lead,
    qualify_lead,
    take_up_lead,
    update_lead,
    update_opportunity,
    win_opportunity,
)
from saphan.web.grid.columns import Grid
from saphan.web.grid.known import ALL
from saphan.web.grid.narrowing import KINDS
from saphan.web.past.asking import Past
from saphan.web.past.listing import narrowed_then
from saphan.web.request import MemberRequest
from saphan.workspace.actor import Actor
from saphan.workspace.listing import Ask
from tests.measures.deals import LATER, opened
from tests.story import Story, micros, on

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
    told = "Not known of the past, so not applied: Sorting."
    assert told in read(tea.ploy, f"clients/?{STOOD}&owner=me&text=tea&sort=-health")
    assert "so not applied: Amount." in read(
        tea.ploy, f"pipeline/table/?{STOOD}&status=open&reporting__gte=5"
    )
    clients = read(tea.ploy, f"clients/?{STOOD}")
    assert "not applied" not in clients
    assert (">Siam Tea</span>" in clients, "฿140" in clients) == (True, True)
    assert (
        "฿140"
        in read(tea.ploy, f"clients/?{STOOD}&text=siam").partition("<tbody>")[2].partition("</tbody>")[0]
    )
    assert "Siam Tea" not in read(tea.ploy, f"clients/?{STOOD}&tier=a").partition("<main")[2]
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


def test_leads_as_they_stood_with_their_own_filters_and_order(story: Story) -> None:
    with on("2026-04-10"):
        bay = create_lead(actor=story.ploy, name="Bay Hotel", source="Fair", city="Phuket")
        create_lead(actor=story.ploy, name="Amber Mill", source="Web")
    with on("2026-05-20"):
        take_up_lead(bay, actor=story.ploy)
    with on("2026-06-05"):
        qualify_lead(bay, actor=story.ploy, qualified_on=date(2026, 5, 30), despite="the owner says so")
        update_lead(bay, actor=story.ploy, changes={"name": "Bay Hotel Group", "source": "Referral"})
        assign_lead(bay, actor=story.dao, owner=story.lin.member)
        create_lead(actor=story.ploy, name="Cedar Inn")

    def names(query: str, reader: Actor = story.dao) -> list[str]:
        rows = read(reader, f"leads/?{query}").partition("<tbody>")[2].partition("</tbody>")[0]
        return re.findall(
            r'<span lang="und">([A-Z][a-z]+ (?:Hotel Group|Hotel|Mill|Inn))</span></span>', rows
        )

    assert names(f"{STOOD}&sort=name") == ["Amber Mill", "Bay Hotel"]
    assert names(f"{STOOD}&sort=-name") == ["Bay Hotel", "Amber Mill"]
    assert names(f"{STOOD}&state=working&source=Fair") == ["Bay Hotel"]
    assert names(f"{MAY}&state=working") == []
    assert names(f"{MAY}&state=qualified&qualified__gte=2026-05-30") == ["Bay Hotel"]
    assert names(f"{STOOD}&text=bay") == ["Bay Hotel"]
    assert (names(f"{STOOD}&owner={story.ploy.member.code}&sort=name"), names(f"{STOOD}&owner={story.lin.member.code}")) == (
        ["Amber Mill", "Bay Hotel"], [],
    )  # fmt: skip
    assert names(f"{MAY}&sort=qualified") == ["Bay Hotel", "Amber Mill"]
    page = read(story.dao, f"leads/?{STOOD}&source=Fair")
    assert ("As it stood at the end of 31 May 2026" in page, "1 lead<" in page) == (True, True)
    assert 'method="post"' not in page.partition("<main")[2].partition("</main>")[0]
    assert "not applied: Grouping" in read(story.dao, f"leads/?{STOOD}&group=source")
    one = read(story.dao, f"leads/{bay.code}/?{STOOD}")
    assert (
        "now known: Qualified" in one,
        "Bay Hotel Group" in one.partition("<dl")[2].partition("</dl>")[0],
    ) == (True, False)


def test_a_day_of_the_past_ends_where_the_workspace_was_then(tea: Story) -> None:
    with on("2026-06-11"):
        update_workspace(actor=tea.olan, changes={"time_zone": "Pacific/Auckland"})
    page = read(tea.ploy, f"performance/?{MAY}&period=this_month")
    assert "1 May 2026 – 31 May 2026" in page  # in Auckland it was 1 June already
    question = Question(
        tea.ploy, METRICS["revenue_total"], Period(date(2026, 5, 1), date(2026, 6, 1)), {}, "THB", as_of=micros(2026, 5, 31, 16, 59),
    )  # fmt: skip
    assert question.today == date(2026, 5, 31)


PAST = [grid for grid in ALL if grid.past]
VALUES = {
    "day": "2026-05-01",
    "money": "5",
    "number": "3",
    "choice": "me",
    "text": "tea",
    "words": "tea",
    "flag": "1",
}


def test_each_filter_and_order_of_every_list_can_be_asked_of_then(story: Story) -> None:
    for grid in PAST:
        _ask_everything(story, grid)


def _ask_everything(story: Story, grid: Grid) -> None:
    past = Past(micros(2026, 5, 31), None, "2026-05-31", "", "", "", "")
    request = SimpleNamespace(GET=QueryDict(), actor=story.olan, LANGUAGE_CODE="en")
    asked = ["text=tea"] if "text" in grid.listing.filters and grid.searched_then else []
    for facet in grid.of_the_past.facets:
        choices = dict(facet.options(cast("MemberRequest", request))) if facet.options else {}
        value = next((key for key in choices if key), VALUES[facet.kind])
        for operator in KINDS[facet.kind]:
            name = f"{facet.key}__{operator}" if operator else facet.key
            asked.append(f"{name}={'true' if operator == 'empty' else value}")
    asked += [f"sort=-{column.sort}" for column in grid.of_the_past.columns if column.sort]
    for query in asked:
        request.GET = QueryDict(query)
        rows, known, filters, sort = narrowed_then(cast("MemberRequest", request), grid, past)
        assert list(known.page(rows, story.olan, Ask({}, sort)).rows) == []
        assert len(filters) == (0 if query.startswith("sort") else 1), query


def test_every_list_can_be_looked_at_as_it_stood(story: Story) -> None:
    assert list(ALL) == PAST
    for grid in PAST:
        _looks_back(story, grid)


def _looks_back(story: Story, grid: Grid) -> None:
    assert {column.key for column in grid.of_the_past.columns} | {
        facet.key for facet in grid.of_the_past.facets
    } == grid.past
    page = read(story.olan, reverse(grid.page, args=["bridge"]).removeprefix("/w/bridge/") + f"?{STOOD}")
    assert "As it stood at the end of 31 May 2026" in page
    assert 'method="post"' not in page.partition("<main")[2].partition("</main>")[0]


def test_the_table_of_a_day_with_more_filters_and_an_order(tea: Story) -> None:
    def deals(query: str) -> list[str]:
        rows = (
            read(tea.ploy, f"pipeline/table/?{STOOD}&{query}")
            .partition("<tbody>")[2]
            .partition("</tbody>")[0]
        )
        return re.findall(r'lang="und">(Night market|Tea room)</a>', rows)

    assert deals("sort=amount") == ["Tea room", "Night market"]
    assert deals("sort=-amount") == ["Night market", "Tea room"]
    assert deals("expected_close__gte=2026-06-30") == ["Tea room"]
    assert deals("text=tea+room") == ["Tea room"]
    assert deals("text=renamed") == []
    page = read(tea.ploy, f"pipeline/table/?{STOOD}&expected_close__gte=2026-06-30")
    assert ("1 deal<" in page, "฿40" in page, "not applied" in page) == (True, True, False)
