"""Two years of real order lines, brought in through the product, equal to plain SQL over the published file."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import duckdb
import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from saphan.exchange.engine import apply
from saphan.measures.compute import compute
from saphan.measures.result import Result
from tests.exchange.test_import import bring
from tests.measures.deals import figure, period
from tests.measures.maven import SAMPLES
from tests.story import Story, on, tell_story

pytestmark = pytest.mark.django_db
Plain = Callable[[str], tuple[Any, ...]]
MAPPING = {
    "columns": {
        "Order ID": "external_id", "Order Date": "confirmed_on", "Customer ID": "account", "Sub-Category": "family",
        "Product Name": "description", "Sales": "amount",
    },
    "create": ["account"], "date_order": "ymd", "decimal_mark": ".", "currency": "USD",
}  # fmt: skip


@pytest.fixture(scope="module")
def path() -> Path:
    found = next(iter(sorted(SAMPLES.rglob("superstore_2014_2015.csv.gz"))), None)
    if found is None:
        pytest.skip("Superstore is not among the samples: SAPHAN_SAMPLES names where it lies")
    return found


@pytest.fixture(scope="module")
def plain(path: Path) -> Plain:
    """One row of an independent query. `cents` are the line's sales, which carry four decimals, half to even."""
    table = duckdb.connect()
    table.execute(
        "CREATE TABLE line AS SELECT *, CAST(round_even(CAST(Sales AS DECIMAL(18, 4)) * 100, 0) AS BIGINT) AS cents,"
        ' "Order ID" AS no, "Order Date" AS day, "Customer ID" AS who, "Sub-Category" AS family,'
        " row_number() OVER () AS place"
        " FROM read_csv($path)",
        {"path": str(path)},
    )
    return lambda sql: table.execute(sql).fetchone() or ()


@pytest.fixture(scope="module")
def store(path: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Story]:
    """Loaded once for the module and taken back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        story = tell_story()
        story.workspace.currency, story.workspace.time_zone = "USD", "UTC"
        story.workspace.save()
        with on("2016-01-02"):
            done = apply(bring(story, gzip.decompress(path.read_bytes()), "orders", **MAPPING), story.dao)
        assert list(done.bad_rows.values_list("problem", "field")[:5]) == []
        assert (done.created, done.bad) == (4_095, 0)
        yield story
        transaction.set_rollback(True)


def asked(store: Story, key: str, name: str, **more: Any) -> Result:
    with on("2016-06-01"):
        return compute(store.olan, key, period(name), **more)


@pytest.mark.parametrize("name", ["2014", "2015", "2015-Q4"])
def test_revenue_and_order_value(store: Story, plain: Plain, name: str) -> None:
    inside = f"day >= '{period(name).start}' AND day < '{period(name).end}'"
    cents, orders = plain(f"SELECT sum(cents), count(DISTINCT no) FROM line WHERE {inside}")
    assert figure(asked(store, "revenue_total", name)) == cents
    aov = asked(store, "aov", name).measured
    assert (aov.num, aov.den) == (cents, orders)


def test_growth_of_the_second_year(store: Story, plain: Plain) -> None:
    now, base = plain(
        "SELECT sum(cents) FILTER (year(day) = 2015), sum(cents) FILTER (year(day) = 2014) FROM line"
    )
    assert figure(asked(store, "revenue_growth", "2015")) == Fraction(now - base, base)


def test_customers_of_the_first_year_who_came_back_in_the_second(store: Story, plain: Plain) -> None:
    kept, before = plain(
        "SELECT count(*) FILTER (again), count(*) FROM (SELECT who, bool_or(year(day) = 2015) AS again FROM line"
        " GROUP BY who HAVING bool_or(year(day) = 2014))"
    )
    answer = asked(store, "retention_logo", "2015").measured
    assert (answer.num, answer.den) == (kept, before)


def test_what_customers_bought_in_families_new_to_them(store: Story, plain: Plain) -> None:
    """Orders of one day follow each other as they stand in the file."""
    crossed, everything = plain(
        "WITH o AS (SELECT who, no, day, min(place) AS place FROM line GROUP BY ALL),"
        " r AS (SELECT *, row_number() OVER (PARTITION BY who ORDER BY day, place) AS turn FROM o),"
        " f AS (SELECT l.who, l.family, min(r.turn) AS first FROM line l JOIN r USING (who, no) GROUP BY ALL)"
        " SELECT sum(l.cents) FILTER (r.turn = f.first), sum(l.cents) FROM line l JOIN r USING (who, no)"
        " JOIN f ON f.who = l.who AND f.family = l.family WHERE year(l.day) = 2015 AND r.turn > 1"
    )
    answer = asked(store, "cross_sell_share", "2015").measured
    assert (answer.num, answer.den) == (crossed, everything)
