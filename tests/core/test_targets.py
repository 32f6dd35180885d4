"""Targets, worked out by hand."""

from __future__ import annotations

from fractions import Fraction

from saphan.core.targets import aim, attainment, coverage, is_reached


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
