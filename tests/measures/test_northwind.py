"""The food wholesaler Northwind, brought in through the product's own import, against the published table.

Its figures are known: sales of 1,265,793.0395 before rounding, 830 orders, and of the 67 customers of 1996 and the 86 of
1997 65 and 79 bought again the year after. The ledger holds whole cents: each of the 2,155 lines is rounded by itself,
half to even, because each is invoiced by itself, which gives 1,265,793.02. Rounded once by order it would be
1,265,793.06, half up by line 1,265,793.29: no rounding of whole cents gives 1,265,793.04, so the golden figure is met
to within the two cents that whole cents cost, and exactly as plain SQL rounds the lines.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import duckdb
import pytest
from django.db import transaction

from saphan.core.format import percent
from saphan.exchange.engine import apply
from saphan.exchange.runs import save_mapping, start_run
from saphan.measures.compute import compute
from saphan.measures.result import Result
from tests.measures.deals import figure, period
from tests.story import Story, on, tell_story

pytestmark = pytest.mark.django_db
PLACE = Path(os.environ.get("SAPHAN_NORTHWIND") or Path(__file__).parents[2] / "samples" / "northwind")
CENT = Decimal("0.01")


def rows_of(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((PLACE / f"{name}.csv").read_text(encoding="utf-8").splitlines()))


def table(titles: tuple[str, ...], rows: list[tuple[Any, ...]]) -> bytes:
    file = io.StringIO()
    csv.writer(file).writerows([titles, *rows])
    return file.getvalue().encode()


def order_lines() -> bytes:
    """One row per line, floats rounded to what was meant: 0.150000006 is 15 %."""
    orders = {row["order_id"]: row for row in rows_of("orders")}
    names = {row["customer_id"]: row["company_name"] for row in rows_of("customers")}
    products = {row["product_id"]: row["product_name"] for row in rows_of("products")}
    lines = []
    for row in rows_of("order_details"):
        order = orders[row["order_id"]]
        discount = (Decimal(row["discount"]).quantize(CENT) * 100).quantize(Decimal(1))
        price = Decimal(row["unit_price"]).quantize(CENT)
        lines.append((row["order_id"], names[order["customer_id"]], order["order_date"], products[row["product_id"]],
                      row["quantity"], price, f"{discount}%"))  # fmt: skip
    return table(
        ("external_id", "account", "confirmed_on", "description", "quantity", "unit_price", "discount"), lines
    )


@pytest.fixture(scope="module")
def northwind(django_db_setup: None, django_db_blocker: Any) -> Iterator[Story]:
    """Brought in once for the module and taken back at its end."""
    if not (PLACE / "order_details.csv").exists():
        pytest.skip("the table of Northwind is not here")
    with django_db_blocker.unblock(), transaction.atomic():
        story = tell_story()
        story.workspace.currency, story.workspace.time_zone = "USD", "UTC"
        story.workspace.save()
        clients = table(("name",), [(row["company_name"],) for row in rows_of("customers")])
        for kind, file in (("accounts", clients), ("orders", order_lines())):
            run = start_run(story.dao, kind, f"{kind}.csv", io.BytesIO(file))
            titles = file.decode().splitlines()[0].split(",")
            save_mapping(run, {"columns": {title: title for title in titles}})
            with on("1998-06-01"):
                assert apply(run, story.dao).bad == 0
        yield story
        transaction.set_rollback(True)


def asked(story: Story, key: str, name: str, day: str = "1999-06-01", **more: Any) -> Result:
    with on(day):
        return compute(story.olan, key, period(name), **more)


def revenue(story: Story) -> Fraction:
    return sum(
        (asked(story, "revenue_total", name).measured.num for name in ("1996", "1997", "1998")), Fraction(0)
    )


def test_revenue_and_order_value(northwind: Story) -> None:
    exact, whole = Decimal(0), Decimal(0)
    for row in rows_of("order_details"):
        kept = 1 - Decimal(row["discount"]).quantize(CENT)
        line = Decimal(row["unit_price"]).quantize(CENT) * int(row["quantity"]) * kept
        exact, whole = exact + line, whole + line.quantize(CENT, ROUND_HALF_EVEN)
    assert exact == Decimal("1265793.0395")
    assert Decimal(int(revenue(northwind))) / 100 == whole == Decimal("1265793.02")
    orders = [asked(northwind, "aov", name).measured for name in ("1996", "1997", "1998")]
    assert sum(one.den for one in orders) == 830
    mean = sum(one.num for one in orders) / 830
    assert f"{float(mean) / 100:,.2f}" == "1,525.05"


@pytest.mark.parametrize(
    ("name", "kept", "then", "written"), [("1997", 65, 67, "97.0%"), ("1998", 79, 86, "91.9%")]
)
def test_customers_kept_from_year_to_year(
    northwind: Story, name: str, kept: int, then: int, written: str
) -> None:
    answer = asked(northwind, "retention_logo", name).measured
    assert (answer.num, answer.den, percent(answer.value)) == (kept, then, written)
    base = duckdb.connect()
    base.execute("CREATE TABLE o AS SELECT * FROM read_csv($path)", {"path": str(PLACE / "orders.csv")})
    plain = base.execute(
        "SELECT count(*) FILTER (now), count(*) FROM (SELECT customer_id, bool_or(year(order_date) = $year - 1) AS was,"
        " bool_or(year(order_date) = $year) AS now FROM o GROUP BY customer_id) WHERE was", {"year": int(name)},
    ).fetchone()  # fmt: skip
    assert plain == (kept, then)


def test_value_kept_is_what_plain_sql_says(northwind: Story) -> None:
    answer = asked(northwind, "retention_nrr", "1997").measured
    assert figure(asked(northwind, "retention_grr", "1997")) < answer.value
    assert answer.den == asked(northwind, "revenue_total", "1996").measured.num
