from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saphan.core.errors import RuleBroken
from saphan.core.money import Money, convert, exponent, round_half_even, split, total


@pytest.mark.parametrize(
    ("currency", "decimals"),
    [("THB", 2), ("CNY", 2), ("JPY", 0), ("VND", 0), ("IDR", 2), ("KWD", 3), ("CLF", 4)],
)
def test_each_currency_has_the_decimals_of_the_standard(currency, decimals):
    assert exponent(currency) == decimals


def test_an_invented_currency_is_refused():
    with pytest.raises(RuleBroken, match=r"money\.unknown_currency"):
        Money(1, "BTC")


def test_unlike_currencies_are_never_added_or_compared():
    baht, yuan = Money(100, "THB"), Money(100, "CNY")
    for mix in (lambda: baht + yuan, lambda: baht - yuan, lambda: baht < yuan, lambda: baht <= yuan):
        with pytest.raises(RuleBroken, match=r"money\.unlike_currencies"):
            mix()


def test_whole_units_become_minor_units():
    assert Money.of(12, "THB") == Money(1200, "THB")
    assert Money.of(Fraction("12.345"), "THB") == Money(1234, "THB")  # a half goes to the even satang
    assert Money.of(12, "JPY").minor == 12
    assert Money(12345, "KWD").major == Fraction("12.345")


def test_money_counts_like_numbers():
    five, three = Money(500, "THB"), Money(300, "THB")
    assert five - three == Money(200, "THB")
    assert abs(-five) == five
    assert three < five <= five
    assert five.times(Fraction(1, 3)) == Money(167, "THB")  # 166.67
    assert total([five, three], "THB") == Money(800, "THB")
    assert total([], "THB") == Money.zero("THB")


@pytest.mark.parametrize(
    ("minor", "weights", "parts"),
    [
        (10001, [1, 1, 1], [3334, 3334, 3333]),  # 3333.67 each, two left over for the first two
        (10001, [70, 30], [7001, 3000]),  # 7000.7 and 3000.3
        (-10001, [1, 1, 1], [-3334, -3334, -3333]),
        (1, [0, 1, 1], [0, 1, 0]),
        (0, [1, 2], [0, 0]),
    ],
)
def test_a_split_gives_what_is_left_over_to_the_largest_remainder(minor, weights, parts):
    assert [part.minor for part in split(Money(minor, "THB"), weights)] == parts


@pytest.mark.parametrize("weights", [[], [0, 0], [2, -1]])
def test_a_split_needs_shares(weights):
    with pytest.raises(RuleBroken, match=r"money\.split_without_shares"):
        split(Money(1, "THB"), weights)


@given(st.integers(-(10**15), 10**15), st.lists(st.integers(0, 10_000), min_size=1).filter(any))
def test_split_parts_add_up_and_stay_within_one_unit_of_fair(minor, weights):
    parts = [part.minor for part in split(Money(minor, "THB"), weights)]
    assert sum(parts) == minor
    assert all(
        abs(part - Fraction(minor * w, sum(weights))) < 1 for part, w in zip(parts, weights, strict=True)
    )


def test_a_correction_of_a_split_leaves_the_first_one_alone():
    win = Money(10001, "THB")
    booked = split(win, [50, 50])
    correction = [-part for part in booked] + split(win, [70, 30])
    assert [part.minor for part in booked] == [5001, 5000]
    assert sum(part.minor for part in correction) == 0
    assert booked[0] + correction[0] + correction[2] == Money(7001, "THB")


@pytest.mark.parametrize(
    ("money", "rate", "to", "expected"),
    [
        (Money(200_000, "USD"), Fraction(36), "THB", 7_200_000),  # USD 2,000.00 at 36
        (Money(1000, "JPY"), Fraction("0.24"), "THB", 24_000),  # ¥1,000 is ฿240.00
        (Money(24_000, "THB"), Fraction(25, 6), "JPY", 1000),  # and back, with no decimals
        (Money(1, "KWD"), Fraction("117.5"), "THB", 12),  # 0.001 × 117.5 = 0.1175, 11.75 satang
        (Money(1, "THB"), Fraction(1, 2), "USD", 0),  # half a cent goes to even
        (Money(3, "THB"), Fraction(1, 2), "USD", 2),  # 1.5 goes to even
        (Money(-3, "THB"), Fraction(1, 2), "USD", -2),
    ],
)
def test_conversion_honours_the_decimals_of_both_currencies(money, rate, to, expected):
    assert convert(money, rate, to) == Money(expected, to)


def test_a_rate_of_zero_is_refused():
    with pytest.raises(RuleBroken, match=r"rate\.not_positive"):
        convert(Money(1, "THB"), Fraction(0), "USD")


@given(st.integers(-(10**20), 10**20), st.integers(1, 10**12))
def test_half_even_rounding_agrees_with_exact_fractions(numerator, denominator):
    assert round_half_even(numerator, denominator) == round(Fraction(numerator, denominator))
