from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saphan.core.errors import RuleBroken
from saphan.core.money import MINOR_UNITS, Money, exponent, parse_amount


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("1,234.56", "THB", 123456),
        ("1.234,56", "EUR", 123456),
        ("1 234,56", "EUR", 123456),
        ("1\u00a0234\u00a0567,8", "EUR", 123456780),
        ("1'234.50", "CHF", 123450),
        ("1,234", "THB", 123400),
        ("1.234.567", "EUR", 123456700),
        ("12,34,567", "INR", 123456700),
        ("0,5", "EUR", 50),
        ("0.500", "THB", 50),
        (".5", "THB", 50),
        ("1234.5", "THB", 123450),
        ("12.3400", "THB", 1234),
        ("007", "THB", 700),
        ("¥1000", "JPY", 1000),
        ("1,234", "JPY", 1234),
        ("¥ 1000", "CNY", 100000),
        ("￥１，２３４．５０", "CNY", 123450),
        ("฿๑,๒๓๔.๕๐", "THB", 123450),
        ("US$ 99.90", "USD", 9990),
        ("99.90 usd", "USD", 9990),
        ("THB ฿1,200", "THB", 120000),
        ("1,200 บาท", "THB", 120000),
        ("100元", "CNY", 10000),
        ("100美元", "USD", 10000),
        ("1.234", "KWD", 1234),
        ("¥368万", "CNY", 368_0000_00),
        ("1.2亿", "CNY", 1_2000_0000_00),
        ("1亿2000万", "CNY", 1_2000_0000_00),
        ("3千5百元", "CNY", 350000),
        ("1.234万", "CNY", 12_340_00),
        ("1,234万", "CNY", 12_340_000_00),
        ("1万2000", "CNY", 12_000_00),
        ("2万亿", "CNY", 2 * 10**12 * 100),
        ("฿18.4 ล้าน", "THB", 18_400_000_00),
        ("2 ล้าน 5 แสนบาท", "THB", 2_500_000_00),
        ("1.5m", "USD", 1_500_000_00),
        ("20k THB", "THB", 20_000_00),
        ("(1,234.56)", "USD", -123456),
        ("(฿500)", "THB", -50000),
        ("฿(500)", "THB", -50000),
        ("−500", "THB", -50000),
        ("－５００", "THB", -50000),
        ("-$500", "USD", -50000),
        ("$-500", "USD", -50000),
        ("500-", "THB", -50000),
        ("+500", "THB", 50000),
    ],
)
def test_amounts_are_read_as_people_write_them(text, currency, minor):
    assert parse_amount(text, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "abc",
        "฿",
        "万",
        "1.2.3",
        "1,23,45",
        "1,234.567,89",
        "1234,567.5x",
        "5.",
        "--5",
        "(-5)",
        "10²",
        "½",
        "1e5",
        "12.345",  # twelve and a bit, or twelve thousand?
        "1.500",
        "0.005",  # less than a satang
        "1万2",  # twelve thousand in speech
        "1万20000",
        "2000万1亿",
        "1 23",
        "9" * 200,
    ],
)
def test_a_doubtful_amount_is_refused_not_guessed(text):
    with pytest.raises(RuleBroken, match=r"amount\.unreadable") as refusal:
        parse_amount(text, "THB")
    assert refusal.value.field == "amount"


def test_a_column_that_says_its_decimal_mark_leaves_no_doubt():
    assert parse_amount("1.500", "THB", decimal_mark=".") == Money(150, "THB")
    assert parse_amount("1.500", "THB", decimal_mark=",") == Money(150000, "THB")
    assert parse_amount("1,500", "THB", decimal_mark=",") == Money(150, "THB")


@pytest.mark.parametrize(
    ("text", "currency"), [("US$5", "THB"), ("5 CNY", "JPY"), ("¥5", "THB"), ("5บาท", "USD")]
)
def test_an_amount_in_another_currency_is_refused(text, currency):
    with pytest.raises(RuleBroken, match=r"money\.unlike_currencies"):
        parse_amount(text, currency)


def test_an_amount_past_64_bits_is_refused():
    with pytest.raises(RuleBroken, match=r"amount\.too_large"):
        parse_amount("9" * 30, "THB")


@given(st.integers(-(10**15), 10**15), st.sampled_from(sorted(MINOR_UNITS)))
def test_a_printed_amount_reads_back_unchanged(minor, currency):
    decimals = exponent(currency)
    digits = str(abs(minor)).rjust(decimals + 1, "0")
    whole, part = (digits[:-decimals], digits[-decimals:]) if decimals else (digits, "")
    sign = "-" if minor < 0 else ""
    grouped = f"{sign}{int(whole):,}" + (f".{part}" if decimals else "")
    assert parse_amount(f"{currency} {grouped}", currency).minor == minor
    assert parse_amount(f"{grouped} {currency}", currency).minor == minor


@given(st.text(max_size=100))
def test_any_text_is_either_read_or_refused_by_rule(text):
    with suppress(RuleBroken):
        assert parse_amount(text, "THB").currency == "THB"
