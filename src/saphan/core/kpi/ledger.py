"""Signed ledger lines: what counts, at what value, in which currency."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from saphan.core.kpi.rows import WHOLE, Row, missing_rate
from saphan.core.money import convert_minor, round_half_even
from saphan.core.period import Micros

RateOn = Callable[[str, date], Fraction | None]
"""What one unit of a currency costs in the reporting currency on a day; None when not known."""


class LedgerLine(NamedTuple):
    """One signed line, net of tax, in minor units of `currency`.

    A recurring line (`months`) is worth `minor` over all its months. `basis` is bookings, invoiced or
    recognised; `pass_through` marks media and vendor cost that is only handed on.
    """

    line_id: int
    deal_id: int
    effective_at: Micros
    recorded_at: Micros
    effective_on: date
    minor: int
    currency: str
    basis: str = "bookings"
    months: int | None = None
    pass_through: bool = False


def line_minor(line: LedgerLine, horizon: str) -> int:
    """Minor units that count: in full, or of a recurring line only the first twelve months ("first_year")."""
    if horizon != "first_year" or line.months is None or line.months <= 12:
        return line.minor
    return round_half_even(line.minor * 12, line.months)


def ledger_row(line: LedgerLine, currency: str, rate_on: RateOn, horizon: str) -> Row:
    """The line as a row in `currency`, converted by itself; left out as missing_rate when it cannot be."""
    rate = Fraction(1) if line.currency == currency else rate_on(line.currency, line.effective_on)
    if rate is None:
        reason = missing_rate(line.currency)
        return Row(line.deal_id, line.line_id, line.effective_at, 0, 1, WHOLE, False, reason)
    minor = convert_minor(line_minor(line, horizon), line.currency, rate, currency)
    return Row(line.deal_id, line.line_id, line.effective_at, minor, 1)
