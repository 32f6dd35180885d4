"""How dates, money and numbers are written in each language. Plain text in, plain text out, no settings."""

from saphan.core.format.dates import (
    day,
    day_and_month,
    day_in_words,
    month,
    month_short,
    since,
    time_of_day,
    year_shown,
)
from saphan.core.format.money import compact_money, full_money, plain_amount, symbol
from saphan.core.format.numbers import MINUS, days, decimal, percent, points, signed, spanned, whole

__all__ = [
    "MINUS",
    "compact_money",
    "day",
    "day_and_month",
    "day_in_words",
    "days",
    "decimal",
    "full_money",
    "month",
    "month_short",
    "percent",
    "plain_amount",
    "points",
    "signed",
    "since",
    "spanned",
    "symbol",
    "time_of_day",
    "whole",
    "year_shown",
]
