"""Numbers: Western digits in all languages, groups of three, a real minus."""

from __future__ import annotations

import re
from fractions import Fraction

MINUS = "\u2212"
_SIGN, _UNIT = re.compile(r"[^\d−+-]*"), re.compile(r"[^\d.,]*$")


def whole(number: int) -> str:
    """12,480 and −7."""
    return f"{MINUS if number < 0 else ''}{abs(number):,}"


def decimal(value: Fraction, places: int) -> str:
    """A value rounded half-even to `places` decimals: 2,360.91."""
    scaled = round(value * 10**places)
    sign = MINUS if scaled < 0 else ""
    if places == 0:
        return f"{sign}{abs(scaled):,}"
    before, after = divmod(abs(scaled), 10**places)
    return f"{sign}{before:,}.{after:0{places}d}"


def signed(value: Fraction, places: int) -> str:
    """As `decimal`, with a plus before what is more than zero."""
    text = decimal(value, places)
    return text if text.startswith(MINUS) or not any(digit in "123456789" for digit in text) else f"+{text}"


def percent(share: Fraction, places: int = 1) -> str:
    """A share from 0 to 1 as 63.2%."""
    return f"{decimal(share * 100, places)}%"


def points(difference: Fraction, language: str, places: int = 1) -> str:
    """A difference of two shares: +2.6 pt, +2.6 点, +2.6 จุด."""
    unit = {"zh": "点", "th": "จุด"}.get(language[:2], "pt")
    return f"{signed(difference * 100, places)} {unit}"


def days(value: Fraction, language: str) -> str:
    """A length in days with its unit; half a day shows when it is there: 57 d, 57 天, 57 วัน."""
    unit = {"zh": "天", "th": "วัน"}.get(language[:2], "d")
    return f"{decimal(value, 0 if value.denominator == 1 else 1)} {unit}"


def spanned(low: str, high: str) -> str:
    """From – to; a currency before both or a unit behind both is written once: $5.9–6.4M, 36–41%."""
    sign, unit = (_SIGN.match(high) or [""])[0], (_UNIT.search(low) or [""])[0]
    if low.startswith(sign):
        high = high.removeprefix(sign)
    return f"{low.removesuffix(unit)}–{high}" if high.endswith(unit) else f"{low}–{high}"
