"""Categories and track records, worked out by hand."""

from __future__ import annotations

from fractions import Fraction

from saphan.core.calls import Call, Totals, together, track_record


def test_each_category_takes_in_the_more_certain_ones():
    assert Totals(100, 40, 20, 10, 5).cumulative == (100, 140, 160, 170, 5)


def test_totals_of_people_add_up_to_that_of_their_team():
    assert together([Totals(100, 40, 20, 10, 5), Totals(1, 2, 3, 4, 5)]) == (101, 42, 23, 14, 10)
    assert together([]) == Totals()


def test_bias_is_the_mean_miss_over_the_mean_outcome():
    # 120 against 100 and 90 against 100: +20 and −10, a mean of +5 over 100
    record = track_record([Call(120, 100), Call(90, 100)])
    assert record.bias == Fraction(5, 100)
    assert (record.calls, record.ranges, record.coverage) == (2, 0, None)


def test_a_range_holds_with_its_ends():
    record = track_record([Call(1, 100, 100, 110), Call(1, 99, 100, 110), Call(1, 110, 100, 110), Call(1, 5)])
    assert (record.ranges, record.coverage) == (3, Fraction(2, 3))


def test_without_revenue_there_is_no_bias():
    assert track_record([]).bias is None
    assert track_record([Call(10, 0), Call(10, -5)]).bias is None
