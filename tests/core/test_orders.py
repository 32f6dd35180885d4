"""What a line is worth."""

from __future__ import annotations

import pytest

from saphan.core.errors import RuleBroken
from saphan.core.orders import LineTerms, check_terms, first_year_minor


def test_a_line_is_rounded_once_after_its_discount_half_to_even() -> None:
    assert LineTerms(3, 980, discount_bp=1_500).net_minor == 2_499  # 29.40 less 15 % is 24.99
    assert LineTerms(1, 50, discount_bp=9_900).net_minor == 0  # 0.5 is even at 0
    assert LineTerms(1, 150, discount_bp=9_900).net_minor == 2  # 1.5 is even at 2


def test_a_recurring_line_is_worth_its_whole_term_and_its_first_year() -> None:
    retainer = LineTerms(1, 10_000_00, months=18, tax_bp=700)
    assert retainer.net_minor == 180_000_00
    assert retainer.tax_minor == 12_600_00
    assert first_year_minor(retainer.net_minor, 18) == 120_000_00
    assert first_year_minor(60_000_00, 6) == 60_000_00
    assert first_year_minor(99, None) == 99


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        (LineTerms(0, 100), "line.bad_quantity"),
        (LineTerms(1, -1), "amount.negative"),
        (LineTerms(1, 100, months=0), "line.bad_months"),
        (LineTerms(1, 100, discount_bp=10_001), "line.bad_share"),
        (LineTerms(1, 100, tax_bp=-1), "line.bad_share"),
        (LineTerms(10**9, 10**9), "amount.too_large"),
    ],
)
def test_a_line_that_cannot_be_meant_is_refused(terms: LineTerms, code: str) -> None:
    with pytest.raises(RuleBroken, match=code):
        check_terms(terms)
