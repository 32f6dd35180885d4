"""Exchange rates for the days on which money moved, as exact pairs of whole numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from django.db.models import Count, Max, Sum

from saphan.core.late import np
from saphan.core.money import exponent
from saphan.core.rates import RateTable
from saphan.measures.facts.days import day_of_number
from saphan.measures.facts.engine import duckdb
from saphan.measures.statements import composed
from saphan.workspace.models import ExchangeRate, Workspace
from saphan.workspace.rates import plan_rate_date, rate_table

PLAN_DAY = -1_000_000  # no real day: the row holds the plan rate


class RateRow(NamedTuple):
    """One minor unit of `currency` on `day` (or PLAN_DAY) is num / den minor units of `target`."""

    target: str
    currency: str
    day: int
    num: int
    den: int


def fingerprint(workspace: Workspace) -> tuple[object, ...]:
    """Changes whenever a rate that matters to the workspace changes. Published rates are only ever added."""
    own = ExchangeRate.objects.filter(workspace=workspace).aggregate(
        count=Count("id"), newest=Max("id"), total=Sum("rate_e8")
    )
    published = ExchangeRate.objects.filter(workspace=None).aggregate(newest=Max("id"))
    return (own["count"], own["newest"], own["total"], published["newest"], workspace.plan_rate_date)


def rate_rows(workspace: Workspace, target: str, needed: list[tuple[str, int]]) -> Iterator[RateRow]:
    """Rates into `target` for each (currency, day) that is known, and each currency's plan rate."""
    foreign = sorted({currency for currency, _ in needed} - {target})
    if not foreign:
        return
    table, plan_day = rate_table(workspace), plan_rate_date(workspace)
    if plan_day is not None:
        yield from plan_rates(workspace, target, foreign, plan_day)
    for currency, day in needed:
        if currency != target:
            yield from _row(target, currency, day, _dated(table, currency, target, day))


def plan_rates(workspace: Workspace, target: str, currencies: Iterable[str], plan_day: date) -> list[RateRow]:
    """The rates of a plan day into `target`, for the currencies that have one."""
    table, found = rate_table(workspace), list[RateRow]()
    for currency in currencies:
        found += _row(target, currency, PLAN_DAY, table.rate(currency, target, plan_day, oldest_days=None))
    return found


def fill_rates(
    connection: duckdb.DuckDBPyConnection, workspace: Workspace, target: str, *, everything: bool
) -> None:
    """Put rates into `target` into `fact.rate` for the days on which money moved and that have none yet.

    After the first time only money that came with the tail can be new.
    """
    schema = "present" if everything else "present_own"
    tables = ("moment", "deal_version", "cost", "sale", "billed")
    days = composed("facts/days_of_money", **{table: f"{schema}.{table}" for table in tables})
    there = connection.execute(
        "SELECT currency, day FROM fact.rate WHERE target = $target", {"target": target}
    ).fetchall()
    needed = connection.execute(days, {"target": target}).fetchall()
    known = set(there)
    rows = rate_rows(workspace, target, [one for one in needed if one not in known])
    _insert(connection, [row for row in rows if (row.currency, row.day) not in known])


def rate_on(workspace: Workspace, currency: str, target: str, day: int) -> tuple[int, int] | None:
    """One minor unit of `currency` on `day` as num / den minor units of `target`; None where that is not known."""
    if currency == target:
        return (1, 1)
    rows = _row(target, currency, day, _dated(rate_table(workspace), currency, target, day))
    return next(((row.num, row.den) for row in rows), None)


def _insert(connection: duckdb.DuckDBPyConnection, rows: Sequence[RateRow]) -> None:
    if not rows:
        return
    columns = {
        name: np.array([str(value) for value in values], dtype=object)
        for name, values in zip(RateRow._fields, zip(*rows, strict=True), strict=True)
    }
    connection.register("new_rate", columns)
    connection.execute("INSERT INTO fact.rate FROM new_rate")
    connection.unregister("new_rate")


def _dated(table: RateTable, currency: str, target: str, day: int) -> Fraction | None:
    return table.rate(currency, target, day_of_number(day))


def _row(target: str, currency: str, day: int, rate: Fraction | None) -> Iterator[RateRow]:
    """The rate between minor units, which differ in decimals (1 yen has none, 1 baht has two)."""
    if rate is not None:
        minor = rate * Fraction(10) ** (exponent(target) - exponent(currency))
        yield RateRow(target, currency, day, minor.numerator, minor.denominator)
