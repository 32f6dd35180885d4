"""Quotes and price lists come in line by line, and leave the same way."""

from __future__ import annotations

import io

import pytest

from saphan.commerce.models import Order, PriceLine, PriceList, Quote, QuoteVersion
from saphan.exchange.engine import apply
from saphan.exchange.export import export_rows
from saphan.exchange.models import ImportRun
from saphan.exchange.runs import save_mapping, start_run
from saphan.exchange.undo import undo_import
from tests.commerce.sales import client, offering
from tests.story import Story, on

FIELDS = (
    "external_id", "account", "owner", "language", "valid_until", "offering", "description", "quantity", "unit_price",
    "discount", "tax", "months", "status", "sent_on", "decided_on",
)  # fmt: skip
TABLE = (
    ",".join(FIELDS)
    + """
Q1,Siam Tea,Ploy,th,2026-07-01,Film,,2,100.50,10%,7,,,,
Q1,Siam Tea,Ploy,th,2026-07-01,,Travel,1,1000,,,12,,,
Q2,Siam Tea,Ploy,中文,2026-03-01,Film,,1,500,,,,accepted,2026-02-01,2026-02-10
Q3,Siam Tea,Ploy,en,2026-03-01,Film,,1,500,,,,sent,,
Q4,Siam Tea,Ploy,xx,2026-03-01,Film,,1,500,,,,,,
Q1,Nobody,Ploy,th,2026-07-01,Film,,1,1,,,,,,
"""
)
PRICES = """price_list,currency,segment,valid_from,valid_until,offering,unit,unit_price
Spring,THB,A,2026-03-01,2026-06-01,Film,,900
Spring,THB,A,2026-03-01,2026-06-01,Media,month,80
Late spring,THB,A,2026-05-31,,Film,,950
Spring,THB,A,2026-03-01,2026-06-01,Film,,1
Summer,THB,A,2026-06-01,,Film,,950
"""


@pytest.fixture(autouse=True)
def known(story: Story) -> None:
    client(story), offering(story, "Film"), offering(story, "Media")


def bring(story: Story, text: str, kind: str = "quotes") -> ImportRun:
    run = start_run(story.dao, kind, f"{kind}.csv", io.BytesIO(text.encode()))
    save_mapping(run, {"columns": {name: name for name in text.splitlines()[0].split(",")}})
    with on("2026-06-16"):
        return apply(run, story.dao)


def sent_out(story: Story, kind: str) -> str:
    return b"".join(export_rows(story.dao, kind, {}, [], "csv", language="en")).decode("utf-8-sig")


def test_rows_of_one_number_are_one_quote_and_bad_rows_stay_out(story: Story) -> None:
    done = bring(story, TABLE)
    assert (done.created, done.bad) == (3, 3)
    first, second = Quote.objects.order_by("external_id")
    assert (first.status, first.language, first.amount_minor, first.tax_minor) == (
        "draft",
        "th",
        180_90 + 12_000_00,
        12_66,
    )
    assert (second.status, second.language, second.order) == ("accepted", "zh-hans", None)
    assert not Order.objects.exists()
    frozen = QuoteVersion.objects.get()
    assert (frozen.quote, frozen.status, frozen.document["amount_minor"]) == (second, "accepted", 500_00)
    assert [row.problem for row in done.bad_rows.order_by("number")] == [
        "field.required", "field.not_a_choice", "relation.unknown",
    ]  # fmt: skip


def test_a_second_time_nothing_is_new_and_only_drafts_get_further_lines(story: Story) -> None:
    bring(story, TABLE)
    again = bring(story, TABLE)
    assert (again.created, Quote.objects.count(), QuoteVersion.objects.count()) == (0, 2, 1)
    more = TABLE.splitlines()[0] + "\n" + "\n".join(
        f"{key},Siam Tea,Ploy,{rest}" for key, rest in (
            ("Q1", "th,2026-07-01,Media,,1,50,,,,,,"),
            ("Q2", "中文,2026-03-01,Media,,1,50,,,,accepted,2026-02-01,2026-02-10"),
        )
    )  # fmt: skip
    done = bring(story, more)
    assert (done.created, [row.problem for row in done.bad_rows.all()]) == (1, ["quote.not_a_draft"])
    assert Quote.objects.get(external_id="Q1").amount_minor == 180_90 + 12_000_00 + 50_00


def test_undoing_takes_every_quote_out(story: Story) -> None:
    done = bring(story, TABLE)
    with on("2026-06-17"):
        undo_import(done, story.dao)
    assert not Quote.objects.filter(removed_at=None)
    assert not QuoteVersion.objects.filter(removed_at=None)


def test_quotes_that_leave_come_back_as_they_were(story: Story) -> None:
    bring(story, TABLE)
    table = sent_out(story, "quotes")
    columns = [name for name in table.splitlines()[0].split(",") if name != "edition"]
    Quote.objects.update(external_id="", removed_at=1)
    run = start_run(story.dao, "quotes", "back.csv", io.BytesIO(table.encode()))
    save_mapping(run, {"columns": {name: name for name in columns}})
    with on("2026-06-16"):
        assert apply(run, story.dao).bad == 0
    back = {quote.external_id: quote for quote in Quote.objects.filter(removed_at=None)}
    assert {key: (each.status, each.amount_minor, each.language) for key, each in back.items()} == {
        "Q1": ("draft", 12_180_90, "th"), "Q2": ("accepted", 500_00, "zh-hans"),
    }  # fmt: skip


def test_price_lists_come_in_without_overlaps_and_come_back(story: Story) -> None:
    done = bring(story, PRICES, "price_lists")
    assert (done.created, [row.problem for row in done.bad_rows.order_by("number")]) == (
        3, ["price_list.overlaps", "row.repeated"],
    )  # fmt: skip
    assert list(PriceList.objects.order_by("name").values_list("name", "segment")) == [
        ("Spring", "a"),
        ("Summer", "a"),
    ]
    assert list(PriceLine.objects.order_by("id").values_list("unit", "unit_price_minor")) == [
        ("", 900_00), ("month", 80_00), ("", 950_00),
    ]  # fmt: skip
    again = bring(story, sent_out(story, "price_lists"), "price_lists")
    assert (again.created, again.bad, PriceLine.objects.count()) == (0, 0, 3)
