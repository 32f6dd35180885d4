"""Money: exact amounts, their currencies, and reading them from what people write."""

from saphan.core.money.amounts import (
    LARGEST_MINOR,
    Money,
    convert,
    convert_minor,
    round_half_even,
    split,
    total,
)
from saphan.core.money.currencies import MINOR_UNITS, exponent
from saphan.core.money.reading import parse_amount
from saphan.core.money.titles import TitleUnit, title_unit, without_remark

__all__ = [
    "LARGEST_MINOR",
    "MINOR_UNITS",
    "Money",
    "TitleUnit",
    "convert",
    "convert_minor",
    "exponent",
    "parse_amount",
    "round_half_even",
    "split",
    "title_unit",
    "total",
    "without_remark",
]
