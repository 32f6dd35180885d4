from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saphan.core.errors import RuleBroken
from saphan.core.rates import Rate, RateTable, from_scaled, to_scaled

FRIDAY, SUNDAY = date(2026, 5, 1), date(2026, 5, 3)


@pytest.fixture
def table():
    return RateTable(
        [
            Rate("EUR", "USD", FRIDAY, Fraction("1.25")),
            Rate("EUR", "THB", FRIDAY, Fraction("37.5")),
            Rate("CNY", "THB", date(2026, 1, 1), Fraction(5)),
        ]
    )


def test_the_same_currency_costs_one_without_any_rate():
    assert RateTable([]).rate("THB", "THB", FRIDAY) == 1


def test_an_unknown_rate_is_none_and_never_one(table):
    assert table.rate("USD", "KRW", FRIDAY) is None
    assert table.rate("KRW", "USD", FRIDAY) is None


def test_a_rate_works_both_ways(table):
    assert table.rate("EUR", "USD", FRIDAY) == Fraction(5, 4)
    assert table.rate("USD", "EUR", FRIDAY) == Fraction(4, 5)


def test_two_currencies_meet_through_the_pivot(table):
    assert table.rate("USD", "THB", FRIDAY) == 30  # 37.5 / 1.25


def test_a_weekend_takes_the_last_earlier_day(table):
    assert table.rate("USD", "THB", SUNDAY) == 30
    assert table.rate("USD", "THB", date(2026, 4, 30)) is None


def test_a_rate_older_than_ten_days_is_missing_unless_age_is_allowed(table):
    assert table.rate("CNY", "THB", date(2026, 1, 11)) == 5
    assert table.rate("CNY", "THB", date(2026, 1, 12)) is None
    assert table.rate("CNY", "THB", date(2026, 12, 31), oldest_days=None) == 5


def test_the_fresher_direction_counts_and_the_quote_itself_on_the_same_day():
    table = RateTable(
        [
            Rate("USD", "THB", FRIDAY, Fraction(30)),
            Rate("THB", "USD", FRIDAY, Fraction(1, 31)),
            Rate("THB", "USD", SUNDAY, Fraction(1, 32)),
        ]
    )
    assert table.rate("USD", "THB", FRIDAY) == 30
    assert table.rate("USD", "THB", SUNDAY) == 32


def test_the_rate_given_last_for_a_day_counts():
    table = RateTable([Rate("USD", "THB", FRIDAY, Fraction(30)), Rate("USD", "THB", FRIDAY, Fraction(31))])
    assert table.rate("USD", "THB", FRIDAY) == 31


def test_a_rate_of_nothing_is_refused():
    with pytest.raises(RuleBroken, match=r"rate\.not_positive"):
        RateTable([Rate("USD", "THB", FRIDAY, Fraction(0))])


@given(st.integers(1, 10**15))
def test_stored_rates_come_back_unchanged(scaled):
    assert to_scaled(from_scaled(scaled)) == scaled
