"""Orders come in line by line, and leave the same way."""

from __future__ import annotations

import io

import pytest

from saphan.commerce.models import LedgerLine, Order
from saphan.exchange.engine import apply
from saphan.exchange.export import export_rows
from saphan.exchange.models import ImportRun
from saphan.exchange.runs import save_mapping, start_run
from saphan.exchange.undo import undo_import
from tests.commerce.sales import client, ledger, offering
from tests.story import Story, on

FIELDS = (
    "external_id", "account", "confirmed_on", "owner", "offering", "quantity", "unit_price", "discount", "tax",
    "months", "pass_through", "status", "cancelled_on",
)  # fmt: skip
TABLE = (
    ",".join(FIELDS)
    + """
A1,Siam Tea,2026-01-10,Ploy,Film,2,100.50,10%,7,,no,,
A1,Siam Tea,2026-01-10,Ploy,Media,1,1000,,,12,yes,,
A2,Siam Tea,2026-02-01,Ploy,Film,1,500,0.15,,,,cancelled,2026-03-01
A3,Siam Tea,2026-02-05,Ploy,Film,0,500,,,,,,
A1,Nobody,2026-01-10,Ploy,Film,1,1,,,,,,
"""
)


@pytest.fixture(autouse=True)
def known(story: Story) -> None:
    client(story), offering(story, "Film"), offering(story, "Media")


def bring(story: Story, text: str) -> ImportRun:
    run = start_run(story.dao, "orders", "orders.csv", io.BytesIO(text.encode()))
    save_mapping(run, {"columns": {name: name for name in FIELDS}})
    with on("2026-06-16"):
        return apply(run, story.dao)


def test_rows_of_one_number_are_one_order_and_bad_rows_stay_out(story: Story) -> None:
    done = bring(story, TABLE)
    assert (done.created, done.bad) == (3, 2)
    first, second = Order.objects.order_by("external_id")
    assert (first.amount_minor, first.tax_minor) == (180_90 + 12_000_00, 12_66)
    assert (second.status, second.amount_minor) == ("cancelled", 425_00)
    assert [row.problem for row in done.bad_rows.order_by("number")] == [
        "line.bad_quantity",
        "relation.unknown",
    ]


def test_the_ledger_has_them_on_their_own_days(story: Story) -> None:
    bring(story, TABLE)
    assert ledger() == [
        ("2026-01-10", "order", 180_90), ("2026-01-10", "order", 12_000_00),
        ("2026-02-01", "order", 425_00), ("2026-03-01", "order_back", -425_00),
    ]  # fmt: skip


def test_a_second_time_nothing_is_new_and_a_further_line_joins_its_order(story: Story) -> None:
    bring(story, TABLE)
    again = bring(story, TABLE + "A1,Siam Tea,2026-01-10,Ploy,Film,1,70,,,,,,\n")
    assert (again.created, again.unchanged) == (1, 3)
    assert Order.objects.get(external_id="A1").amount_minor == 12_250_90
    assert LedgerLine.objects.count() == 5


def test_a_line_with_another_amount_changes_the_line_that_is_here(story: Story) -> None:
    bring(story, TABLE)
    other = TABLE.replace("Film,2,100.50,10%,7", "Film,3,100.50,10%,7")
    run = bring(story, other)
    # 3 × 100.50 less 10 % = 271.35 instead of 180.90; tax 7 % of it is 18.99 (18.9945)
    order = Order.objects.get(external_id="A1")
    assert (run.created, run.updated, run.unchanged, run.bad) == (0, 1, 2, 2)
    assert (order.amount_minor, order.tax_minor) == (271_35 + 12_000_00, 18_99)
    assert order.lines.filter(removed_at=None).count() == 2
    assert ledger(order=order)[-2:] == [
        ("2026-06-16", "order_back", -180_90),
        ("2026-06-16", "order", 271_35),
    ]
    assert bring(story, other).updated == 0
    with on("2026-06-17"):
        undo_import(run, story.dao)
    order.refresh_from_db()
    assert order.amount_minor == 180_90 + 12_000_00


def test_undoing_takes_everything_off_its_day(story: Story) -> None:
    run = bring(story, TABLE)
    with on("2026-06-17"):
        undo_import(run, story.dao)
    assert not Order.objects.filter(removed_at=None).exists()
    by_day: dict[str, int] = {}
    for day, _, amount in ledger():
        by_day[day] = by_day.get(day, 0) + amount
    assert set(by_day.values()) == {0}


def test_what_leaves_comes_back_as_it_was(story: Story, other_story: Story) -> None:
    bring(story, TABLE)
    file = b"".join(export_rows(story.dao, "orders", {}, FIELDS, "csv")).decode("utf-8-sig")
    assert sorted(file.splitlines()[1:]) == [
        "A1,Siam Tea,2026-01-10,Ploy,Film,2,100.50,10.00%,7.00%,,false,confirmed,",
        "A1,Siam Tea,2026-01-10,Ploy,Media,1,1000.00,,,12,true,confirmed,",
        "A2,Siam Tea,2026-02-01,Ploy,Film,1,500.00,15.00%,,,false,cancelled,2026-03-01",
    ]
    assert bring(story, file).created == 0
    with on("2026-06-16"):
        none = b"".join(export_rows(other_story.krit, "orders", {}, FIELDS, "csv")).decode("utf-8-sig")
    assert none.strip() == ",".join(FIELDS)
