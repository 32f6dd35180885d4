"""What the rows of an order say: its terms, by what a line is known, shares and the status in any language."""

from __future__ import annotations

import re
from fractions import Fraction

from saphan.commerce.lines import Line
from saphan.commerce.models import OrderLine
from saphan.commerce.terms import OrderStatus
from saphan.core.errors import RuleBroken
from saphan.core.money import round_half_even
from saphan.core.orders import LineTerms
from saphan.core.text import fold
from saphan.exchange.kinds.base import Values
from saphan.workspace.models import Offering

CANCELLED = ("cancelled", "canceled", "void", "已取消", "取消", "ยกเลิก", "ยกเลิกแล้ว")
CONFIRMED = (
    "confirmed", "open", "completed", "complete", "sale", "shipped", "delivered", "fulfilled", "in process", "processing",
    "resolved", "paid", "invoiced", "closed", "done", "已确认", "已发货", "已付款", "已完成", "完成", "ยืนยันแล้ว", "จัดส่งแล้ว",
    "ชำระแล้ว", "เสร็จสิ้น",
)  # fmt: skip
YES = ("1", "true", "yes", "y", "是", "ใช่")
_SHARE = re.compile(r"(\d+(?:\.\d+)?)\s*(%|％)?")
Terms = tuple[object, ...]


def check_same(first: Values, values: Values) -> None:
    """Rows of one order agree on who ordered and when. Raises RuleBroken("order.rows_differ")."""
    for name in ("account", "confirmed_on", "currency"):
        if values.get(name) != first.get(name):
            raise RuleBroken("order.rows_differ", field=name, text=first["external_id"])


def line_of(values: Values, offering: Offering | None) -> Line:
    """The line of a row: quantity and price, or its total alone.

    Where both stand, they have to agree but for the rounding of the last unit. Raises
    RuleBroken("field.required" | "line.total_differs" | "line.bad_share").
    """
    price, amount = values.get("unit_price"), values.get("amount")
    if price is None and amount is None:
        raise RuleBroken("field.required", field="unit_price")
    quantity = 1 if values.get("quantity") is None else values["quantity"]
    line = Line(
        offering, values.get("description") or ("" if offering else values.get("family") or ""),
        1 if price is None else quantity, (amount or 0) if price is None else price,
        0 if price is None else share_of(values.get("discount"), "discount"),
        share_of(values.get("tax"), "tax"), values.get("months"), values.get("starts_on"),
        fold(values.get("pass_through") or "").strip() in YES, values.get("family") or "",
    )  # fmt: skip
    if price is not None and amount is not None and abs(line.terms.net_minor - amount) > 1:
        raise RuleBroken("line.total_differs", field="amount")
    return line


def terms(line: Line) -> Terms:
    offering = line.offering.pk if line.offering else None
    return (offering, line.description.strip(), line.terms, line.is_pass_through)


def sold(line: Line) -> Terms:
    """What a line of an order is known by: the product and its description."""
    return (line.offering.pk if line.offering else None, fold(line.description).strip())


def sold_of(row: OrderLine) -> Terms:
    return (row.offering_id, fold(row.description).strip())


def terms_of(row: OrderLine) -> Terms:
    """The same of a line that is here."""
    terms = LineTerms(row.quantity, row.unit_price_minor, row.months, row.discount_bp, row.tax_bp)
    return (row.offering_id, row.description, terms, row.is_pass_through)


def share_of(text: str | None, name: str) -> int:
    """Hundredths of a percent of "15 %", "15" or "0.15". Raises RuleBroken("line.bad_share")."""
    if not text:
        return 0
    found = _SHARE.fullmatch(text.strip())
    if found is None:
        raise RuleBroken("line.bad_share", field=name, text=text)
    number = Fraction(found[1])
    is_part = found[2] is None and number < 1 and "." in found[1]
    scaled = number * (10_000 if is_part else 100)
    return round_half_even(scaled.numerator, scaled.denominator)


def status_in(values: Values) -> str:
    """The status that a text names in any language. Raises RuleBroken("field.not_a_choice")."""
    plain = fold(values.get("status") or "").strip()
    if plain in CANCELLED or (not plain and values.get("cancelled_on")):
        return OrderStatus.CANCELLED.value
    if not plain or plain in CONFIRMED:
        return OrderStatus.CONFIRMED.value
    raise RuleBroken("field.not_a_choice", field="status", text=values["status"])
