"""What stands in an order, as an action takes it and as the table keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from saphan.commerce.models import Order, OrderLine
from saphan.core.errors import RuleBroken
from saphan.core.orders import LineTerms, check_terms
from saphan.workspace.bulk import made
from saphan.workspace.models import Offering

MOST_LINES = 500


@dataclass(frozen=True)
class Line:
    """One thing agreed; prices in minor units of the document's currency, per month where there are `months`.

    Without an offering it has a description, and a family where one is known.
    """

    offering: Offering | None = None
    description: str = ""
    quantity: int = 1
    unit_price_minor: int = 0
    discount_bp: int = 0
    tax_bp: int = 0
    months: int | None = None
    starts_on: date | None = None
    is_pass_through: bool = False
    family: str = ""

    @property
    def terms(self) -> LineTerms:
        return LineTerms(self.quantity, self.unit_price_minor, self.months, self.discount_bp, self.tax_bp)


def check_lines(lines: Sequence[Line], workspace_id: int) -> None:
    """Raise unless all lines can be agreed in this workspace.

    Raises RuleBroken("lines.missing" | "lines.too_many" | "line.nameless" | "relation.not_found") and what
    `check_terms` raises.
    """
    if not lines:
        raise RuleBroken("lines.missing", field="lines")
    if len(lines) > MOST_LINES:
        raise RuleBroken("lines.too_many", field="lines", most=MOST_LINES)
    for line in lines:
        if line.offering is None and not line.description.strip():
            raise RuleBroken("line.nameless", field="description")
        if line.offering is not None and line.offering.workspace_id != workspace_id:
            raise RuleBroken("relation.not_found", field="offering")
        check_terms(line.terms)


def order_lines(order: Order, lines: Sequence[Line]) -> list[OrderLine]:
    """Rows for these lines, with the families of this moment. Their order is not saved yet."""
    return [
        made(
            OrderLine, offering_id=line.offering.pk if line.offering else None,
            family=line.offering.family if line.offering else line.family.strip(),
            description=line.description.strip(), quantity=line.quantity, unit_price_minor=line.unit_price_minor,
            discount_bp=line.discount_bp, tax_bp=line.tax_bp, months=line.months,
            starts_on=(line.starts_on or order.confirmed_on) if line.months else None,
            is_pass_through=line.is_pass_through, amount_minor=line.terms.net_minor,
            tax_minor=line.terms.tax_minor, position=position,
        )
        for position, line in enumerate(lines, start=1)
    ]  # fmt: skip
