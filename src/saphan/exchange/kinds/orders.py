"""Orders, one row per line: rows with the same order number are one order.

A row of an order that is here is a line that stands there as it is; else it changes the line of the same product and
description; else it is a further line (docs/decisions/0100-an-imported-line-is-known-by-what-it-sells.md).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from saphan.commerce.lines import Line, check_lines, order_lines
from saphan.commerce.models import Order, OrderLine
from saphan.commerce.terms import OrderStatus
from saphan.core.errors import RuleBroken
from saphan.core.period import start_of_day
from saphan.core.reading import TableRow
from saphan.core.reading.columns import Kind as Cells
from saphan.exchange.kinds import lookups, titles
from saphan.exchange.kinds.base import Importer, ImportField, Outcome, Problem, Values
from saphan.exchange.kinds.order_rows import (
    Terms,
    check_same,
    line_of,
    sold,
    sold_of,
    status_in,
    terms,
    terms_of,
)
from saphan.exchange.terms import Existing
from saphan.journal import create_many, now, save_many
from saphan.journal.recorder import History, create_with_history
from saphan.pipeline.pricing import price
from saphan.workspace.bulk import made
from saphan.workspace.days import today_in
from saphan.workspace.models import Offering
from saphan.workspace.queries import known_elsewhere
from saphan.workspace.rates import PlanRates

AGREED = (
    "quantity", "unit_price_minor", "discount_bp", "tax_bp", "months", "starts_on", "is_pass_through", "amount_minor",
    "tax_minor",
)  # fmt: skip
Read = tuple[TableRow, Values, Line]
There = dict[int, list[OrderLine]]


@dataclass
class Draft:
    """An order on its way, with the rows that make it."""

    values: Values
    rows: list[tuple[TableRow, Line]] = field(default_factory=list)


@dataclass
class Plan:
    """Orders to confirm; further lines of orders that are here, by order; lines that are agreed anew."""

    fresh: dict[str, Draft] = field(default_factory=dict)
    further: dict[int, list[Line]] = field(default_factory=dict)
    anew: list[tuple[Order, OrderLine, Line]] = field(default_factory=list)
    known: dict[str, Order] = field(default_factory=dict)


class Orders(Importer):
    KEY = "orders"
    NOUNS = ("order", "sale", "sales order")
    FIELDS = (
        ImportField("external_id", ("Order", "Order ID", "Order number", "Order No", "Order ref", "SO number", "Invoice number", "Invoice No", "Transaction ID", "订单号", "订单编号", "单号", "เลขที่คำสั่งซื้อ"), required=True, longest=80),
        ImportField("account", titles.CLIENT, Cells.RELATION, relation="account", required=True),
        ImportField("confirmed_on", ("Order date", "Date", "Confirmed on", "Sale date", "Invoice date", "Transaction date", "订单日期", "下单日期", "日期", "วันที่สั่งซื้อ", "วันที่"), Cells.DATE, required=True),
        ImportField("name", ("Subject", "Order name", "Title", "主题", "ชื่อคำสั่งซื้อ"), longest=200),
        ImportField("owner", titles.OWNER, Cells.RELATION, relation="owner"),
        ImportField("deal", ("Opportunity", "Deal", "商机", "ดีล"), Cells.RELATION, relation="deal"),
        ImportField("offering", titles.OFFERING, Cells.RELATION, relation="offering"),
        ImportField("description", ("Description", *titles.LINE_TEXT), longest=200),
        ImportField("family", ("Category", "Product family", "系列", "หมวดหมู่"), longest=120),
        ImportField("quantity", titles.QUANTITY, Cells.NUMBER),
        ImportField("unit_price", titles.UNIT_PRICE, Cells.AMOUNT),
        ImportField("amount", ("Line total", "Subtotal", "Net amount", "Sales", "Sales amount", "Net sales", "Revenue", "Total", "Total amount", "Total price", "金额", "销售额", "总额", "ยอดรวม", "ยอดขาย"), Cells.AMOUNT),
        ImportField("discount", titles.DISCOUNT, longest=20),
        ImportField("tax", titles.TAX_RATE, longest=20),
        ImportField("months", ("Term in months", "期限（月）", "จำนวนเดือน"), Cells.NUMBER),
        ImportField("starts_on", ("Start date", "开始日期", "วันที่เริ่ม"), Cells.DATE),
        ImportField("pass_through", ("Pass-through", "代付", "ต้นทุนจ่ายแทน"), longest=10),
        ImportField("currency", titles.CURRENCY, Cells.CURRENCY, longest=3),
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
        read = [each for row in rows if (each := self._with_line(*row, outcome))]
        # Lines that stand as they are come first, so that a changed one is never taken for its neighbour.
        for row, values, line in [each for each in read if not self._stands(plan, each, there, outcome)]:
            try:
                self._place(plan, row, values, line, there, outcome)
            except RuleBroken as error:
                outcome.problems.append(Problem(row, error.code, error.field or "", error.values))
        return plan

    def _with_line(self, row: TableRow, values: Values, outcome: Outcome) -> Read | None:
        try:
            return row, values, self._line(values)
        except RuleBroken as error:
            outcome.problems.append(Problem(row, error.code, error.field or "", error.values))
            return None

    def _stands(self, plan: Plan, read: Read, there: There, outcome: Outcome) -> bool:
        """Whether the row is a line that is here already."""
        _row, values, line = read
        order = plan.known.get(values["external_id"])
        lines = [] if order is None else there[order.pk]
        same = next((old for old in lines if terms_of(old) == terms(line)), None)
        if same is None:
            return False
        lines.remove(same)
        outcome.known += 1
        return True

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
        self._agree_anew(plan)
        self._append(plan)
        outcome.unchanged += outcome.known

    def _place(
        self, plan: Plan, row: TableRow, values: Values, line: Line, there: There, outcome: Outcome
    ) -> None:
        """A line of a new order, one that is agreed anew, or a further one of an order that is here."""
        key = values["external_id"]
        order = plan.known.get(key)
        if order is None:
            draft = plan.fresh.get(key) or Draft(values)
            check_same(draft.values, values)
            plan.fresh.setdefault(key, draft).rows.append((row, line))
        elif old := next((each for each in there[order.pk] if sold_of(each) == sold(line)), None):
            there[order.pk].remove(old)
            if self.mapping.existing == Existing.SKIP:
                outcome.known += 1
            else:
                plan.anew.append((order, old, line))
                outcome.updated += 1
            return
        else:
            plan.further.setdefault(order.pk, []).append(line)
        outcome.created += 1
        for relation in ("owner", "offering"):
            if values.get(relation) is None:
                outcome.flag(f"without_{relation}")

    def _there(self, orders: Iterable[Order]) -> There:
        """Lines that were in the house before this session, by order."""
        found: There = defaultdict(list)
        written = self.written.copy()
        rows = OrderLine.objects.filter(order__in=[order.pk for order in orders], removed_at=None)
        for line in rows.order_by("-pk"):
            key = (line.order_id, terms_of(line))
            if written[key]:
                written[key] -= 1
            else:
                found[line.order_id].insert(0, line)
        return found

    def _line(self, values: Values) -> Line:
        line = line_of(values, self.offerings.get(values.get("offering") or 0))
        check_lines([line], self.actor.workspace_id)
        if values["confirmed_on"] > self.today:
            raise RuleBroken("date.in_future", field="confirmed_on", on=values["confirmed_on"])
        cancelled = values.get("cancelled_on")
        if (
            status_in(values) == OrderStatus.CANCELLED
            and cancelled is not None
            and cancelled < values["confirmed_on"]
        ):
            raise RuleBroken("date.before_opened", field="cancelled_on", on=values["confirmed_on"])
        return line

    def _record(self, draft: Draft) -> Order:
        values, status = draft.values, status_in(draft.values)
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
                self.written[order.pk, terms_of(row)] += 1
        create_many([row for rows in lines for row in rows], effective_at=instants)

    def _agree_anew(self, plan: Plan) -> None:
        """Lines that the file has with other terms: they hold from now on, and the ledger follows."""
        for order, old, line in plan.anew:
            fresh = order_lines(order, [line])[0]
            order.amount_minor += fresh.amount_minor - old.amount_minor
            order.tax_minor += fresh.tax_minor - old.tax_minor
            for name in AGREED:
                setattr(old, name, getattr(fresh, name))
            self.written[order.pk, terms_of(old)] += 1
        save_many([old for _order, old, _line in plan.anew], AGREED)
        orders = {order.pk: order for order, _old, _line in plan.anew}
        price(list(orders.values()), self.rates)
        save_many(orders.values(), ("amount_minor", "tax_minor"))

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
