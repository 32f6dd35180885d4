"""Orders, one row per line: rows with the same order number are one order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from saphan.commerce.lines import Line, check_lines, order_lines
from saphan.commerce.models import Order, OrderLine
from saphan.commerce.terms import OrderStatus
from saphan.core.errors import RuleBroken
from saphan.core.money import round_half_even
from saphan.core.orders import LineTerms
from saphan.core.period import start_of_day
from saphan.core.reading import TableRow
from saphan.core.reading.columns import Kind as Cells
from saphan.core.text import fold
from saphan.exchange.kinds import lookups
from saphan.exchange.kinds.base import Importer, ImportField, Outcome, Problem, Values
from saphan.journal import create_many, now, save_many
from saphan.journal.recorder import History, create_with_history
from saphan.pipeline.pricing import price
from saphan.workspace.bulk import made
from saphan.workspace.days import today_in
from saphan.workspace.models import Offering
from saphan.workspace.queries import known_elsewhere
from saphan.workspace.rates import PlanRates

CANCELLED = ("cancelled", "canceled", "void", "已取消", "取消", "ยกเลิก", "ยกเลิกแล้ว")
CONFIRMED = ("confirmed", "open", "completed", "sale", "已确认", "完成", "ยืนยันแล้ว")
YES = ("1", "true", "yes", "y", "是", "ใช่")
_SHARE = re.compile(r"(\d+(?:\.\d+)?)\s*(%|％)?")
Terms = tuple[object, ...]


@dataclass
class Draft:
    """An order on its way, with the rows that make it."""

    values: Values
    rows: list[tuple[TableRow, Line]] = field(default_factory=list)


@dataclass
class Plan:
    """Orders to confirm, further lines of orders that are here, by order."""

    fresh: dict[str, Draft] = field(default_factory=dict)
    further: dict[int, list[Line]] = field(default_factory=dict)
    known: dict[str, Order] = field(default_factory=dict)


class Orders(Importer):
    KEY = "orders"
    NOUNS = ("order", "sale", "sales order")
    FIELDS = (
        ImportField("external_id", ("Order", "Order ID", "Order number", "Order No", "SO number", "订单号", "เลขที่คำสั่งซื้อ"), required=True, longest=80),
        ImportField("account", ("Customer", "Client", "Company", "Account Name", "客户", "客户名称", "ลูกค้า", "บริษัท"), Cells.RELATION, relation="account", required=True),
        ImportField("confirmed_on", ("Order date", "Date", "Confirmed on", "订单日期", "下单日期", "วันที่สั่งซื้อ"), Cells.DATE, required=True),
        ImportField("name", ("Subject", "Order name", "Title", "主题", "ชื่อคำสั่งซื้อ"), longest=200),
        ImportField("owner", ("Salesperson", "Sales agent", "Employee", "AE", "负责人", "销售", "ผู้รับผิดชอบ", "พนักงานขาย"), Cells.RELATION, relation="owner"),
        ImportField("deal", ("Opportunity", "Deal", "商机", "ดีล"), Cells.RELATION, relation="deal"),
        ImportField("offering", ("Product", "Service", "Product or service", "产品", "产品与服务", "สินค้า"), Cells.RELATION, relation="offering"),
        ImportField("description", ("Line description", "Item", "说明", "รายละเอียด"), longest=200),
        ImportField("family", ("Category", "Product family", "系列", "หมวดหมู่"), longest=120),
        ImportField("quantity", ("Qty", "数量", "จำนวน"), Cells.NUMBER),
        ImportField("unit_price", ("Unit price", "Price", "单价", "ราคาต่อหน่วย"), Cells.AMOUNT),
        ImportField("amount", ("Line total", "Subtotal", "Net amount", "金额", "ยอดรวม"), Cells.AMOUNT),
        ImportField("discount", ("Discount %", "折扣", "ส่วนลด"), longest=20),
        ImportField("tax", ("Tax rate", "VAT", "税率", "ภาษี"), longest=20),
        ImportField("months", ("Term in months", "期限（月）", "จำนวนเดือน"), Cells.NUMBER),
        ImportField("starts_on", ("Start date", "开始日期", "วันที่เริ่ม"), Cells.DATE),
        ImportField("pass_through", ("Pass-through", "代付", "ต้นทุนจ่ายแทน"), longest=10),
        ImportField("currency", ("Currency code", "币种", "สกุลเงิน"), Cells.CURRENCY, longest=3),
        ImportField("reference", ("PO number", "Customer reference", "采购单号", "เลขที่ใบสั่งซื้อลูกค้า"), longest=80),
        ImportField("status", ("Order status", "订单状态", "สถานะ"), Cells.CHOICE),
        ImportField("cancelled_on", ("Cancelled on", "取消日期", "วันที่ยกเลิก"), Cells.DATE),
    )  # fmt: skip

    def load(self) -> None:
        self.relations = {
            "account": lookups.accounts(self.actor),
            "owner": lookups.members(self.actor),
            "deal": lookups.won_deals(self.actor),
            "offering": lookups.offerings(self.actor),
        }
        mine = Offering.objects.filter(workspace_id=self.actor.workspace_id)
        self.offerings = {offering.pk: offering for offering in mine}
        self.account_names = lookups.account_names(self.actor)
        self.rates = PlanRates(self.actor.workspace)
        self.zone = self.actor.workspace.zone
        self.today = today_in(self.actor.workspace, now())
        # Lines that this session wrote: a line that comes twice in a file is two lines.
        self.written: Counter[tuple[int, Terms]] = Counter()

    def plan(self, rows: list[tuple[TableRow, Values]], outcome: Outcome) -> Plan:
        keys = {values["external_id"] for _, values in rows}
        known = {order.external_id: order for order in known_elsewhere(Order, self.actor.workspace_id, keys)}
        plan, there = Plan(known=known), self._there(known.values())
        for row, values in rows:
            try:
                line = self._line(values)
                self._place(plan, row, values, line, there, outcome)
            except RuleBroken as error:
                outcome.problems.append(Problem(row, error.code, error.field or "", error.values))
        return plan

    def commit(self, plan: Plan, outcome: Outcome) -> None:
        records = [self._record(draft) for draft in plan.fresh.values()]
        lines = [
            order_lines(order, [line for _, line in draft.rows])
            for order, draft in zip(records, plan.fresh.values(), strict=True)
        ]
        for order, rows in zip(records, lines, strict=True):
            self._add_up(order, rows)
        create_with_history(records, [self._history(order) for order in records])
        self._write(records, lines)
        self._append(plan)
        outcome.unchanged += outcome.known

    def _place(
        self, plan: Plan, row: TableRow, values: Values, line: Line, there: Counter[tuple[int, Terms]],
        outcome: Outcome,
    ) -> None:  # fmt: skip
        """A line of a new order, of one that is here, or one that is here already."""
        key = values["external_id"]
        order = plan.known.get(key)
        if order is None:
            draft = plan.fresh.get(key) or Draft(values)
            _check_same(draft.values, values)
            plan.fresh.setdefault(key, draft).rows.append((row, line))
        elif there[order.pk, _terms(line)] > 0:
            there[order.pk, _terms(line)] -= 1
            outcome.known += 1
            return
        else:
            plan.further.setdefault(order.pk, []).append(line)
        outcome.created += 1
        for relation in ("owner", "offering"):
            if values.get(relation) is None:
                outcome.flag(f"without_{relation}")

    def _there(self, orders: Iterable[Order]) -> Counter[tuple[int, Terms]]:
        """Lines that were in the house before this session, by order and terms."""
        rows = OrderLine.objects.filter(order__in=[order.pk for order in orders], removed_at=None)
        there = Counter((row.order_id, _terms_of(row)) for row in rows)
        there.subtract({key: count for key, count in self.written.items() if key in there})
        return there

    def _line(self, values: Values) -> Line:
        quantity = 1 if values.get("quantity") is None else values["quantity"]
        unit_price, amount = values.get("unit_price"), values.get("amount")
        if unit_price is None and amount is None:
            raise RuleBroken("field.required", field="unit_price")
        offering = self.offerings.get(values.get("offering") or 0)
        line = Line(
            offering, values.get("description") or ("" if offering else values.get("family") or ""),
            quantity if unit_price is not None else 1, int(amount or 0) if unit_price is None else unit_price,
            share_of(values.get("discount"), "discount") if unit_price is not None else 0,
            share_of(values.get("tax"), "tax"), values.get("months"), values.get("starts_on"),
            fold(values.get("pass_through") or "").strip() in YES, values.get("family") or "",
        )  # fmt: skip
        check_lines([line], self.actor.workspace_id)
        if values["confirmed_on"] > self.today:
            raise RuleBroken("date.in_future", field="confirmed_on", on=values["confirmed_on"])
        cancelled = values.get("cancelled_on")
        if (
            _status(values) == OrderStatus.CANCELLED
            and cancelled is not None
            and cancelled < values["confirmed_on"]
        ):
            raise RuleBroken("date.before_opened", field="cancelled_on", on=values["confirmed_on"])
        return line

    def _record(self, draft: Draft) -> Order:
        values, status = draft.values, _status(draft.values)
        name = values.get("name") or self.account_names.get(values["account"], "") or values["external_id"]
        cancelled = values.get("cancelled_on") or values["confirmed_on"]
        return made(
            Order, name=name[:200], account_id=values["account"], owner_id=values.get("owner"),
            opportunity_id=values.get("deal"), currency=values["currency"],
            confirmed_on=values["confirmed_on"], reference=values.get("reference") or "", status=status,
            cancelled_on=cancelled if status == OrderStatus.CANCELLED else None,
            external_id=values["external_id"],
        )  # fmt: skip

    def _history(self, order: Order) -> History:
        """Confirmed on its day, and cancelled on the other; recorded now."""
        born_at = start_of_day(order.confirmed_on, self.zone)
        if order.cancelled_on is None:
            return [(born_at, {})]
        begun: dict[str, Any] = {"status": OrderStatus.CONFIRMED.value, "cancelled_on": None}
        ended = {"status": order.status, "cancelled_on": order.cancelled_on}
        return [(born_at, begun), (start_of_day(order.cancelled_on, self.zone), ended)]

    def _write(self, orders: list[Order], lines: list[list[OrderLine]]) -> None:
        instants = []
        for order, rows in zip(orders, lines, strict=True):
            for row in rows:
                row.order_id = order.pk
                instants.append(start_of_day(order.confirmed_on, self.zone))
                self.written[order.pk, _terms_of(row)] += 1
        create_many([row for rows in lines for row in rows], effective_at=instants)

    def _append(self, plan: Plan) -> None:
        """An order whose lines lie in two parts of the file, or that has got more lines since."""
        orders = [order for order in plan.known.values() if order.pk in plan.further]
        lines = [order_lines(order, plan.further[order.pk]) for order in orders]
        for order, rows in zip(orders, lines, strict=True):
            self._add_up(order, rows)
        self._write(orders, lines)
        save_many(orders, ("amount_minor", "tax_minor"))

    def _add_up(self, order: Order, rows: list[OrderLine]) -> None:
        order.amount_minor += sum(row.amount_minor for row in rows)
        order.tax_minor += sum(row.tax_minor for row in rows)
        price([order], self.rates)


def _check_same(first: Values, values: Values) -> None:
    """Rows of one order agree on who ordered and when. Raises RuleBroken("order.rows_differ")."""
    for name in ("account", "confirmed_on", "currency"):
        if values.get(name) != first.get(name):
            raise RuleBroken("order.rows_differ", field=name, text=first["external_id"])


def _terms(line: Line) -> Terms:
    offering = line.offering.pk if line.offering else None
    return (offering, line.description.strip(), line.terms, line.is_pass_through)


def _terms_of(row: OrderLine) -> Terms:
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


def _status(values: Values) -> str:
    """The status that a text names in any language. Raises RuleBroken("field.not_a_choice")."""
    plain = fold(values.get("status") or "").strip()
    if plain in CANCELLED or (not plain and values.get("cancelled_on")):
        return OrderStatus.CANCELLED.value
    if not plain or plain in CONFIRMED:
        return OrderStatus.CONFIRMED.value
    raise RuleBroken("field.not_a_choice", field="status", text=values["status"])
