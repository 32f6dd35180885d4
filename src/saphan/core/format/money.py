"""Money: in full where it is agreed on, compact where it is compared."""

from __future__ import annotations

from fractions import Fraction

from saphan.core.format.numbers import MINUS, decimal
from saphan.core.money import exponent

_SYMBOLS = {"CNY": "¥", "THB": "฿", "USD": "US$", "EUR": "€", "GBP": "£", "JPY": "JP¥", "INR": "₹", "KRW": "₩",
            "SGD": "S$", "HKD": "HK$", "AUD": "A$", "TWD": "NT$", "MYR": "RM", "VND": "₫", "PHP": "₱"}  # fmt: skip
THOUSAND, MYRIAD, MILLION, HUNDRED_MILLION, BILLION = 10**3, 10**4, 10**6, 10**8, 10**9
_STEPS = {
    "en": ((BILLION, "B", 2), (MILLION, "M", 2), (THOUSAND, "k", 0)),
    "zh": ((HUNDRED_MILLION, "亿", 1), (MYRIAD, "万", 0)),
    "th": ((MILLION, " ล้าน", 1),),
}


def symbol(currency: str, *, reporting: bool = False) -> str:
    """The sign before an amount. The dollar is plain only where it is the stated reporting currency."""
    if reporting and currency == "USD":
        return "$"
    return _SYMBOLS.get(currency) or f"{currency} "


def full_money(minor: int, currency: str, *, reporting: bool = False, decimals: bool | None = None) -> str:
    """Every digit: US$186,000, −฿2,400.50. Decimals show when they are not zero, or as `decimals` says."""
    places = exponent(currency)
    shown = places if (decimals if decimals is not None else minor % 10**places != 0) else 0
    text = decimal(Fraction(abs(minor), 10**places), shown)
    return f"{MINUS if minor < 0 else ''}{symbol(currency, reporting=reporting)}{text}"


def plain_amount(minor: int | None, currency: str) -> str:
    """An amount as a field shows it for editing: 186000.50."""
    if minor is None:
        return ""
    places = exponent(currency)
    whole, part = divmod(abs(minor), 10**places)
    sign = "-" if minor < 0 else ""
    return f"{sign}{whole}.{part:0{places}d}" if part else f"{sign}{whole}"


def compact_money(minor: int, currency: str, language: str, *, reporting: bool = False) -> str:
    """Short: $1.27M, $186k, ¥368万, ¥1.2亿, ฿18.4 ล้าน. Small amounts are written in full."""
    amount = Fraction(abs(minor), 10 ** exponent(currency))
    sign = (MINUS if minor < 0 else "") + symbol(currency, reporting=reporting)
    for step, unit, places in _STEPS[language[:2]]:
        if round(amount / step * 10**places) >= 10**places:
            return f"{sign}{_trimmed(amount / step, places)}{unit}"
    return f"{sign}{decimal(amount, 0)}"


def _trimmed(value: Fraction, places: int) -> str:
    """Ten and more of a unit needs fewer decimals than one: 1.27M but 12.7M."""
    return decimal(value, max(places - 1, 0) if value >= 10 and places > 1 else places)
