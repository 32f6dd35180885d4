"""The grid of every list: cells, blocks, filters, groups, columns, saved views, panels."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from saphan.commerce.actions import cancel_order, create_contract, create_quote, sign_contract
from saphan.commerce.contract_clauses import Worded
from saphan.commerce.quote_lines import Offered
from saphan.journal.models import Change
from saphan.journal.undo import undo
from saphan.listings.actions import PLACES
from saphan.listings.models import SavedView
from saphan.measures.clients.keeping import refresh
from saphan.pipeline.actions import create_lead, create_opportunity, update_opportunity
from saphan.pipeline.models import Opportunity
from saphan.web import kept
from saphan.web.grid import shown
from saphan.web.grid.known import GRIDS
from tests.clients.cast import harbour_foods, siam_tea
from tests.commerce.sales import line, ordered
from tests.story import Story, on

pytestmark = pytest.mark.django_db


def browser_of(story: Story, name: str) -> Client:
    client = Client()
    client.force_login(story.cast[name].member.user)
    return client


def at(name: str, *arguments: str) -> str:
    return reverse(name, args=["bridge", *arguments])


def deal_of(story: Story, who: str = "ploy", **more: Any) -> Opportunity:
    values: dict[str, Any] = {
        "name": "Autumn tea", "stage": story.stage("Diagnose"), "amount_minor": 860_000_00, "currency": "THB",
    }  # fmt: skip
    return create_opportunity(actor=story.cast[who], **values | more)


def edit(
    browser: Client, deal: Opportunity, column: str, value: str, **more: Any
) -> tuple[int, dict[str, Any]]:
    sent = {"column": column, "value": value, "version": deal.version, **more}
    answer = browser.post(at("grid:cell", "deals", deal.code), sent)
    return answer.status_code, answer.json()


def fresh(deal: Opportunity) -> Opportunity:
    return Opportunity.objects.get(pk=deal.pk)


def names(response: Any) -> list[str]:
    return [row.name for row in response.context["rows"]]


def test_a_cell_is_saved_and_its_row_comes_back_written_out(story: Story) -> None:
    deal = deal_of(story)
    status, answer = edit(browser_of(story, "ploy"), deal, "name", "Autumn tea launch")
    assert (status, fresh(deal).name) == (200, "Autumn tea launch")
    assert "Autumn tea launch" in answer["row"]
    assert answer["undo"] == Change.objects.order_by("-pk")[0].pk


@pytest.mark.parametrize(
    ("column", "text", "attribute", "value"),
    [
        ("expected_close", "16/6/2569", "expected_close_on", date(2026, 6, 16)),  # a Buddhist year
        ("expected_close", "2026年6月16日", "expected_close_on", date(2026, 6, 16)),
        ("category", "Commit", "category", "commit"),
        ("category", "commit", "category", "commit"),
        ("source", " Fair ", "source", "Fair"),
    ],
)
def test_cells_read_what_people_write(
    story: Story, column: str, text: str, attribute: str, value: Any
) -> None:
    deal = deal_of(story)
    assert edit(browser_of(story, "ploy"), deal, column, text)[0] == 200
    assert getattr(fresh(deal), attribute) == value


def test_owner_and_stage_are_cells_of_their_own_actions(story: Story) -> None:
    deal, browser = deal_of(story), browser_of(story, "dao")
    assert edit(browser, deal, "stage", "Propose")[0] == 200
    assert edit(browser, fresh(deal), "owner", story.lin.member.code)[0] == 200
    assert (fresh(deal).stage.name, fresh(deal).owner_id) == ("Propose", story.lin.member.pk)
    assert [change.action for change in Change.objects.order_by("-pk")[:2]] == [
        "opportunity.assign", "opportunity.move_stage",
    ]  # fmt: skip


def test_a_new_amount_asks_why_and_is_saved_with_the_reason(story: Story) -> None:
    deal, browser = deal_of(story), browser_of(story, "ploy")
    status, answer = edit(browser, deal, "amount", "90万")
    assert (status, answer["asks"], fresh(deal).amount_minor) == (422, "Reason", 860_000_00)
    assert edit(browser, deal, "amount", "90万", reason="Two more films")[0] == 200
    assert fresh(deal).amount_minor == 900_000_00
    assert Change.objects.order_by("-pk")[0].reason == "Two more films"


@pytest.mark.parametrize(
    ("column", "text"),
    [("amount", "lots"), ("expected_close", "31.2.2026"), ("stage", "Moon"), ("client", "x")],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(story: Story, column: str, text: str) -> None:
    deal = deal_of(story)
    status, answer = edit(browser_of(story, "ploy"), deal, column, text)
    assert status == 422
    assert len(answer["sentence"]) > 10
    assert fresh(deal).version == deal.version


def test_two_people_in_two_cells_of_a_row_both_keep_their_change(story: Story) -> None:
    seen = deal_of(story)
    update_opportunity(seen, actor=story.dao, changes={"source": "Fair"})
    assert edit(browser_of(story, "ploy"), seen, "name", "New name")[0] == 200
    assert (fresh(seen).name, fresh(seen).source) == ("New name", "Fair")


def test_two_people_in_one_cell_do_not_overwrite_each_other(story: Story) -> None:
    seen = deal_of(story)
    update_opportunity(seen, actor=story.dao, changes={"name": "Dao's name"})
    status, answer = edit(browser_of(story, "ploy"), seen, "name", "Ploy's name")
    assert (status, fresh(seen).name) == (409, "Dao's name")
    assert "Somebody else" in answer["sentence"]


def test_a_stranger_to_the_record_changes_no_cell(story: Story) -> None:
    deal = deal_of(story)
    assert (
        browser_of(story, "wei")
        .post(at("grid:cell", "deals", deal.code), {"column": "name", "value": "x"})
        .status_code
        == 404
    )
    assert edit(browser_of(story, "lin"), deal, "name", "x")[0] == 403
    assert fresh(deal).name == "Autumn tea"


def block(*pieces: tuple[Opportunity, str, str]) -> str:
    return json.dumps([[deal.code, column, text, deal.version] for deal, column, text in pieces])


def test_a_block_is_looked_at_before_it_is_pasted_and_then_is_one_change(story: Story) -> None:
    one, two, lins = deal_of(story, source="A"), deal_of(story, source="B"), deal_of(story, "lin")
    browser = browser_of(story, "ploy")
    pieces = block((one, "source", "Fair"), (one, "category", "Commit"), (two, "source", "Call"), (two, "category", "Maybe"), (lins, "source", "Fair"))  # fmt: skip
    page = browser.post(at("grid:paste", "deals"), {"block": pieces})
    assert [(v.piece.column, bool(v.sentence)) for v in (*page.context["good"], *page.context["bad"])] == [
        ("source", False), ("category", False), ("source", False), ("category", True), ("source", True),
    ]  # fmt: skip
    assert (fresh(one).source, Change.objects.filter(action="cells.paste").count()) == ("A", 0)
    browser.post(at("grid:paste", "deals"), {"block": page.context["block"], "go": "1"})
    assert [(fresh(d).source, fresh(d).category) for d in (one, two, lins)] == [
        ("Fair", "commit"), ("Call", "pipeline"), ("", "pipeline"),
    ]  # fmt: skip
    undo(Change.objects.get(action="cells.paste"), actor=story.ploy)
    assert [(fresh(d).source, fresh(d).category) for d in (one, two)] == [
        ("A", "pipeline"),
        ("B", "pipeline"),
    ]


def test_a_block_with_one_bad_cell_is_pasted_not_at_all_when_nobody_looked(story: Story) -> None:
    one, lins = deal_of(story), deal_of(story, "lin")
    pieces = block((one, "source", "Fair"), (lins, "source", "Fair"))
    assert (
        browser_of(story, "ploy").post(at("grid:paste", "deals"), {"block": pieces, "go": "1"}).status_code
        == 403
    )
    assert (fresh(one).source, fresh(lins).source) == ("", "")


def test_leads_change_together_through_the_grid(story: Story) -> None:
    leads = [create_lead(actor=story.dao, name=f"Lead {n}", owner=story.ploy.member) for n in (1, 2)]
    sent = {"pick": [lead.code for lead in leads], "value": story.lin.member.code}
    browser_of(story, "dao").post(at("grid:bulk", "leads", "owner"), sent)
    for lead in leads:
        lead.refresh_from_db()
    assert {lead.owner_id for lead in leads} == {story.lin.member.pk}


def test_the_filter_builder_leads_to_the_address_of_its_filter(story: Story) -> None:
    browser = browser_of(story, "ploy")

    def to(**asked: Any) -> str:
        return str(browser.get(at("grid:filters", "deals"), asked)["Location"]).partition("?")[2]

    assert to(add="reporting", op="gte", value="1.5万", sort="name") == "sort=name&reporting__gte=1500000"
    assert to(add="stage", op="not", value=["ST-1", "ST-2"]) == "stage__not=ST-1&stage__not=ST-2"
    assert to(add="expected_close", op="lte", value="16/6/2569") == "expected_close__lte=2026-06-16"
    assert to(add="source", op="empty") == "source__empty=true"
    refused = browser.get(at("grid:filters", "deals"), {"add": "reporting", "op": "gte", "value": "lots"})
    assert refused.status_code == 422


def test_filters_of_the_address_are_chips_that_name_what_they_ask(story: Story) -> None:
    query = {
        "owner": story.lin.member.code,
        "reporting__gte": "1500000",
        "no_next_step": "true",
        "sort": "name",
    }
    page = browser_of(story, "dao").get(at("pipeline:table"), query)
    assert [(chip.label, chip.asks, chip.value) for chip in page.context["chips"]] == [
        ("Owner", "", "Lin"), ("Amount", "from", "฿15k"), ("No next step", "", "yes"),
    ]  # fmt: skip
    assert "reporting__gte" not in page.context["chips"][1].without
    assert "sort=name" in page.context["chips"][1].without


def test_columns_their_order_and_width_are_in_the_address(story: Story) -> None:
    deal_of(story)
    page = browser_of(story, "ploy").get(at("pipeline:table"), {"columns": "amount:180,name,nonsense,source"})
    assert [(h["key"], h["width"]) for h in page.context["headings"]] == [
        ("amount", 180),
        ("name", 230),
        ("source", 130),
    ]


def test_groups_carry_their_counts_and_sums_over_all_pages(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shown, "ROWS", 2)
    for stage, amount in (
        ("Propose", 300_00),
        ("Diagnose", 100_00),
        ("Diagnose", 250_00),
        ("Propose", 50_00),
    ):
        deal_of(story, name=f"{stage} {amount}", stage=story.stage(stage), amount_minor=amount)
    browser, query = browser_of(story, "ploy"), {"group": "stage", "sort": "-amount"}
    first = browser.get(at("pipeline:table"), query)
    heads = [row.group for row in first.context["rows"] if row.group]
    assert heads == [{"label": "Diagnose", "count": 2, "sum": "฿350"}]
    second = browser.get(
        at("pipeline:table"), query | {"after": first.context["next"]}, headers={"HX-Request": "true"}
    )
    assert [row.group for row in second.context["rows"]] == [
        {"label": "Propose", "count": 2, "sum": "฿350"},
        None,
    ]
    assert names(first) + names(second) == [
        "Diagnose 25000",
        "Diagnose 10000",
        "Propose 30000",
        "Propose 5000",
    ]


def test_the_footer_adds_up_what_the_filters_leave(story: Story) -> None:
    for amount in (100_000_00, 250_000_00, None):
        deal_of(story, amount_minor=amount)
    page = browser_of(story, "ploy").get(at("pipeline:table"), {"reporting__gte": "15000000"})
    assert (page.context["count"], [total.text for total in page.context["totals"]]) == ("1 deal", ["฿250k"])
    everything = browser_of(story, "ploy").get(at("pipeline:table"))
    assert (everything.context["count"], [t.text for t in everything.context["totals"]]) == (
        "3 deals",
        ["฿350k"],
    )


def test_an_order_is_renamed_in_its_cell_and_a_cancelled_one_adds_nothing(story: Story) -> None:
    tea, browser = siam_tea(story.ploy), browser_of(story, "ploy")
    film = ordered(story, tea, "2026-06-01", line("Film", 300), name="Film")
    gone = ordered(story, tea, "2026-06-02", line("Poster", 50), name="Poster")
    cancel_order(gone, actor=story.ploy, reason="Budget cut")
    sent = {"column": "reference", "value": " PO 7 ", "version": film.version}
    assert browser.post(at("grid:cell", "orders", film.code), sent).status_code == 200
    assert browser.post(at("grid:cell", "orders", film.code), sent | {"column": "amount"}).status_code == 422
    film.refresh_from_db()
    assert (film.reference, film.amount_minor) == ("PO 7", 300_00)
    page = browser.get(at("commerce:orders"), {"group": "client"})
    assert [row.group["sum"] for row in page.context["rows"] if row.group] == ["฿300"]
    assert [total.text for total in page.context["totals"]] == ["฿300"]
    panel = browser.get(at("grid:peek", "orders", film.code)).content.decode()
    assert "PO 7" in panel


def test_views_are_kept_for_every_list_there_is() -> None:
    assert set(PLACES) == set(GRIDS)


def test_a_saved_view_is_a_tab_with_its_count_and_knows_when_it_was_left(story: Story) -> None:
    deal_of(story), deal_of(story, "lin")
    browser = browser_of(story, "ploy")
    sent = {
        "place": "deals",
        "name": "Lin's",
        "query": f"owner={story.lin.member.code}&sort=name",
        "is_shared": "on",
    }
    assert browser.post(at("grid:save_view"), sent)["Location"].endswith(f"?{sent['query']}&view=V-1")
    view = SavedView.objects.get()
    tabs = browser_of(story, "lin").get(at("pipeline:table") + f"?{view.query}").context["tabs"]
    here = next(tab for tab in tabs if tab.is_current)
    assert (here.label, here.count, here.has_changed) == ("Lin's", "1", False)
    moved = browser.get(at("pipeline:table") + f"?{view.query}&status=open&view=V-1").context
    assert [(tab.label, tab.has_changed) for tab in moved["tabs"] if tab.is_current] == [("Lin's", True)]
    browser.post(at("grid:change_view", "V-1"), {"query": moved["kept"]})
    view.refresh_from_db()
    assert view.query == f"owner={story.lin.member.code}&status=open&sort=name"


def test_a_view_whose_filter_no_longer_fits_counts_nothing_and_breaks_nothing(story: Story) -> None:
    deal_of(story)
    browser = browser_of(story, "ploy")
    browser.post(at("grid:save_view"), {"place": "deals", "name": "Old", "query": "status=nonsense"})
    tabs = browser.get(at("pipeline:table"), {"status": "open"}).context["tabs"]
    assert [(tab.label, tab.count) for tab in tabs][-2:] == [("All", "1"), ("Old", "0")]


@pytest.mark.parametrize(
    ("route", "first", "again"),
    [
        ("clients:list", 11, 7),
        ("clients:people", 9, 2),
        ("leads:list", 7, 2),
        ("pipeline:table", 8, 4),
        ("pipeline:board", 11, 4),
        ("commerce:orders", 8, 3),
        ("quotes:list", 8, 2),
        ("contracts:list", 8, 2),
        ("contracts:duties", 8, 2),
    ],
)
def test_more_rows_and_more_views_do_not_mean_more_queries(
    story: Story, route: str, first: int, again: int
) -> None:
    def fill(number: int) -> None:
        account = siam_tea(story.ploy, name=f"Client {number}", despite_duplicates=True)
        deal_of(story, name=f"Deal {number}", account=account)
        create_lead(actor=story.ploy, name=f"Lead {number}")
        ordered(story, account, "2026-06-01", line("Film", 100))
        create_quote(
            actor=story.ploy, account=account, lines=[Offered(description="Film", unit_price_minor=100)]
        )
        report = Worded("Report", owed_by="us", every="month", due_on=date(2026, 6, 30))
        days = {"starts_on": date(2026, 6, 1), "last_day": date(2026, 12, 31), "clauses": [report]}
        sign_contract(create_contract(actor=story.ploy, account=account, **days), actor=story.ploy)
        for place in GRIDS:
            browser.post(at("grid:save_view"), {"place": place, "name": f"View {number}", "query": ""})

    def count() -> tuple[int, int]:
        """Statements of the first page after a write, and of the same page once more."""
        refresh()
        browser.get(at(route))  # the first request of a session writes the session down
        kept.forget()
        with CaptureQueriesContext(connection) as caught:
            assert browser.get(at(route)).status_code == 200
        with CaptureQueriesContext(connection) as caught_again:
            assert browser.get(at(route)).status_code == 200
        return len(caught), len(caught_again)

    browser = browser_of(story, "ploy")
    fill(1)
    one = count()
    fill(2), fill(3)
    assert count() == one
    assert (one[0] <= first, one[1] <= again) == (True, True), one


def test_the_panel_of_each_list_opens_under_the_address_of_the_list(story: Story) -> None:
    tea = siam_tea(story.ploy)
    deal, lead = deal_of(story, account=tea), create_lead(actor=story.ploy, name="Blue Lantern")
    order = ordered(story, tea, "2026-06-01", line("Film", 100))
    browser = browser_of(story, "ploy")
    for page, peek, code in (
        ("clients:list", "clients:peek", tea.code),
        ("pipeline:table", "pipeline:peek", deal.code),
        ("leads:list", "leads:peek", lead.code),
        ("pipeline:board", "pipeline:peek", deal.code),
        ("commerce:orders", "commerce:peek_order", order.code),
    ):
        html = browser.get(at(page), {"peek": code}).content.decode()
        assert f'hx-get="{at(peek, code)}"' in html
        assert "data-panel" in browser.get(at(peek, code)).content.decode()


def test_a_selection_is_exported_and_nothing_else(story: Story) -> None:
    one, two = siam_tea(story.ploy), harbour_foods(story.ploy)
    answer = browser_of(story, "ploy").post(
        at("exporting:file", "accounts", "csv"), {"pick": [two.code], "value": "x"}
    )
    text = b"".join(answer.streaming_content).decode()
    assert two.code in text
    assert one.code not in text


def test_the_board_says_before_the_drop_what_each_stage_would_ask(story: Story) -> None:
    diagnose = story.stage("Diagnose")
    diagnose.exit_questions = [
        {"key": "budget", "question": "Who holds the budget?"},
        {"key": "need", "question": "What do they need?"},
    ]
    diagnose.save()
    deal = deal_of(story)
    Opportunity.objects.filter(pk=deal.pk).update(exit_answers={"need": "Tea"})
    said = browser_of(story, "ploy").get(at("pipeline:checks", deal.code)).json()
    assert said[story.stage("Propose").code] == {
        "title": "Propose: 1 of 2 checks met", "missing": "Missing: Who holds the budget?",
    }  # fmt: skip
    assert said[story.stage("Qualify").code] == {"title": "Back to Qualify", "missing": ""}


def test_the_board_puts_the_longest_in_its_stage_first_when_asked(story: Story) -> None:
    with on("2026-05-01"):
        deal_of(story, name="Old", amount_minor=1_00)
    with on("2026-06-01"):
        deal_of(story, name="New", amount_minor=900_00)
    browser = browser_of(story, "ploy")

    def order(sort: str) -> list[str]:
        page = browser.get(at("pipeline:board"), {"sort": sort}).content.decode()
        return re.findall(r'<h3><a href="[^"]+" lang="und">(\w+)</a></h3>', page)

    assert (order("risk"), order("amount"), order("")) == (["Old", "New"], ["New", "Old"], ["New", "Old"])
