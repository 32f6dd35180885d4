from __future__ import annotations

from fractions import Fraction
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saphan.core.growth import Growth
from saphan.core.proportion import Ratio, wilson


def percent(share: Fraction) -> float:
    return round(float(share) * 100, 1)


@pytest.mark.parametrize(
    ("won", "decided", "low", "high"),
    [(2, 4, 15.0, 85.0), (3, 5, 23.1, 88.2), (0, 3, 0.0, 56.1), (3, 3, 43.9, 100.0)],
)
def test_the_interval_of_a_small_sample_is_wide(won, decided, low, high):
    interval = wilson(won, decided)
    assert (percent(interval.low), percent(interval.high)) == (low, high)


def test_nothing_tried_has_no_interval_and_no_share():
    assert wilson(0, 0) is None
    assert Ratio(0, 0).value is None
    assert Ratio(0, 0).reason == "no_denominator"


@pytest.mark.parametrize("successes", [-1, 4])
def test_more_successes_than_trials_are_a_mistake(successes):
    with pytest.raises(ValueError, match="between none and all"):
        wilson(successes, 3)


def test_a_ratio_is_exact():
    assert Ratio(1, 3).value == Fraction(1, 3)
    assert Ratio(1, 3).reason is None


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_agrees_with_the_textbook_formula(sample):
    k, n = sample
    z, share = 1.959963984540054, k / n
    reach = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    interval = wilson(k, n)
    assert float(interval.low) == pytest.approx(max(middle - reach, 0), abs=2e-9)
    assert float(interval.high) == pytest.approx(min(middle + reach, 1), abs=2e-9)


def test_growth_is_undefined_over_nothing_but_the_change_is_known():
    assert Growth(162_000, 150_000).value == Fraction(2, 25)
    assert Growth(162_000, 150_000).reason is None
    for base in (0, -10):
        assert Growth(50, base).value is None
        assert Growth(50, base).reason == "non_positive_base"
        assert Growth(50, base).change == 50 - base
