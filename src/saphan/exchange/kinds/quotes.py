"""Quotes, one row per line: rows with the same quote number are one quote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from saphan.clients.models import Account
from saphan.commerce.models import Quote, QuoteLine, QuoteVersion
from saphan.commerce.quote_document import document_of
from saphan.commerce.quote_lines import Offered, add_up, quote_lines
from saphan.commerce.quote_terms import QuoteStatus
from saphan.core.errors import RuleBroken
from saphan.core.period import start_of_day
from saphan.core.reading import TableRow
from saphan.core.reading.columns import Kind as Cells
from saphan.core.text import fold
from saphan.exchange.kinds import lookups, titles
from saphan.exchange.kinds.base import Importer, ImportField, Outcome, Problem, Values
from saphan.exchange.kinds.choices import TONGUES, chosen
from saphan.exchange.kinds.order_rows import YES, share_of
from saphan.journal import create_many, now, save_many
from saphan.pipeline.pricing import price
from saphan.workspace.days import today_in
from saphan.workspace.models import Offering
from saphan.workspace.queries import known_elsewhere
from saphan.workspace.rates import PlanRates
from saphan.workspace.terms import Language

STATES = {
    QuoteStatus.DRAFT: ("draft", "waiting", "approved", "草稿", "ร่าง"),
    QuoteStatus.SENT: ("sent", "open", "已发送", "ส่งแล้ว"),
    QuoteStatus.ACCEPTED: ("accepted", "won", "已接受", "ตอบรับแล้ว"),
    QuoteStatus.DECLINED: ("declined", "lost", "rejected", "已拒绝", "ปฏิเสธ"),
    QuoteStatus.EXPIRED: ("expired", "已过期", "หมดอายุ"),
}
Terms = tuple[object, ...]


@dataclass
class Draft:
    """A quote on its way, with the lines that make it."""

    values: Values
    lines: list[Offered] = field(default_factory=list)


@dataclass
class Plan:
    """Quotes to write, further lines of drafts that are here, by quote."""

    fresh: dict[str, Draft] = field(default_factory=dict)
    further: dict[int, list[Offered]] = field(default_factory=dict)
    known: dict[str, Quote] = field(default_factory=dict)


class Quotes(Importer):
    KEY = "quotes"
    FIELDS = (
        ImportField("external_id", ("Quote", "Quote ID", "Quote number", "Quote No", "Quotation", "报价单号", "เลขที่ใบเสนอราคา"), required=True, longest=80),
        ImportField("account", titles.CLIENT, Cells.RELATION, relation="account", required=True),
        ImportField("name", ("Subject", "Quote name", "Title", "主题", "ชื่อใบเสนอราคา"), longest=200),
        ImportField("owner", titles.OWNER, Cells.RELATION, relation="owner"),
        ImportField("contact", ("Contact name", "联系人", "ผู้ติดต่อ"), Cells.RELATION, relation="person"),
        ImportField("deal", ("Opportunity", "Deal", "商机", "ดีล"), Cells.RELATION, relation="deal"),
        ImportField("language", ("Quote language", "语言", "ภาษา"), Cells.CHOICE),
        ImportField("valid_until", ("Valid until", "Expiration date", "Expires", "有效期至", "ยืนราคาถึง"), Cells.DATE, required=True),
        ImportField("offering", titles.OFFERING, Cells.RELATION, relation="offering"),
        ImportField("description", ("Description", *titles.LINE_TEXT), longest=200),
        ImportField("family", ("Category", "Product family", "系列", "หมวดหมู่"), longest=120),
        ImportField("quantity", titles.QUANTITY, Cells.NUMBER),
        ImportField("unit", ("Unit of Measure", "单位", "หน่วย"), longest=40),
        ImportField("unit_price", titles.UNIT_PRICE, Cells.AMOUNT, required=True),
        ImportField("discount", titles.DISCOUNT, longest=20),
        ImportField("tax", titles.TAX_RATE, longest=20),
        ImportField("months", ("Term in months", "期限（月）", "จำนวนเดือน"), Cells.NUMBER),
        ImportField("pass_through", ("Pass-through", "代付", "ต้นทุนจ่ายแทน"), longest=10),
        ImportField("currency", titles.CURRENCY, Cells.CURRENCY, longest=3),
        ImportField("terms", ("Terms and conditions", "条款", "เงื่อนไข"), longest=20_000),
        ImportField("status", ("Quote status", "报价状态", "สถานะ"), Cells.CHOICE),
        ImportField("sent_on", ("Sent on", "Quote date", "发送日期", "วันที่ส่ง"), Cells.DATE),
        ImportField("decided_on", ("Decided on", "决定日期", "วันที่ตัดสินใจ"), Cells.DATE),
    )  # fmt: skip

    def load(self) -> None:
        self.relations = {
            "account": lookups.accounts(self.actor),
            "owner": lookups.members(self.actor),
            "person": lookups.people(self.actor),
            "deal": lookups.deals(self.actor),
            "offering": lookups.offerings(self.actor),
        }
        mine = Offering.objects.filter(workspace_id=self.actor.workspace_id)
        self.offerings = {offering.pk: offering for offering in mine}
        self.rates = PlanRates(self.actor.workspace)
        self.today = today_in(self.actor.workspace, now())
        # Lines that this session wrote: a line that comes twice in a file is two lines.
        self.written: Counter[tuple[int, Terms]] = Counter()

    def plan(self, rows: list[tuple[TableRow, Values]], outcome: Outcome) -> Plan:
        keys = {values["external_id"] for _, values in rows}
        known = {quote.external_id: quote for quote in known_elsewhere(Quote, self.actor.workspace_id, keys)}
        plan, there = Plan(known=known), self._there(known.values())
        for row, values in rows:
            try:
                self._place(plan, values, self._line(values), there, outcome)
            except RuleBroken as error:
                outcome.problems.append(Problem(row, error.code, error.field or "", error.values))
        return plan

    def commit(self, plan: Plan, outcome: Outcome) -> None:
        accounts = Account.objects.in_bulk({draft.values["account"] for draft in plan.fresh.values()})
        quotes = [self._record(draft, accounts) for draft in plan.fresh.values()]
        lines = [
            quote_lines(quote, draft.lines, self.today)
            for quote, draft in zip(quotes, plan.fresh.values(), strict=True)
        ]
        for quote, rows in zip(quotes, lines, strict=True):
            add_up(quote, rows)
        price(quotes, self.rates)
        create_many(quotes)
        self._write(quotes, lines)
        self._append(plan)
        outcome.unchanged += outcome.known

    def finish(self, rows: Iterable[tuple[TableRow, Values]]) -> None:
        """Quotes that had left the house are frozen when all their lines are in. No order is made of them."""
        wanted = {values["external_id"]: values for _, values in rows if _status(values) != QuoteStatus.DRAFT}
        fresh = [
            quote
            for quote in known_elsewhere(Quote, self.actor.workspace_id, list(wanted))
            if quote.status == QuoteStatus.DRAFT and not quote.turn and quote.priced_by_id is None
        ]
        versions = []
        for quote in fresh:
            values = wanted[quote.external_id]
            quote.status, quote.turn = _status(values), 1
            quote.sent_on, quote.decided_on = values["sent_on"], values.get("decided_on")
            versions.append(
                QuoteVersion(
                    quote=quote, number=quote.edition, status=quote.status, sent_on=quote.sent_on,
                    document=document_of(quote),
                )
            )  # fmt: skip
        zone = self.actor.workspace.zone
        create_many(versions, effective_at=[start_of_day(version.sent_on, zone) for version in versions])
        save_many(fresh, ("status", "turn", "sent_on", "decided_on"))

    def _place(
        self, plan: Plan, values: Values, line: Offered, there: Counter[tuple[int, Terms]], outcome: Outcome
    ) -> None:
        """A line of a new quote, of a draft that is here, or one that is here already."""
        key = values["external_id"]
        quote = plan.known.get(key)
        if quote is None:
            draft = plan.fresh.get(key) or Draft(values)
            _check_same(draft.values, values)
            plan.fresh.setdefault(key, draft).lines.append(line)
        elif there[quote.pk, _terms(line)] > 0:
            there[quote.pk, _terms(line)] -= 1
            outcome.known += 1
            return
        elif quote.status != QuoteStatus.DRAFT:
            raise RuleBroken("quote.not_a_draft", field="external_id")
        else:
            plan.further.setdefault(quote.pk, []).append(line)
        outcome.created += 1

    def _there(self, quotes: Iterable[Quote]) -> Counter[tuple[int, Terms]]:
        """Lines that were in the house before this session, by quote and terms."""
        rows = QuoteLine.objects.filter(quote__in=[quote.pk for quote in quotes], removed_at=None)
        there = Counter((row.quote_id, _terms_of(row)) for row in rows)
        there.subtract({key: count for key, count in self.written.items() if key in there})
        return there

    def _line(self, values: Values) -> Offered:
        offering = self.offerings.get(values.get("offering") or 0)
        line = Offered(
            offering, values.get("description") or ("" if offering else values.get("family") or ""),
            1 if values.get("quantity") is None else values["quantity"], values.get("unit") or "",
            values["unit_price"], share_of(values.get("discount"), "discount"),
            share_of(values.get("tax"), "tax"), values.get("months"),
            fold(values.get("pass_through") or "").strip() in YES, values.get("family") or "",
        )  # fmt: skip
        line.check(self.actor.workspace_id)
        self._check_days(values)
        chosen(values, "language", TONGUES, Language(self.actor.workspace.language))
        return line

    def _check_days(self, values: Values) -> None:
        status = _status(values)
        wanted: list[tuple[str, date | None]] = []
        if status != QuoteStatus.DRAFT:
            wanted.append(("sent_on", values.get("sent_on")))
        if status in (QuoteStatus.ACCEPTED, QuoteStatus.DECLINED):
            wanted.append(("decided_on", values.get("decided_on")))
        for name, day in wanted:
            if day is None:
                raise RuleBroken("field.required", field=name)
            if day > self.today:
                raise RuleBroken("date.in_future", field=name, on=day)
        if len(wanted) > 1 and values["decided_on"] < values["sent_on"]:
            raise RuleBroken("date.before_sent", field="decided_on", on=values["sent_on"])

    def _record(self, draft: Draft, accounts: dict[int, Account]) -> Quote:
        values, account = draft.values, accounts[draft.values["account"]]
        language = chosen(values, "language", TONGUES, Language(self.actor.workspace.language))
        return Quote(
            name=(values.get("name") or account.name)[:200], account=account, owner_id=values.get("owner"),
            contact_id=values.get("contact"), opportunity_id=values.get("deal"), language=language,
            currency=values.get("currency") or self.currency, valid_until=values["valid_until"],
            terms=values.get("terms") or "", external_id=values["external_id"],
        )  # fmt: skip

    def _write(self, quotes: list[Quote], lines: list[list[QuoteLine]]) -> None:
        for quote, rows in zip(quotes, lines, strict=True):
            for row in rows:
                row.quote_id = quote.pk
                self.written[quote.pk, _terms_of(row)] += 1
        create_many([row for rows in lines for row in rows])

    def _append(self, plan: Plan) -> None:
        """A quote whose lines lie in two parts of the file, or that has got more lines since."""
        quotes = [quote for quote in plan.known.values() if quote.pk in plan.further]
        lines = [quote_lines(quote, plan.further[quote.pk], self.today) for quote in quotes]
        self._write(quotes, lines)
        for quote in quotes:
            add_up(quote, list(QuoteLine.objects.filter(quote=quote, removed_at=None)))
        price(quotes, self.rates)
        save_many(quotes, ("amount_minor", "tax_minor", "full_minor"))


def _check_same(first: Values, values: Values) -> None:
    """Rows of one quote agree on whose it is and how it stands. Raises RuleBroken("quote.rows_differ")."""
    for name in ("account", "currency", "language", "valid_until", "status"):
        if values.get(name) != first.get(name):
            raise RuleBroken("quote.rows_differ", field=name, text=first["external_id"])


def _terms(line: Offered) -> Terms:
    offering = line.offering.pk if line.offering else None
    return (offering, line.description.strip(), line.quantity, line.unit_price_minor, line.months,
            line.discount_bp, line.tax_bp, line.is_pass_through)  # fmt: skip


def _terms_of(row: QuoteLine) -> Terms:
    """The same of a line that is here."""
    return (row.offering_id, row.description, row.quantity, row.unit_price_minor, row.months,
            row.discount_bp, row.tax_bp, row.is_pass_through)  # fmt: skip


def _status(values: Values) -> str:
    return chosen(values, "status", STATES, QuoteStatus.DRAFT.value)
