"""Days and money of the worked examples. Amounts are baht; the year is 2026."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from fractions import Fraction

from saphan.core.kpi.ledger import LedgerLine
from saphan.core.period import Micros, month_of, quarter_of, to_micros

Q1 = quarter_of(date(2026, 1, 1))
Q2 = quarter_of(date(2026, 4, 1))
JANUARY = month_of(date(2026, 1, 1))
END_OF_YEAR = date(2026, 12, 31)


def day(text: str) -> date:
    """The text 03-20 is 20 March 2026; a full date stands for itself."""
    return date.fromisoformat(text if len(text) == 10 else f"2026-{text}")


def at(on: date) -> Micros:
    """Noon of that day."""
    return to_micros(datetime.combine(on, time(12), tzinfo=UTC))


def line(number: int, deal: int, on: str, amount: int, currency: str = "THB", **more: object) -> LedgerLine:
    """A signed booking of whole units, recorded on its day unless `recorded_on` says otherwise."""
    recorded = day(str(more.pop("recorded_on", on)))
    return LedgerLine(number, deal, at(day(on)), at(recorded), day(on), amount * 100, currency, **more)


def dollars_at(**rate_by_year: str):
    """Dated rates of one US dollar in baht, by year: dollars_at(y2026="36")."""
    rates = {int(year[1:]): Fraction(rate) for year, rate in rate_by_year.items()}
    return lambda currency, on: rates.get(on.year) if currency == "USD" else None


def percent(share: Fraction | None) -> float | None:
    """A share as a percentage with one decimal."""
    return None if share is None else round(float(share) * 100, 1)


def whole(minor: Fraction | None) -> Fraction | None:
    """Minor units as whole ones."""
    return None if minor is None else minor / 100
