"""Lines of a quote, edited as one small table and shown as one."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from django.http import QueryDict

from saphan.commerce.models import QuoteLine
from saphan.commerce.quote_lines import Offered
from saphan.web.commerce import lines as table
from saphan.web.reader import Reader
from saphan.workspace.models import Offering
from saphan.workspace.models.record import label_of


def typed(sent: QueryDict) -> list[dict[str, Any]]:
    """The rows as somebody filled them in."""
    units = sent.getlist("unit")
    return [
        {**row, "unit": unit} for row, unit in zip(table.typed(sent), [*units, *[""] * 500], strict=False)
    ]


def known_rows(lines: Iterable[QuoteLine], currency: str) -> list[dict[str, Any]]:
    """Lines that are there, as fields show them for editing."""
    known = list(lines)
    return [
        {**row, "unit": line.unit} for row, line in zip(table.known_rows(known, currency), known, strict=True)
    ]


def chosen(sent: QueryDict, offerings: dict[str, Offering], currency: str) -> list[Offered]:
    """The rows that say what is offered; one without a price takes the listed one. Raises as `lines.chosen` does."""
    rows = [row for row in typed(sent) if row["offering"] or row["description"].strip()]
    return [
        Offered(
            offering=line.offering, description=line.description, quantity=line.quantity, unit=row["unit"][:40],
            unit_price_minor=line.unit_price_minor if row["price"].strip() else None,
            discount_bp=line.discount_bp, tax_bp=line.tax_bp, months=line.months,
            is_pass_through=line.is_pass_through,
        )
        for row, line in zip(rows, table.chosen(sent, offerings, currency), strict=True)
    ]  # fmt: skip


def shown(lines: Iterable[dict[str, Any]], currency: str, reader: Reader) -> list[dict[str, Any]]:
    """Lines of a document as a table shows them."""
    return [_shown(line, currency, reader) for line in lines]


def row_of(line: QuoteLine, language: str) -> dict[str, Any]:
    """A line that is here as a document holds it, with the offering's name for this reader."""
    offering = line.offering
    names = ("description", "quantity", "unit", "unit_price_minor", "list_price_minor", "discount_bp", "tax_bp",
             "months", "is_pass_through", "amount_minor")  # fmt: skip
    return {
        "name": label_of(offering, language) if offering else "",
        **{name: getattr(line, name) for name in names},
    }


def _shown(line: dict[str, Any], currency: str, reader: Reader) -> dict[str, Any]:
    listed, asked = line["list_price_minor"], line["unit_price_minor"]
    return {
        "what": line["description"] or line["name"],
        "offering": line["name"] if line["description"] else "",
        "quantity": line["quantity"],
        "unit": line["unit"],
        "price": reader.money(asked, currency),
        "listed": reader.money(listed, currency) if listed is not None and listed > asked else "",
        "months": line["months"],
        "discount": reader.percent(Fraction(line["discount_bp"], 10_000), 2) if line["discount_bp"] else "",
        "tax": reader.percent(Fraction(line["tax_bp"], 10_000)) if line["tax_bp"] else "",
        "is_pass_through": line["is_pass_through"],
        "amount": reader.money(line["amount_minor"], currency),
    }
