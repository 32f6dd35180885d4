"""Targets, worked out by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from saphan.core.period import Period, parse_period
from saphan.core.targets import aim, attainment, coverage, is_reached, prorated


def parse(name: str) -> Period:
    return parse_period(name, today=date(2026, 6, 16))


def test_attainment_is_actual_over_target_and_nothing_without_either():
    assert attainment(Fraction(75), Fraction(100)) == Fraction(3, 4)
    assert attainment(None, Fraction(100)) is None
    assert attainment(Fraction(75), None) is None


def test_hundredths_are_percents_or_units():
    assert aim(3_550, is_money=False, is_share=True) == Fraction(355, 1000)
    assert aim(4_250, is_money=False, is_share=False) == Fraction(85, 2)
    assert aim(4_250, is_money=True, is_share=False) == 4_250


def test_coverage_is_open_over_missing_and_met_once_nothing_is():
    assert coverage(300, 200, 50).value == 2
    assert (coverage(300, 200, 200).value, coverage(300, 200, 250).is_met) == (None, True)


def test_lower_is_better_turns_the_side():
    assert is_reached(Fraction(40), Fraction(42), low_is_better=True)
    assert not is_reached(Fraction(40), Fraction(42), low_is_better=False)


YEAR, QUARTER, JUNE = parse("2026"), parse("2026-Q2"), parse("2026-06")


def test_a_month_takes_its_days_of_the_shortest_target_around_it():
    targets = [(YEAR, Fraction(36_500)), (QUARTER, Fraction(9_100))]
    assert prorated(targets, JUNE, adds_up=True) == Fraction(9_100 * 30, 91)
    assert prorated(targets, QUARTER, adds_up=True) == 9_100
    assert prorated(targets, parse("2026-07"), adds_up=True) == Fraction(36_500 * 31, 365)


def test_a_quarter_adds_up_its_months_and_a_day_without_a_target_leaves_it_open():
    months = [(parse(f"2026-0{month}"), Fraction(100 * month)) for month in (4, 5, 6)]
    assert prorated(months, QUARTER, adds_up=True) == 400 + 500 + 600
    assert prorated(months[:2], QUARTER, adds_up=True) is None
    assert prorated([], QUARTER, adds_up=True) is None


def test_a_share_is_asked_for_at_any_length():
    targets = [(YEAR, Fraction(35, 100)), (QUARTER, Fraction(40, 100))]
    assert prorated(targets, JUNE, adds_up=False) == Fraction(40, 100)
    assert prorated(targets, parse("2026-Q3"), adds_up=False) == Fraction(35, 100)
    assert prorated([(JUNE, Fraction(1, 2))], QUARTER, adds_up=False) is None
