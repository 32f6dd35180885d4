"""How a figure is written in the reader's language. Rounding happens here and nowhere earlier."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from functools import lru_cache

from babel import Locale
from babel.numbers import format_currency, format_decimal, format_percent
from django.utils.translation import get_language, npgettext

from saphan.core.kpi import Measured, Unit
from saphan.core.money import exponent, round_half_even

NOTHING = "–"
_LOCALES = {"zh-hans": "zh_Hans", "th": "th", "en": "en"}


def display(measured: Measured) -> str:
    """The value with its unit; a dash when it is undefined."""
    if measured.value is None:
        return NOTHING
    return display_amount(measured.value, measured.unit, measured.currency)


def display_amount(value: Fraction, unit: Unit, currency: str | None) -> str:
    """An amount of a unit; money is in minor units of `currency`."""
    locale = _locale(get_language() or "en")
    if unit is Unit.SHARE:
        return str(format_percent(decimal(value, 4), "#,##0.0#%", locale=locale))
    if unit is Unit.MONEY and currency:
        return _money(value, currency, locale)
    if unit is Unit.DAYS:
        number = format_decimal(decimal(value, 1), locale=locale)
        return npgettext("figure", "%(number)s day", "%(number)s days", 1 if value == 1 else 2) % {
            "number": number
        }
    return str(format_decimal(decimal(value, 2), locale=locale))


def decimal(value: Fraction, places: int) -> Decimal:
    """`value` half-even to a number of decimals."""
    with localcontext() as context:
        context.prec = 60
        return Decimal(round_half_even(value.numerator * 10**places, value.denominator)).scaleb(-places)


def _money(minor: Fraction, currency: str, locale: Locale) -> str:
    places = exponent(currency)
    major = decimal(minor / 10**places, places)
    return str(
        format_currency(major, currency, locale=locale, currency_digits=False, format=_pattern(places))
    )


def _pattern(places: int) -> str:
    """A currency pattern with as many decimals as the currency really has."""
    decimals = "." + "0" * places if places else ""
    return f"¤#,##0{decimals};-¤#,##0{decimals}"


@lru_cache
def _locale(language: str) -> Locale:
    return Locale.parse(_LOCALES.get(language, "en"))
