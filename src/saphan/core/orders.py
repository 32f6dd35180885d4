"""What a line of an order, an invoice or a quote is worth, in whole minor units of its currency."""

from __future__ import annotations

from typing import NamedTuple

from saphan.core.errors import RuleBroken
from saphan.core.money import round_half_even

WHOLE_BP = 10_000  # hundredths of a percent
LARGEST_NET = 10**15  # minor units: a sum of many still fits 64 bits


class LineTerms(NamedTuple):
    """One line as it was agreed. A recurring line (`months`) has its price per month.

    `discount_bp` and `tax_bp` are hundredths of a percent.
    """

    quantity: int
    unit_price_minor: int
    months: int | None = None
    discount_bp: int = 0
    tax_bp: int = 0

    @property
    def net_minor(self) -> int:
        """Minor units without tax, over the whole term, after the discount; rounded once, half-even."""
        gross = self.quantity * self.unit_price_minor * (self.months or 1)
        return round_half_even(gross * (WHOLE_BP - self.discount_bp), WHOLE_BP)

    @property
    def tax_minor(self) -> int:
        """Minor units of tax on the net amount, half-even."""
        return round_half_even(self.net_minor * self.tax_bp, WHOLE_BP)


def check_terms(terms: LineTerms) -> None:
    """Raise when a line cannot be meant like this.

    Raises RuleBroken("line.bad_quantity" | "line.bad_months" | "line.bad_share" | "amount.negative" |
    "amount.too_large").
    """
    if terms.quantity < 1:
        raise RuleBroken("line.bad_quantity", field="quantity", text=terms.quantity)
    if terms.unit_price_minor < 0:
        raise RuleBroken("amount.negative", field="unit_price_minor")
    if terms.months is not None and terms.months < 1:
        raise RuleBroken("line.bad_months", field="months", text=terms.months)
    for name, share in (("discount_bp", terms.discount_bp), ("tax_bp", terms.tax_bp)):
        if not 0 <= share <= WHOLE_BP:
            raise RuleBroken("line.bad_share", field=name, text=share)
    if terms.net_minor > LARGEST_NET:
        raise RuleBroken("amount.too_large", field="unit_price_minor")


def first_year_minor(minor: int, months: int | None) -> int:
    """Of an amount over `months`, what falls into the first twelve; one-off amounts count in full."""
    return minor if months is None or months <= 12 else round_half_even(minor * 12, months)
