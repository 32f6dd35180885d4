"""Figures over a real pipeline of 8,800 deals, equal to plain SQL over the table itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import duckdb
import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from saphan.core.period import previous_period
from saphan.measures.compute import compute
from saphan.measures.registry import METRICS
from saphan.measures.result import Result
from tests.measures.deals import figure, period
from tests.measures.maven import load_maven, maven_table
from tests.story import Story, on, tell_story

Plain = Callable[[str], tuple[Any, ...]]


pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def plain() -> Plain:
    """One row of an independent query over the table as it was published."""
    path = maven_table("sales_pipeline")
    if path is None:
        pytest.skip("the samples are not here")
    table = duckdb.connect()
    table.execute("CREATE TABLE deal AS SELECT * FROM read_csv($path)", {"path": str(path)})
    return lambda sql: table.execute(sql).fetchone() or ()


@pytest.fixture(scope="module")
def maven(plain: Plain, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Story]:
    """Loaded once for the module and taken back at its end."""
    path = maven_table("sales_pipeline")
    assert path is not None
    with django_db_blocker.unblock(), transaction.atomic():
        story = tell_story()
        story.workspace.currency, story.workspace.time_zone = "USD", "UTC"
        story.workspace.save()
        with on("2018-01-02"):
            load_maven(actor=story.olan, story=story, path=path)
        yield story
        transaction.set_rollback(True)


def asked(maven: Story, key: str, name: str = "2017", **more: Any) -> Result:
    with on("2018-06-01"):
        return compute(maven.olan, key, period(name), **more)


def test_the_year_in_figures(maven: Story, plain: Plain) -> None:
    rate = asked(maven, "win_rate").measured
    assert (rate.num, rate.den) == (4_238, 6_711)
    assert (rate.num, rate.den) == plain(
        "SELECT count(*) FILTER (deal_stage = 'Won'), count(*) FROM deal WHERE close_date IS NOT NULL"
    )
    revenue = asked(maven, "revenue_total")
    assert figure(revenue) == 1_000_553_400 == plain("SELECT sum(close_value) * 100 FROM deal")[0]
    mean = asked(maven, "deal_size_avg").measured
    assert (mean.num, mean.den) == (1_000_553_400, 4_238)
    assert figure(asked(maven, "cycle_days")) == 57
    assert plain("SELECT median(close_date - engage_date) FROM deal WHERE deal_stage = 'Won'") == (57.0,)


def test_the_cohort_of_the_second_quarter(maven: Story) -> None:
    answer = asked(maven, "closure_rate", "2017-Q2", params={"start": "qualified"}).measured
    assert (answer.num, answer.den) == (981, 2_388)
    assert answer.companions["decided_rate"].value == Fraction(1_644, 2_388)
    assert answer.companions["cohort_win_rate"].value == Fraction(981, 1_644)
    decisions = asked(maven, "win_rate", "2017-Q2").measured
    assert (decisions.num, decisions.den) == (1_254, 2_032)


def test_the_parts_add_up_to_the_whole(maven: Story) -> None:
    splits = ("owner", "team", "territory", "offering", "type", "currency", "month", "quarter")
    for key in ("revenue_total", "win_rate", "deal_size_avg", "closure_rate", "opportunity_growth"):
        params = {"start": "qualified"} if key == "closure_rate" else {}
        for by in splits[:6] if key == "opportunity_growth" else splits:
            answer = asked(maven, key, by=by, params=params)
            parts = [group.measured for group in answer.groups]
            assert sum(part.num for part in parts) == answer.measured.num, (key, by)
            if key != "revenue_total":  # a sum has no denominator to share out
                assert sum(part.den for part in parts) == answer.measured.den, (key, by)


def test_a_figure_is_what_the_core_makes_of_its_rows(maven: Story) -> None:
    for key, metric in METRICS.items():
        answer = asked(maven, key, rows=20_000)
        again = metric.definition.measure(
            [one.row for one in answer.rows], answer.question.choices, currency="USD"
        )
        assert (again.num, again.den, again.reason) == (
            answer.measured.num, answer.measured.den, answer.measured.reason
        ), key  # fmt: skip
        assert (again.n, dict(again.excluded)) == (answer.measured.n, dict(answer.measured.excluded)), key


def test_growth_against_the_quarter_before(maven: Story, plain: Plain) -> None:
    third, second = period("2017-Q3"), previous_period(period("2017-Q3"))
    answer = asked(maven, "revenue_growth", "2017-Q3", params={"base": "previous_period"}).measured
    of_quarter = "sum(close_value) FILTER (close_date >= '{0.start}' AND close_date < '{0.end}') * 100"
    sums = plain(f"SELECT {of_quarter.format(third)}, {of_quarter.format(second)} FROM deal")
    assert (answer.companions["now"].value, answer.companions["base"].value) == sums
