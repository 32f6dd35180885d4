"""The list of clients: views, figures, paging, bulk changes."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from saphan.administration.actions import create_offering
from saphan.clients.actions import add_next_step, log_interaction, mark_cell, update_account
from saphan.commerce.actions import create_invoice, issue_invoice
from saphan.commerce.billing import BilledLine
from saphan.journal.models import Change
from saphan.journal.undo import undo
from saphan.measures.clients.keeping import refresh
from saphan.pipeline.actions import create_opportunity, win_opportunity
from saphan.web.grid import shown
from tests.clients.cast import harbour_foods, siam_tea
from tests.commerce.sales import line, ordered
from tests.story import Story, on

pytestmark = pytest.mark.django_db


def browser_of(story: Story, name: str) -> Client:
    client = Client()
    client.force_login(story.cast[name].member.user)
    return client


def at(name: str, *arguments: str) -> str:
    return reverse(f"clients:{name}", args=["bridge", *arguments])


def names(response: Any) -> list[str]:
    return [row.name for row in response.context["rows"]]


def bulk(column: str) -> str:
    return reverse("grid:bulk", args=["bridge", "clients", column])


def texts(response: Any, row: int = 0) -> dict[str, str]:
    """The cells of a row as a person reads them, by column."""
    cells = re.findall(
        r'<td class="[^"]*" data-cell="(\w+)"[^>]*>(.*?)</td>', response.context["rows"][row].cells
    )
    return {key: " ".join(re.sub(r"<[^>]+>", " ", html).split()) for key, html in cells}


def test_each_view_shows_its_clients_and_nobody_elses(story: Story) -> None:
    with on("2026-06-16"):
        siam_tea(story.ploy, is_target=True)
        harbour_foods(story.lin, cadence_days=14)
        siam_tea(story.wei, name="Wei's Own", despite_duplicates=True)
        page = browser_of(story, "ploy")
        shown = {
            view: names(page.get(at("list"), query))
            for view, query in {
                "all": {},
                "mine": {"owner": "me"},
                "cooling": {"cooling": "true"},
                "targets": {"target": "true"},
            }.items()
        }
    assert shown == {
        "all": ["Harbour Foods", "Siam Tea"],
        "mine": ["Siam Tea"],
        "cooling": ["Harbour Foods"],  # never talked to, though a talk is due every 14 days
        "targets": ["Siam Tea"],
    }


def test_names_stand_and_sort_in_the_language_of_the_reader(story: Story) -> None:
    siam_tea(story.dao), harbour_foods(story.dao)
    user = story.dao.member.user
    user.language = "zh-hans"
    user.save()
    page = browser_of(story, "dao").get(at("list"))
    # by pinyin: 港湾 gǎngwān before 暹罗 xiānluó
    assert [texts(page, row)["name"].split()[1] for row in (0, 1)] == ["港湾食品", "暹罗茶业"]
    assert '<span lang="zh">港湾食品</span>' in page.context["rows"][0].cells
    assert "Harbour Foods" in texts(page)["name"]


def test_a_row_carries_last_talk_open_deals_wins_of_a_year_and_the_next_step(story: Story) -> None:
    with on("2024-06-01"):
        tea = siam_tea(story.ploy, cadence_days=10)
        old = create_opportunity(
            actor=story.ploy, name="Old", stage=story.stage("Propose"), account=tea, amount_minor=900_000_00,
            expected_close_on=date(2024, 7, 1),
        )  # fmt: skip
        win_opportunity(old, actor=story.ploy)
    with on("2026-05-01"):
        won = create_opportunity(
            actor=story.ploy, name="Won", stage=story.stage("Propose"), account=tea, amount_minor=40_000_00,
            expected_close_on=date(2026, 7, 1),
        )  # fmt: skip
        win_opportunity(won, actor=story.ploy)
        for amount in (12_000_00, 18_000_00):
            create_opportunity(
                actor=story.ploy, name="Open", stage=story.stage("Propose"), account=tea, amount_minor=amount,
                expected_close_on=date(2026, 9, 1),
            )  # fmt: skip
    film, media = (create_offering(actor=story.olan, name=name) for name in ("Film", "Media"))
    for day, due in (("2026-05-02", "2026-06-15"), ("2026-05-03", "2026-06-16")):
        with on(day):
            bill = create_invoice(actor=story.ploy, account=tea, lines=[BilledLine(5_000_00, "Film")])
            issue_invoice(bill, actor=story.ploy, due_on=date.fromisoformat(due))
    with on("2026-06-01"):
        ordered(story, tea, "2026-05-02", line(film, 10))
        mark_cell(tea, actor=story.ploy, offering=media, state="open")
        log_interaction(tea, actor=story.ploy, channel="call", words="Good talk")
        add_next_step(tea, actor=story.ploy, what="Send the tea", due_on=date(2026, 6, 15))
    with on("2026-06-16"):
        columns = {"columns": "name,last_touch,deals,won,penetration,owed,next"}
        page = browser_of(story, "ploy").get(at("list"), columns)
    row, html = texts(page), page.context["rows"][0].cells
    assert (row["deals"], row["won"]) == ("฿30k 2", "฿40k")  # 12k + 18k; the win of 2024 is too old
    assert row["last_touch"] == "15 d"
    assert "nowrap warn strong" in html  # a talk is due every 10 days
    assert row["next"] == "Send the tea 15 Jun"
    assert '<span class="step late">' in html
    assert (row["penetration"], row["owed"]) == (
        "50%",
        "฿10k ฿5k overdue",
    )  # one service of two; 15 June is past
    assert [(str(total.label), total.text) for total in page.context["totals"]] == [("Open deals", "฿30k")]


def test_more_clients_do_not_mean_more_queries(story: Story) -> None:
    def count() -> int:
        page.get(at("list"))  # the first request of a session writes the session down
        with CaptureQueriesContext(connection) as caught:
            page.get(at("list"))
        return len(caught)

    page = browser_of(story, "ploy")
    siam_tea(story.ploy)
    stale = count()  # what changed since the worker was here is worked out with the page
    refresh()
    one = count()
    for name in ("Blue Lantern", "Golden Wok"):
        siam_tea(story.ploy, name=name, despite_duplicates=True)
    assert count() == stale
    refresh()
    assert count() == one
    assert (one <= 8, stale <= 24) == (True, True)


def test_paging_shows_every_client_once(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shown, "ROWS", 2)
    for number in range(5):
        siam_tea(story.ploy, name=f"Client {number}", name_th="", name_zh="", despite_duplicates=True)
    page = browser_of(story, "ploy")
    response = page.get(at("list"))
    seen, after = names(response), response.context["next"]
    while after:
        response = page.get(at("list"), {"after": after}, headers={"HX-Request": "true"})
        seen, after = seen + names(response), response.context["next"]
    assert seen == [f"Client {number}" for number in range(5)]


def test_selected_clients_change_together_and_the_toast_takes_it_back(story: Story) -> None:
    both = [siam_tea(story.ploy, tier="c"), harbour_foods(story.ploy, tier="b")]
    sent = {"pick": [account.code for account in both], "value": "a"}
    response = browser_of(story, "ploy").post(bulk("tier"), sent, follow=True)
    for account in both:
        account.refresh_from_db()
    assert [account.tier for account in both] == ["a", "a"]
    change = Change.objects.order_by("-pk")[0]
    assert [message.extra_tags for message in response.context["messages"]] == [f"undo-{change.pk}"]
    undo(change, actor=story.ploy)
    for account in both:
        account.refresh_from_db()
    assert [account.tier for account in both] == ["c", "b"]


def test_a_bulk_change_with_one_client_out_of_reach_changes_none(story: Story) -> None:
    own, lins = siam_tea(story.ploy, tier="c"), harbour_foods(story.lin, tier="c")
    response = browser_of(story, "ploy").post(bulk("tier"), {"pick": [own.code, lins.code], "value": "a"})
    own.refresh_from_db()
    assert (response.status_code, own.tier) == (403, "c")
    assert "1 of these clients may not be changed by you" in response.content.decode()


def test_suggestions_name_only_what_the_reader_may_see(story: Story) -> None:
    siam_tea(story.ploy)
    typed = {"parent": "暹罗茶"}
    hers = browser_of(story, "ploy").get(at("suggestions"), typed).content.decode()
    weis = browser_of(story, "wei").get(at("suggestions"), typed).content.decode()
    assert "C-1" in hers
    assert "C-1" not in weis


def test_a_client_moved_to_another_owner_leaves_the_view_mine(story: Story) -> None:
    tea = siam_tea(story.ploy)
    update_account(tea, actor=story.dao, changes={"owner_id": story.lin.member.pk})
    assert names(browser_of(story, "ploy").get(at("list"), {"owner": "me"})) == []
