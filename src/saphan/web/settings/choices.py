"""Long lists to choose from, in the reader's language."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.dates import get_month_names
from django.utils.translation import get_language

from saphan.core.format import full_money
from saphan.core.money.currencies import MINOR_UNITS
from saphan.core.period import from_micros
from saphan.journal import now

OFTEN = ("THB", "CNY", "SGD", "USD", "EUR", "HKD", "MYR", "JPY", "GBP", "INR", "AUD")
BABEL = {"zh-hans": "zh_Hans", "th": "th", "en": "en_GB"}
Choices = list[tuple[str, str]]


def locale() -> Locale:
    return Locale.parse(BABEL.get(get_language() or "en", "en_GB"))


def clock(time_zone: str) -> datetime:
    """The present moment as the clocks in a zone show it."""
    return from_micros(now()).astimezone(ZoneInfo(time_zone))


def currencies() -> Choices:
    """Codes with their names; the currencies of the region come first."""
    return list(_currencies(get_language() or "en"))


def amount(minor: int, currency: str) -> str:
    """An amount in minor units, in full, with the currency's sign."""
    return full_money(minor, currency)


def time_zones() -> Choices:
    return _zones()


def months() -> Choices:
    names = get_month_names("wide", context="stand-alone", locale=locale())
    return [(str(number), names[number]) for number in range(1, 13)]


@lru_cache(maxsize=8)
def _currencies(_language: str) -> tuple[tuple[str, str], ...]:
    names = locale().currencies
    order = [*OFTEN, *sorted(set(MINOR_UNITS) - set(OFTEN))]
    return tuple((code, f"{code} · {names.get(code, code)}") for code in order)


@lru_cache(maxsize=1)
def _zones() -> Choices:
    return [
        (zone, zone.replace("_", " "))
        for zone in sorted(available_timezones())
        if "/" in zone or zone == "UTC"
    ]
