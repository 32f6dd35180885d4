"""Lines of an agreement, edited as one small table and shown as one."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from django.http import QueryDict

from saphan.commerce.lines import Line
from saphan.core.errors import RuleBroken
from saphan.core.format import plain_amount
from saphan.core.money import parse_amount
from saphan.core.reading.shares import read_share
from saphan.web.reader import Reader
from saphan.workspace.models import Offering

NAMES = ("offering", "description", "quantity", "price", "months", "discount", "tax", "pass_through")
EMPTY_ROWS = 3
YES = "yes"


def typed(sent: QueryDict) -> list[dict[str, Any]]:
    """The rows as somebody filled them in."""
    columns = [sent.getlist(name) for name in NAMES]
    return [dict(zip(NAMES, row, strict=True)) for row in zip(*columns, strict=False)]


def empty_rows(how_many: int = EMPTY_ROWS) -> list[dict[str, Any]]:
    return [{**dict.fromkeys(NAMES, ""), "quantity": 1} for _row in range(how_many)]


def known_rows(lines: Iterable[Any], currency: str) -> list[dict[str, Any]]:
    """Lines that are there, as fields show them for editing."""
    return [
        {
            "offering": line.offering.code if line.offering else "",
            "description": getattr(line, "description", ""),
            "quantity": line.quantity,
            "price": plain_amount(line.unit_price_minor, currency),
            "months": getattr(line, "months", None) or "",
            "discount": plain_percent(getattr(line, "discount_bp", 0)),
            "tax": plain_percent(getattr(line, "tax_bp", 0)),
            "pass_through": YES if getattr(line, "is_pass_through", False) else "",
        }
        for line in lines
    ]


def chosen(sent: QueryDict, offerings: dict[str, Offering], currency: str) -> list[Line]:
    """The rows that say what is agreed.

    Raises RuleBroken("line.bad_quantity" | "line.bad_months" | "line.bad_share" | "relation.not_found" |
    "amount.unreadable").
    """
    found = []
    for row in typed(sent):
        if not row["offering"] and not row["description"].strip():
            continue
        if row["offering"] and row["offering"] not in offerings:
            raise RuleBroken("relation.not_found", field="offering")
        found.append(
            Line(
                offering=offerings.get(row["offering"]),
                description=row["description"].strip(),
                quantity=_number(row["quantity"], "line.bad_quantity", "quantity"),
                unit_price_minor=parse_amount(row["price"] or "0", currency).minor,
                months=_number(row["months"], "line.bad_months", "months") if row["months"] else None,
                discount_bp=share_of(row["discount"], "discount"),
                tax_bp=share_of(row["tax"], "tax"),
                is_pass_through=row["pass_through"] == YES,
            )
        )
    return found


def shown(lines: Iterable[Any], currency: str, reader: Reader) -> list[dict[str, Any]]:
    """Lines as a table shows them."""
    return [
        {
            "what": line.description or (line.offering.name if line.offering else line.family),
            "offering": line.offering.name if line.offering and line.description else "",
            "family": line.family,
            "quantity": line.quantity,
            "price": reader.money(line.unit_price_minor, currency),
            "months": line.months,
            "discount": reader.percent(Fraction(line.discount_bp, 10_000)) if line.discount_bp else "",
            "tax": reader.percent(Fraction(line.tax_bp, 10_000)) if line.tax_bp else "",
            "is_pass_through": line.is_pass_through,
            "amount": reader.money(line.amount_minor, currency),
        }
        for line in lines
    ]


def plain_percent(bp: int) -> str:
    """Hundredths of a percent as a field shows them for editing: 7, 12.5."""
    return f"{bp / 100:g}" if bp else ""


def _number(text: Any, code: str, field: str) -> int:
    if not str(text).strip().isdecimal() or len(str(text).strip()) > 9:
        raise RuleBroken(code, field=field, text=text)
    return int(str(text).strip())


def share_of(text: str, field: str) -> int:
    """Hundredths of a percent of what was typed; empty is none. Raises RuleBroken("line.bad_share")."""
    return read_share(text, field) if text.strip() else 0
