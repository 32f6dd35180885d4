"""Sorting by several columns: every row once, nothing known last, whatever the depth."""

from __future__ import annotations

from datetime import date

import pytest

from saphan.core.errors import RuleBroken
from saphan.pipeline.actions import create_opportunity
from saphan.pipeline.lists import OPPORTUNITIES
from saphan.pipeline.queries import opportunities_for
from saphan.workspace.listing import Ask, count_of
from tests.story import Story, on

pytestmark = pytest.mark.django_db


@pytest.fixture
def deals(story: Story) -> Story:
    with on("2026-06-01"):
        for name, stage, amount, close in (
            ("A", "Propose", 300, date(2026, 7, 1)),
            ("B", "Propose", 300, None),
            ("C", "Propose", None, date(2026, 7, 1)),
            ("D", "Diagnose", 500, date(2026, 8, 1)),
            ("E", "Propose", 300, date(2026, 8, 1)),
            ("F", "Diagnose", 500, date(2026, 7, 1)),
        ):
            create_opportunity(
                actor=story.ploy, name=name, stage=story.stage(stage), amount_minor=amount, expected_close_on=close
            )  # fmt: skip
    return story


def walked(story: Story, sort: str, limit: int) -> str:
    """The names of all pages one after the other."""
    rows, after, found = opportunities_for(story.ploy), "", ""
    while True:
        page = OPPORTUNITIES.page(rows, story.ploy, Ask({}, sort, after, limit))
        found, after = found + "".join(deal.name for deal in page.rows), page.next
        if not after:
            return found


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("stage,-amount,expected_close", "FDAEBC"),  # Diagnose first; 500, 500; then 300 by date, no date, no amount
        ("-amount,name", "DFABEC"),
        ("expected_close,-name", "FCAEDB"),  # 1 July F C A, 1 August E D, no date B
    ],
)  # fmt: skip
def test_every_page_size_walks_the_same_order(deals: Story, sort: str, expected: str) -> None:
    assert [walked(deals, sort, limit) for limit in (1, 2, 4, 50)] == [expected] * 4


def test_a_cursor_of_another_order_is_refused(deals: Story) -> None:
    rows = opportunities_for(deals.ploy)
    page = OPPORTUNITIES.page(rows, deals.ploy, Ask({}, "stage,-amount", "", 2))
    with pytest.raises(RuleBroken, match=r"list\.bad_cursor"):
        OPPORTUNITIES.page(rows, deals.ploy, Ask({}, "stage,amount", page.next, 2))


def test_an_order_of_five_columns_is_refused(deals: Story) -> None:
    with pytest.raises(RuleBroken, match=r"list\.unknown_sort"):
        OPPORTUNITIES.order("name,amount,stage,created,owner", "en")


def test_a_count_stops_at_its_ceiling(deals: Story) -> None:
    def counted(filters: dict[str, list[str]]) -> tuple[int, bool]:
        rows = OPPORTUNITIES.first(opportunities_for(deals.ploy), deals.ploy, filters, 4)
        found = count_of(rows.count(), 4)
        return found.number, found.is_more

    assert counted({}) == (4, True)
    assert counted({"stage": [deals.stage("Diagnose").code]}) == (2, False)
    assert counted({"close": ["no_date"]}) == (1, False)


def test_closing_words_follow_the_calendar(deals: Story) -> None:
    with on("2026-06-16"):  # the quarter ends on 30 June, so both days are in the next
        names = {
            word: sorted(
                deal.name
                for deal in OPPORTUNITIES.narrowed(opportunities_for(deals.ploy), deals.ploy, {"close": word})
            )
            for word in ("this_quarter", "next_quarter", "overdue")
        }
    assert names == {"this_quarter": [], "next_quarter": ["A", "C", "D", "E", "F"], "overdue": []}
    with on("2026-07-15"):
        late = OPPORTUNITIES.narrowed(opportunities_for(deals.ploy), deals.ploy, {"close": "overdue"})
        assert sorted(deal.name for deal in late) == ["A", "C", "F"]
