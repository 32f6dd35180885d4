"""Invoices, one row per line, and payments, as accounting programs hand them over."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from saphan.commerce.actions.invoices import DAYS_TO_PAY
from saphan.commerce.billing import BilledLine, invoice_lines
from saphan.commerce.models import Allocation, Invoice, InvoiceLine, Order, Receipt
from saphan.commerce.terms import InvoiceStatus, TaxDocument
from saphan.core.errors import NotAllowed, RuleBroken
from saphan.core.period import start_of_day
from saphan.core.reading import TableRow
from saphan.core.reading.columns import Kind as Cells
from saphan.exchange.kinds import lookups, titles
from saphan.exchange.kinds.base import Importer, ImportField, Outcome, Problem, Values
from saphan.exchange.kinds.names import Names
from saphan.exchange.kinds.order_rows import share_of
from saphan.journal import create_many, now
from saphan.workspace.actor import Actor
from saphan.workspace.days import today_in
from saphan.workspace.queries import known_elsewhere
from saphan.workspace.rights import Right

CLIENT = ImportField("account", titles.CLIENT, Cells.RELATION, relation="account", required=True)  # fmt: skip
CURRENCY = ImportField("currency", titles.CURRENCY, Cells.CURRENCY, longest=3)


@dataclass
class Draft:
    """An invoice on its way: what its first row says, and its lines with their signs."""

    values: Values
    lines: list[tuple[BilledLine, int]] = field(default_factory=list)


class Invoices(Importer):
    KEY = "invoices"
    NOUNS = ("invoice",)
    FIELDS = (
        ImportField("number", ("Invoice", "Invoice number", "Invoice No", "发票号", "账单号", "เลขที่ใบแจ้งหนี้"), required=True, longest=40),
        CLIENT,
        ImportField("issued_on", ("Invoice date", "Date", "Issued on", "开票日期", "วันที่ออก"), Cells.DATE, required=True),
        ImportField("due_on", ("Due date", "Due on", "到期日", "วันครบกำหนด"), Cells.DATE),
        ImportField("order", ("Order", "Order number", "订单号", "เลขที่คำสั่งซื้อ"), Cells.RELATION, relation="order"),
        ImportField("description", ("Description", *titles.LINE_TEXT), longest=200),
        ImportField("offering", titles.OFFERING, Cells.RELATION, relation="offering"),
        ImportField("amount", ("Net amount", "Line total", "Subtotal", "不含税金额", "ยอดก่อนภาษี"), Cells.AMOUNT, required=True),
        ImportField("tax", titles.TAX_RATE, longest=20),
        CURRENCY,
        ImportField("credits", ("Credit of", "Corrects invoice", "冲销发票号", "ลดหนี้ของใบแจ้งหนี้"), longest=40),
        ImportField("tax_number", ("Tax invoice number", "Fapiao number", "税务发票号码", "เลขที่ใบกำกับภาษี"), longest=40),
    )  # fmt: skip

    def load(self) -> None:
        _need(self.actor, Right.RECEIVE)
        self.relations = {
            "account": lookups.accounts(self.actor),
            "order": _orders(self.actor),
            "offering": lookups.offerings(self.actor),
        }
        self.offerings = lookups.offering_records(self.actor)
        self.order_clients = dict(
            Order.objects.filter(workspace_id=self.actor.workspace_id, removed_at=None).values_list(
                "pk", "account_id"
            )
        )
        self.today = today_in(self.actor.workspace, now())
        mine = Invoice.objects.filter(workspace_id=self.actor.workspace_id).exclude(number="")
        self.numbers = set(mine.values_list("number", flat=True))

    def plan(self, rows: list[tuple[TableRow, Values]], outcome: Outcome) -> dict[str, Draft]:
        keys = {values["number"] for _, values in rows}
        mine = Invoice.objects.filter(workspace_id=self.actor.workspace_id)
        known = set(mine.filter(number__in=keys).values_list("number", flat=True))
        drafts: dict[str, Draft] = {}
        for row, values in rows:
            if values["number"] in known:
                outcome.known += 1
                continue
            try:
                self._place(drafts, values)
            except RuleBroken as error:
                outcome.problems.append(Problem(row, error.code, error.field or "", error.values))
            else:
                outcome.created += 1
        return drafts

    def commit(self, plan: dict[str, Draft], outcome: Outcome) -> None:
        zone, lines = self.actor.workspace.zone, list[tuple[InvoiceLine, int]]()
        made = [self._invoice(number, draft) for number, draft in plan.items()]
        rows = [self._rows(draft) for draft in plan.values()]
        for invoice, own in zip(made, rows, strict=True):
            invoice.amount_minor = sum(row.amount_minor for row in own)
            invoice.tax_minor = sum(row.tax_minor for row in own)
        instants = [start_of_day(draft.values["issued_on"], zone) for draft in plan.values()]
        # A credit note may name an invoice of the same file, so the others go in first.
        for is_credit in (False, True):
            chosen = [
                (invoice, at)
                for invoice, at in zip(made, instants, strict=True)
                if bool(plan[invoice.number].values.get("credits")) is is_credit
            ]
            if is_credit:
                self._name_credited([invoice for invoice, _ in chosen], plan)
            create_many([invoice for invoice, _ in chosen], effective_at=[at for _, at in chosen])
        for invoice, own, at in zip(made, rows, instants, strict=True):
            for row in own:
                row.invoice_id = invoice.pk
                lines.append((row, at))
        create_many([row for row, _ in lines], effective_at=[at for _, at in lines])
        outcome.unchanged += outcome.known

    def _place(self, drafts: dict[str, Draft], values: Values) -> None:
        if values["issued_on"] > self.today:
            raise RuleBroken("date.in_future", field="issued_on", on=values["issued_on"])
        if values.get("due_on") and values["due_on"] < values["issued_on"]:
            raise RuleBroken("invoice.due_before", field="due_on", on=values["issued_on"])
        if values.get("order") and self.order_clients.get(values["order"]) != values["account"]:
            raise RuleBroken("invoice.other_client", field="order")
        is_credit = bool(values.get("credits"))
        if is_credit and values["credits"] not in self.numbers:
            raise RuleBroken("relation.unknown", field="credits", text=values["credits"])
        if values["amount"] < 0 and not is_credit:
            raise RuleBroken("amount.negative", field="amount")
        line = BilledLine(
            abs(values["amount"]), values.get("description") or values["number"],
            self.offerings.get(values.get("offering") or 0), tax_bp=share_of(values.get("tax"), "tax"),
        )  # fmt: skip
        invoice_lines([line], self.actor.workspace_id)
        draft = drafts.get(values["number"]) or Draft(values)
        for name in ("account", "issued_on", "currency"):
            if values.get(name) != draft.values.get(name):
                raise RuleBroken("invoice.rows_differ", field=name, text=values["number"])
        self.numbers.add(values["number"])
        drafts.setdefault(values["number"], draft).lines.append((line, -1 if is_credit else 1))

    def _rows(self, draft: Draft) -> list[InvoiceLine]:
        rows = invoice_lines([line for line, _ in draft.lines], self.actor.workspace_id)
        for row, (_, sign) in zip(rows, draft.lines, strict=True):
            row.amount_minor, row.tax_minor = sign * row.amount_minor, sign * row.tax_minor
        return rows

    def _invoice(self, number: str, draft: Draft) -> Invoice:
        values = draft.values
        text = values.get("tax_number") or ""
        return Invoice(
            number=number, account_id=values["account"], order_id=values.get("order"), currency=values["currency"],
            status=InvoiceStatus.ISSUED, issued_on=values["issued_on"], external_id=number, tax_number=text,
            due_on=values.get("due_on") or values["issued_on"] + timedelta(days=DAYS_TO_PAY),
            tax_document=TaxDocument.OTHER if text else TaxDocument.NONE,
        )  # fmt: skip

    def _name_credited(self, notes: list[Invoice], plan: dict[str, Draft]) -> None:
        wanted = {note.number: str(plan[note.number].values["credits"]) for note in notes}
        mine = Invoice.objects.filter(workspace_id=self.actor.workspace_id, number__in=set(wanted.values()))
        found = dict(mine.values_list("number", "pk"))
        for note in notes:
            note.credits_id = found[wanted[note.number]]


class Receipts(Importer):
    KEY = "receipts"
    NOUNS = ("payment", "receipt")
    FIELDS = (
        ImportField("external_id", ("Id", "Payment", "Payment ID", "Receipt", "流水号", "เลขที่รับเงิน"), required=True, longest=80),
        CLIENT,
        ImportField("received_on", ("Date", "Payment date", "Received on", "收款日期", "วันที่รับเงิน"), Cells.DATE, required=True),
        ImportField("amount", ("Amount", "Paid", "金额", "จำนวนเงิน"), Cells.AMOUNT, required=True),
        CURRENCY,
        ImportField("invoice", ("Invoice", "Invoice number", "发票号", "เลขที่ใบแจ้งหนี้"), Cells.RELATION, relation="invoice"),
        ImportField("bank_reference", ("Reference", "Bank reference", "摘要", "เลขอ้างอิง"), longest=80),
    )  # fmt: skip

    def load(self) -> None:
        _need(self.actor, Right.RECEIVE)
        issued = Invoice.objects.filter(
            workspace_id=self.actor.workspace_id, removed_at=None, status=InvoiceStatus.ISSUED, credits=None
        )
        self.invoices = {invoice.pk: invoice for invoice in issued}
        self.left = {pk: invoice.left_minor for pk, invoice in self.invoices.items()}
        names = [(name, pk) for pk, one in self.invoices.items() for name in (one.number, one.code)]
        self.relations = {"account": lookups.accounts(self.actor), "invoice": Names(names)}
        self.today = today_in(self.actor.workspace, now())

    def plan(self, rows: list[tuple[TableRow, Values]], outcome: Outcome) -> list[Values]:
        keys = {values["external_id"] for _, values in rows}
        known = {one.external_id for one in known_elsewhere(Receipt, self.actor.workspace_id, keys)}
        fresh: list[Values] = []
        for row, values in rows:
            if values["external_id"] in known:
                outcome.known += 1
                continue
            try:
                self._check(values)
            except RuleBroken as error:
                outcome.problems.append(Problem(row, error.code, error.field or "", error.values))
            else:
                fresh.append(values)
        outcome.created += len(fresh)
        return fresh

    def commit(self, plan: list[Values], outcome: Outcome) -> None:
        zone = self.actor.workspace.zone
        made = [
            Receipt(
                external_id=values["external_id"], account_id=values["account"], currency=values["currency"],
                received_on=values["received_on"], amount_minor=values["amount"], bank_reference=values.get("bank_reference") or "",
            )
            for values in plan
        ]  # fmt: skip
        instants = [start_of_day(receipt.received_on, zone) for receipt in made]
        create_many(made, effective_at=instants)
        parts = [
            (Allocation(receipt=receipt, invoice_id=values["invoice"], amount_minor=values["amount"]), at)
            for receipt, values, at in zip(made, plan, instants, strict=True)
            if values.get("invoice")
        ]
        create_many([part for part, _ in parts], effective_at=[at for _, at in parts])
        outcome.unchanged += outcome.known

    def _check(self, values: Values) -> None:
        if not self.first_time(values["external_id"]):
            raise RuleBroken("row.repeated", field="external_id", text=values["external_id"])
        if values["amount"] <= 0:
            raise RuleBroken("receipt.not_positive", field="amount")
        if values["received_on"] > self.today:
            raise RuleBroken("date.in_future", field="received_on", on=values["received_on"])
        invoice = self.invoices.get(values.get("invoice") or 0)
        if invoice is None:
            return
        if invoice.account_id != values["account"]:
            raise RuleBroken("receipt.other_client", field="invoice")
        if invoice.currency != values["currency"]:
            raise RuleBroken("receipt.other_currency", field="invoice", currency=invoice.currency)
        if values["amount"] > self.left[invoice.pk]:
            raise RuleBroken("receipt.over_paid", field="invoice", invoice=str(invoice))
        self.left[invoice.pk] -= values["amount"]


def _need(actor: Actor, right: Right) -> None:
    if not actor.may(right):
        raise NotAllowed("action.not_allowed", action=right.value)


def _orders(actor: Actor) -> Names:
    rows = Order.objects.filter(workspace_id=actor.workspace_id, removed_at=None).order_by("pk")
    return Names((name, pk) for pk, *names in rows.values_list("pk", "code", "external_id") for name in names)
