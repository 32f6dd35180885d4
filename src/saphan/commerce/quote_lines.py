"""What stands in a quote, as an action takes it, as the table keeps it, and as an order takes it over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from saphan.commerce.lines import Line, check_lines
from saphan.commerce.models import Quote, QuoteLine
from saphan.commerce.price_choice import PriceBook
from saphan.core.errors import RuleBroken
from saphan.core.orders import LineTerms
from saphan.core.quotes import Priced, discount_minor
from saphan.workspace.bulk import made
from saphan.workspace.models import Offering


@dataclass(frozen=True)
class Offered:
    """One thing offered. Without a price the listed one is asked; prices are per unit, in minor units."""

    offering: Offering | None = None
    description: str = ""
    quantity: int = 1
    unit: str = ""
    unit_price_minor: int | None = None
    discount_bp: int = 0
    tax_bp: int = 0
    months: int | None = None
    is_pass_through: bool = False
    family: str = ""

    def check(self, workspace_id: int) -> None:
        """Raise what `check_lines` raises for a line whose price is known."""
        check_lines(
            [
                Line(
                    self.offering, self.description, self.quantity, self.unit_price_minor or 0,
                    self.discount_bp, self.tax_bp, self.months,
                )
            ],
            workspace_id,
        )  # fmt: skip


def quote_lines(quote: Quote, offered: Sequence[Offered], day: date) -> list[QuoteLine]:
    """Rows for these lines with the prices listed on `day` for the quote's client. Nothing is saved.

    Raises RuleBroken("price.not_listed") for a line without a price, and what `check_lines` raises.
    """
    offerings = {line.offering.pk: line.offering for line in offered if line.offering is not None}
    book = PriceBook(quote.account.workspace_id, offerings.values(), quote.currency)
    rows = [_row(quote, line, position, book, day) for position, line in enumerate(offered, start=1)]
    check_lines([agreed(row) for row in rows], quote.account.workspace_id)
    return rows


def add_up(quote: Quote, rows: Sequence[QuoteLine]) -> None:
    """Make the totals of `quote` the sums of these lines."""
    quote.amount_minor = sum(row.amount_minor for row in rows)
    quote.tax_minor = sum(row.tax_minor for row in rows)
    quote.full_minor = quote.amount_minor + discount_minor(priced(rows))


def priced(rows: Iterable[QuoteLine]) -> list[Priced]:
    """The lines as their discounts are judged."""
    return [Priced(terms_of(row), row.list_price_minor) for row in rows]


def terms_of(row: QuoteLine) -> LineTerms:
    return LineTerms(row.quantity, row.unit_price_minor, row.months, row.discount_bp, row.tax_bp)


def agreed(row: QuoteLine) -> Line:
    """The same line of an order."""
    return Line(
        offering=row.offering, description=row.description, quantity=row.quantity,
        unit_price_minor=row.unit_price_minor, discount_bp=row.discount_bp, tax_bp=row.tax_bp,
        months=row.months, is_pass_through=row.is_pass_through, family=row.family,
    )  # fmt: skip


def _row(quote: Quote, line: Offered, position: int, book: PriceBook, day: date) -> QuoteLine:
    listed = book.price(line.offering, quote.account, day, line.unit.strip()) if line.offering else None
    price = line.unit_price_minor
    if price is None:
        if listed is None:
            what = line.offering.name if line.offering else line.description
            raise RuleBroken("price.not_listed", field="unit_price_minor", name=what, currency=quote.currency)
        price = listed.unit_price_minor
    terms = LineTerms(line.quantity, price, line.months, line.discount_bp, line.tax_bp)
    return made(
        QuoteLine, quote_id=quote.pk, offering_id=line.offering.pk if line.offering else None,
        family=line.offering.family if line.offering else line.family.strip(),
        description=line.description.strip(), quantity=line.quantity,
        unit=line.unit.strip() or (line.offering.unit if line.offering else ""), unit_price_minor=price,
        list_price_minor=listed.unit_price_minor if listed else None, discount_bp=line.discount_bp,
        tax_bp=line.tax_bp, months=line.months, is_pass_through=line.is_pass_through,
        amount_minor=terms.net_minor, tax_minor=terms.tax_minor, position=position,
    )  # fmt: skip
