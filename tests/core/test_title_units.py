"""What a column's title says about its amounts."""

from __future__ import annotations

import pytest

from saphan.core.money import TitleUnit, parse_amount, title_unit, without_remark


@pytest.mark.parametrize(
    ("title", "mark", "times"),
    [
        ("Value (THB)", "thb", 1),
        ("金额（元）", "元", 1),
        ("金额（万元）", "元", 10_000),
        ("合同额（单位：亿元人民币）", "人民币", 100_000_000),
        ("ยอดขาย (ล้านบาท)", "บาท", 1_000_000),
        ("มูลค่า [หน่วย: พันบาท]", "บาท", 1_000),
        ("Revenue ($K)", "$", 1_000),
        ("Revenue (USD '000)", "usd", 1_000),
        ("Sales (in thousands)", "", 1_000),
        ("amount_usd", "usd", 1),
        ("Amount in EUR", "eur", 1),
        ("Amount (converted)", "", 1),
        ("Satisfaction (1-10)", "", 1),
        ("Total for all", "", 1),
        ("Amount", "", 1),
    ],
)
def test_a_title_may_state_currency_and_multiplier(title: str, mark: str, times: int) -> None:
    assert title_unit(title) == TitleUnit(mark, times)


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("金额（万元）", "金额"),
        ("Amount in EUR", "Amount"),
        ("amount_usd", "amount"),
        ("Close Date (dd/mm/yyyy)", "Close Date"),
        ("Total for all", "Total for all"),
        ("(none)", ""),
    ],
)
def test_a_title_is_known_without_its_remark(title: str, bare: str) -> None:
    assert without_remark(title) == bare


@pytest.mark.parametrize(
    ("text", "currency", "times", "minor"),
    [
        ("120", "CNY", 10_000, 120_000_000),  # 120 ten-thousands of yuan
        ("1.5", "CNY", 10_000, 1_500_000),
        ("1,234.5", "CNY", 10_000, 1_234_500_000),
        ("(2.5)", "THB", 1_000_000, -250_000_000),
        ("3万", "CNY", 10_000, 3_000_000),  # the cell says it itself: once is enough
        ("7", "JPY", 1_000, 7_000),
    ],
)
def test_a_bare_number_counts_what_its_title_says(text: str, currency: str, times: int, minor: int) -> None:
    assert parse_amount(text, currency, times=times).minor == minor


def test_no_unit_is_said_by_a_title_of_nothing() -> None:
    assert title_unit("") == TitleUnit()
