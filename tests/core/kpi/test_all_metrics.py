"""What every metric owes, whatever it counts."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saphan.core.errors import RuleBroken
from saphan.core.kpi import DEFINITIONS, WHOLE, Additivity, Reason, Row, Unit, immature, missing_rate, tally
from saphan.core.money import Money, split

EVERY = pytest.mark.parametrize("metric", DEFINITIONS.values(), ids=DEFINITIONS)
SUMS = {"revenue_total", "ql_count"}
GROWTHS = {"revenue_growth", "opportunity_growth", "territory_growth"}


def row(number: int, num: int = 1, den: int = 1, **more: object) -> Row:
    return Row(number, number, 0, num, den, **more)


@EVERY
def test_an_empty_workspace_counts_zero_and_leaves_ratios_undefined_with_a_reason(metric):
    answer = metric.measure([], currency="THB")
    assert answer.n == 0
    if metric.key in SUMS:
        assert (answer.value, answer.reason) == (0, None)
    else:
        expected = Reason.NON_POSITIVE_BASE if metric.key in GROWTHS else Reason.NO_DENOMINATOR
        assert (answer.value, answer.reason) == (None, expected)


@EVERY
def test_one_deal_is_enough(metric):
    answer = metric.measure([row(1, beside=1)], currency="THB")
    assert answer.value == (0 if metric.key in GROWTHS else 1)
    assert answer.unit is metric.unit


@EVERY
def test_a_duplicate_adds_nothing_and_is_listed(metric):
    rows = [row(1, beside=1), row(2, 5, 7, included=False, reason="duplicate", beside=9)]
    answer = metric.measure(rows, currency="THB")
    alone = metric.measure(rows[:1], currency="THB")
    assert (answer.num, answer.den, answer.n) == (alone.num, alone.den, 1)
    assert answer.excluded == {"duplicate": 1}


@EVERY
def test_a_missing_rate_is_never_taken_for_one(metric):
    rows = [row(1, beside=1), row(2, included=False, reason=missing_rate("KRW"))]
    answer = metric.measure(rows, currency="THB")
    assert (answer.value, answer.reason, answer.missing) == (None, Reason.MISSING_INPUT, ("KRW",))


@EVERY
def test_defaults_are_among_the_choices_and_a_stranger_is_refused(metric):
    chosen = metric.chosen()
    assert metric.chosen(chosen) == chosen
    with pytest.raises(RuleBroken, match=r"kpi\.unknown_parameter"):
        metric.measure([], {"colour": "red"})
    for name in chosen:
        with pytest.raises(RuleBroken, match=r"kpi\.choice_not_allowed") as refusal:
            metric.measure([], {name: "red"})
        assert refusal.value.field == name


@pytest.mark.parametrize("days", [0, -1, True, "90"])
def test_a_window_is_at_least_one_whole_day(days):
    with pytest.raises(RuleBroken, match=r"kpi\.choice_not_allowed"):
        DEFINITIONS["closure_rate"].chosen({"window_days": days})
    assert DEFINITIONS["closure_rate"].chosen({"window_days": 120})["window_days"] == 120


def test_a_median_is_never_rolled_up_and_its_mean_is():
    assert DEFINITIONS["cycle_days"].rolls_up() is Additivity.DISTRIBUTION
    assert DEFINITIONS["cycle_days"].rolls_up({"average": "mean"}) is Additivity.RATIO_OF_SUMS
    assert DEFINITIONS["deal_size_avg"].rolls_up({"average": "median"}) is Additivity.DISTRIBUTION
    assert DEFINITIONS["revenue_total"].rolls_up() is Additivity.ADDITIVE


def test_every_metric_has_one_definition():
    assert all(key == metric.key and metric.version == 1 for key, metric in DEFINITIONS.items())


def test_the_second_reading_travels_with_the_first():
    growth = DEFINITIONS["revenue_growth"].measure(
        [row(1, 110, 0), row(2, 0, 100)], currency="THB", other_rows=[row(1, 120, 100)]
    )
    assert growth.value == Fraction(1, 10)
    assert growth.companions["reported"].value == Fraction(1, 5)
    assert growth.companions["now"].unit is Unit.MONEY


def test_a_shared_deal_adds_up_to_one_over_the_people():
    metric = DEFINITIONS["win_rate"]
    ploy, lin = (row(1, weight=7_000), row(1, weight=3_000))
    assert metric.measure([ploy]).den == Fraction(7, 10)
    assert metric.measure([ploy, lin]).den == 1
    assert metric.measure([ploy]).value == 1


def test_shared_money_adds_up_to_the_satang():
    parts = split(Money(10001, "THB"), [70, 30])
    shares = [DEFINITIONS["revenue_total"].measure([row(1, part.minor)]).value for part in parts]
    assert shares == [7001, 3000]


def test_rows_left_out_are_counted_by_reason_and_the_latest_day_is_kept():
    rows = [row(n, included=False, reason=immature(date(2026, 5, n))) for n in (1, 3, 2)]
    counted = tally([*rows, row(9, included=False, reason=missing_rate("VND"))])
    assert counted.excluded == {"immature": 3, "missing_rate": 1}
    assert counted.immature_until == date(2026, 5, 3)
    assert counted.missing == ("VND",)


ROWS = st.lists(
    st.builds(
        Row,
        st.integers(1, 9),
        st.integers(1, 9),
        st.just(0),
        st.integers(-(10**9), 10**9),
        st.integers(0, 10**9),
        st.integers(0, WHOLE),
        st.booleans(),
        st.sampled_from(["duplicate", "test"]),
        st.just(0),
    )
)


@given(ROWS, ROWS)
def test_ratios_roll_up_as_sums_over_sums(one, two):
    metric = DEFINITIONS["deal_size_avg"]
    parts = [metric.measure(rows) for rows in (one, two)]
    together = metric.measure([*one, *two])
    assert together.num == sum(part.num for part in parts)
    assert together.den == sum(part.den for part in parts)
    assert together.value == (together.num / together.den if together.den else None)


def test_a_hundred_thousand_rows_take_well_under_a_second():
    rows = [row(n, n % 2, 1, beside=1) for n in range(100_000)]
    begun = perf_counter()
    answer = DEFINITIONS["closure_rate"].measure(rows)
    assert answer.value == Fraction(1, 2)
    assert perf_counter() - begun < 1
