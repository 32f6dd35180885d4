"""Dates, money and numbers read as people in each language write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest

from saphan.core.format import (
    compact_money,
    day,
    day_in_words,
    days,
    decimal,
    full_money,
    month,
    percent,
    points,
    since,
    spanned,
    time_of_day,
    whole,
)

TUESDAY = date(2026, 6, 16)


@pytest.mark.parametrize(
    ("language", "buddhist", "text"),
    [
        ("en", False, "16 Jun 2026"),
        ("zh-hans", False, "2026年6月16日"),
        ("th", True, "16 มิ.ย. 2569"),
        ("th", False, "16 มิ.ย. 2026"),
    ],
)
def test_a_day(language: str, buddhist: bool, text: str) -> None:
    assert day(TUESDAY, language, buddhist=buddhist) == text


def test_a_day_with_its_weekday() -> None:
    assert day_in_words(TUESDAY, "en") == "Tue 16 Jun 2026"
    assert day_in_words(TUESDAY, "zh-hans") == "2026年6月16日 周二"
    assert day_in_words(TUESDAY, "th", buddhist=True) == "อ. 16 มิ.ย. 2569"
    assert month(2026, 6, "th", buddhist=True) == "มิ.ย. 2569"


def test_the_hour_is_said_in_thai_with_its_word() -> None:
    assert time_of_day(datetime(2026, 6, 16, 18, 0, tzinfo=UTC), "th") == "18:00 น."


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [
        (18_600_000, "USD", "US$186,000"),
        (86_000_000, "CNY", "¥860,000"),
        (240_000_050, "THB", "฿2,400,000.50"),
        (-1_999, "EUR", "−€19.99"),
        (1_500, "JPY", "JP¥1,500"),
        (100, "CHF", "CHF 1"),
    ],
)
def test_money_in_full(minor: int, currency: str, text: str) -> None:
    assert full_money(minor, currency) == text


@pytest.mark.parametrize(
    ("minor", "currency", "language", "text"),
    [
        (127_000_000, "USD", "en", "$1.27M"),
        (18_600_000, "USD", "en", "$186k"),
        (368_000_000, "CNY", "zh-hans", "¥368万"),
        (12_000_000_000, "CNY", "zh-hans", "¥1.2亿"),
        (1_840_000_000, "THB", "th", "฿18.4 ล้าน"),
        (99_999_950, "USD", "en", "$1.00M"),
        (45_000, "USD", "en", "$450"),
        (0, "USD", "en", "$0"),
    ],
)
def test_money_in_short(minor: int, currency: str, language: str, text: str) -> None:
    assert compact_money(minor, currency, language, reporting=True) == text


def test_shares_and_their_differences() -> None:
    assert percent(Fraction(4238, 6711), 2) == "63.15%"
    assert points(Fraction(26, 1000), "en") == "+2.6 pt"
    assert points(Fraction(-21, 1000), "zh-hans") == "−2.1 点"
    assert points(Fraction(0), "th") == "0.0 จุด"


def test_numbers() -> None:
    assert (whole(-12480), decimal(Fraction(1000553400, 423800), 2)) == ("−12,480", "2,360.91")
    assert (days(Fraction(57), "en"), days(Fraction(115, 2), "zh-hans")) == ("57 d", "57.5 天")


def test_time_ago_turns_into_a_date_after_a_day() -> None:
    now = datetime(2026, 6, 16, 12, 0, tzinfo=UTC)
    assert since(now - timedelta(minutes=9), now, "en") == "9 min ago"
    assert since(now - timedelta(hours=18), now, "zh-hans") == "18 小时前"
    assert since(now - timedelta(days=4), now, "th") == "12 มิ.ย."
    assert since(now - timedelta(days=400), now, "en") == "12 May 2025"


@pytest.mark.parametrize(
    ("low", "high", "written"),
    [
        ("$5.9M", "$6.4M", "$5.9–6.4M"),
        ("36.1%", "41.2%", "36.1–41.2%"),
        ("$950k", "$1.2M", "$950k–1.2M"),
        ("฿18.4 ล้าน", "฿20 ล้าน", "฿18.4–20 ล้าน"),
        ("−3.0%", "5.0%", "−3.0–5.0%"),
    ],
)
def test_a_span_names_its_unit_once(low: str, high: str, written: str) -> None:
    assert spanned(low, high) == written
