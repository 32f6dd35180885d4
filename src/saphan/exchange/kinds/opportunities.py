"""Opportunities with their stage, dates and amounts, and the history that these imply."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from saphan.core.errors import RuleBroken
from saphan.core.period import start_of_day
from saphan.core.reading import TableRow
from saphan.core.reading.columns import Kind as Cells
from saphan.core.text import fold
from saphan.exchange.kinds import lookups, titles
from saphan.exchange.kinds.base import Importer, ImportField, Outcome, Problem, Values
from saphan.exchange.terms import Existing
from saphan.journal import create_many, now, save_many
from saphan.journal.recorder import History, create_with_history
from saphan.pipeline.models import Opportunity, OpportunityLine, Stage
from saphan.pipeline.pricing import price
from saphan.pipeline.terms import OpportunityStatus, OpportunityType
from saphan.workspace.bulk import made
from saphan.workspace.days import today_in
from saphan.workspace.queries import known_elsewhere
from saphan.workspace.rates import PlanRates

OUTCOMES = {
    OpportunityStatus.WON: ("won", "closed won", "赢单", "已赢单", "成交", "ปิดการขายได้", "ชนะ"),
    OpportunityStatus.LOST: ("lost", "closed lost", "丢单", "输单", "ปิดการขายไม่ได้", "แพ้"),
    OpportunityStatus.NO_DECISION: ("no decision", "abandoned", "无决策", "ไม่มีการตัดสินใจ"),
}
TYPES = {
    OpportunityType.NEW: ("new", "new business", "new customer", "新业务", "ธุรกิจใหม่"),
    OpportunityType.CROSS_SELL: ("cross_sell", "cross-sell", "交叉销售", "การขายต่อเนื่อง"),
    OpportunityType.UP_SELL: ("up_sell", "up-sell", "upsell", "existing business", "增购", "การขายเพิ่ม"),
    OpportunityType.RENEWAL: ("renewal", "续约", "การต่อสัญญา"),
}
# What an import may change about an opportunity that is already here.
UPDATED = ("name", "account_id", "owner_id", "amount_minor", "currency", "type", "source", "need")


@dataclass
class Deal:
    """A row on its way to becoming an opportunity."""

    row: TableRow
    values: Values
    stage: Stage
    status: str


@dataclass
class Plan:
    """Rows to create, rows whose deal is here, and those deals by their key."""

    fresh: list[Deal]
    again: list[Deal]
    known: dict[str, Opportunity]


class Opportunities(Importer):
    KEY = "opportunities"
    NOUNS = ("deal", "opportunity")
    FIELDS = (
        ImportField("external_id", ("Id", "Record ID", "Opportunity ID", "External ID", "编号", "รหัส"), longest=80),
        ImportField(
            "name",
            ("Opportunity Name", "Deal Name", "Deal", "Opportunity", "Title", "Topic", "商机名称", "商机", "项目名称", "ชื่อดีล", "โอกาสการขาย", "ชื่อโครงการ"),
            longest=200,
        ),
        ImportField(
            "account",
            titles.CLIENT,
            Cells.RELATION, relation="account",
        ),
        ImportField(
            "owner",
            titles.OWNER,
            Cells.RELATION, relation="owner",
        ),
        ImportField(
            "offering", titles.OFFERING,
            Cells.RELATION, relation="offering",
        ),
        ImportField("stage", ("StageName", "Deal Stage", "Sales stage", "Pipeline stage", "Status", "阶段", "销售阶段", "ขั้นตอน", "สถานะ"), Cells.CHOICE, required=True),
        ImportField(
            "created_on",
            ("Created Date", "Create Date", "Created", "Created on", "Engage date", "Start date", "Open date", "创建日期", "创建时间", "วันที่สร้าง", "วันที่เริ่ม"), Cells.DATE,
        ),
        ImportField(
            "close_date", ("Close Date", "Closed on", "Closed", "Actual close date", "成交日期", "关闭日期", "วันที่ปิด"), Cells.DATE
        ),
        ImportField(
            "expected_close_on", ("Expected close date", "Expected close", "Expected closing", "Estimated close date", "预计成交日", "预计成交日期", "วันที่คาดว่าจะปิด", "คาดว่าจะปิด"), Cells.DATE
        ),
        ImportField(
            "amount", ("Amount", "Close value", "Value", "Deal value", "Deal amount", "Deal size", "Estimated value", "Revenue", "金额", "预计金额", "มูลค่า", "ยอดขาย"), Cells.AMOUNT
        ),
        ImportField("currency", titles.CURRENCY, Cells.CURRENCY, longest=3),
        ImportField("type", ("Deal type", "Opportunity type", "类型", "ประเภท"), Cells.CHOICE),
        ImportField("source", ("LeadSource", "Lead source", "来源", "ที่มา"), longest=120),
        ImportField("need", ("Description", "Need", "需求", "ความต้องการ")),
    )  # fmt: skip

    def load(self) -> None:
        self.relations = {
            "account": lookups.accounts(self.actor),
            "owner": lookups.members(self.actor),
            "offering": lookups.offerings(self.actor),
        }
        self.stages = lookups.stages(self.actor, self.mapping.pipeline, self.mapping.stages)
        self.by_stage_name = {
            fold(name): stage for stage in self.stages for name in (stage.name, *stage.names.values())
        }
        self.rates = PlanRates(self.actor.workspace)
        self.zone = self.actor.workspace.zone
        self.today = today_in(self.actor.workspace, now())
        self.offering_names = {pk: name for name, pk in lookups.offering_names(self.actor)}
        self.account_names = lookups.account_names(self.actor)

    def plan(self, rows: list[tuple[TableRow, Values]], outcome: Outcome) -> Plan:
        deals = [deal for row, values in rows if (deal := self._deal(row, values, outcome))]
        known = self._known(deals)
        again = [deal for deal in deals if deal.values.get("external_id") in known]
        fresh = [
            deal
            for deal in deals
            if deal.values.get("external_id") not in known and self._is_new(deal, outcome)
        ]
        outcome.created += len(fresh)
        outcome.known += len(again)
        for deal in fresh:
            for relation in ("account", "owner"):
                if deal.values.get(relation) is None:
                    outcome.flag(f"without_{relation}")
        return Plan(fresh, again, known)

    def commit(self, plan: Plan, outcome: Outcome) -> None:
        self._create(plan.fresh)
        self._update(plan.again, plan.known, outcome)

    def _deal(self, row: TableRow, values: Values, outcome: Outcome) -> Deal | None:
        try:
            status, stage = self._standing(values["stage"])
            self._check_dates(values, status)
        except RuleBroken as error:
            outcome.problems.append(Problem(row, error.code, error.field or "", error.values))
            return None
        return Deal(row, values, stage, status)

    def _standing(self, text: str) -> tuple[str, Stage]:
        """Status and stage from what the file calls a stage. Raises RuleBroken("stage.unknown")."""
        plain = fold(text).strip()
        for status, words in OUTCOMES.items():
            if plain == status or plain in words:
                return status, self.stages[-1]
        stage = self.by_stage_name.get(plain)
        if stage is None:
            raise RuleBroken("stage.unknown", field="stage", text=text)
        return OpportunityStatus.OPEN, stage

    def _check_dates(self, values: Values, status: str) -> None:
        created, closed = values.get("created_on"), values.get("close_date")
        if status == OpportunityStatus.OPEN:
            return
        if closed is None:
            raise RuleBroken("date.close_missing", field="close_date")
        if created is not None and closed < created:
            raise RuleBroken("date.before_opened", field="close_date", on=created)
        if closed > self.today:
            raise RuleBroken("date.in_future", field="close_date", on=closed)

    def _known(self, deals: list[Deal]) -> dict[str, Opportunity]:
        keys = {key for deal in deals if (key := deal.values.get("external_id"))}
        return {
            deal.external_id: deal for deal in known_elsewhere(Opportunity, self.actor.workspace_id, keys)
        }

    def _is_new(self, deal: Deal, outcome: Outcome) -> bool:
        """A second row with one key is a problem of the file, not an update."""
        key = deal.values.get("external_id") or ""
        if self.first_time(key):
            return True
        outcome.problems.append(Problem(deal.row, "row.repeated", "external_id", {"text": key}))
        return False

    def _create(self, deals: list[Deal]) -> None:
        records = [self._record(deal) for deal in deals]
        price(records, self.rates)
        create_with_history(
            records, [self._history(deal, record) for deal, record in zip(deals, records, strict=True)]
        )
        self._lines(deals, records)

    def _record(self, deal: Deal) -> Opportunity:
        values, moment = deal.values, now()
        is_open = deal.status == OpportunityStatus.OPEN
        opened_at = start_of_day(values["created_on"], self.zone) if values.get("created_on") else None
        closed_on = None if is_open else values["close_date"]
        expected = values.get("expected_close_on") or (values.get("close_date") if is_open else None)
        return made(
            Opportunity, name=self._name(values), account_id=values.get("account"), owner_id=values.get("owner"),
            pipeline_id=deal.stage.pipeline_id, stage_id=deal.stage.pk, status=deal.status,
            type=_choice(TYPES, values.get("type"), OpportunityType.NEW), currency=values["currency"],
            amount_minor=values.get("amount"), expected_close_on=expected, closed_on=closed_on,
            stage_since=opened_at if opened_at is not None else moment,
            qualified_on=self._qualified_on(deal), source=values.get("source") or "", need=values.get("need") or "",
            external_id=values.get("external_id") or "",
        )  # fmt: skip

    def _qualified_on(self, deal: Deal) -> date | None:
        """A deal that stands in a qualified stage, or was won, qualified when it began, as far as we know."""
        if not deal.stage.is_qualified and deal.status != OpportunityStatus.WON:
            return None
        begun: date | None = deal.values.get("created_on")
        return (
            begun
            or (None if deal.status == OpportunityStatus.OPEN else deal.values["close_date"])
            or self.today
        )

    def _history(self, deal: Deal, record: Opportunity) -> History:
        """Born open on the first known day, closed on its close date; recorded now."""
        closed_at = start_of_day(record.closed_on, self.zone) if record.closed_on else None
        born_at = (
            start_of_day(deal.values["created_on"], self.zone) if deal.values.get("created_on") else None
        )
        if closed_at is None:
            return [(now() if born_at is None else born_at, {})]
        begun = {"status": OpportunityStatus.OPEN.value, "closed_on": None}
        outcome = {"status": record.status, "closed_on": record.closed_on}
        return [(closed_at if born_at is None else born_at, begun), (closed_at, outcome)]

    def _lines(self, deals: list[Deal], records: list[Opportunity]) -> None:
        pairs = [(d, r) for d, r in zip(deals, records, strict=True) if d.values.get("offering")]
        lines = [
            made(
                OpportunityLine, opportunity_id=record.pk, offering_id=deal.values["offering"], unit_price_minor=record.amount_minor,
                amount_minor=record.amount_minor, position=1,
            )
            for deal, record in pairs
        ]  # fmt: skip
        create_many(lines, effective_at=[record.stage_since for _, record in pairs])

    def _update(self, deals: list[Deal], known: dict[str, Opportunity], outcome: Outcome) -> None:
        if self.mapping.existing == Existing.SKIP:
            outcome.unchanged += len(deals)
            return
        for deal in deals:
            record, fresh = known[deal.values["external_id"]], self._record(deal)
            for name in UPDATED:
                value = getattr(fresh, name)
                if value not in (None, ""):
                    setattr(record, name, value)
        changed = save_many([known[deal.values["external_id"]] for deal in deals], UPDATED)
        outcome.updated += len(changed)
        outcome.unchanged += len(deals) - len(changed)

    def _name(self, values: Values) -> str:
        """The given name, else what is sold to whom, else the key."""
        if values.get("name"):
            return str(values["name"])
        parts = [
            self.offering_names.get(values.get("offering") or 0, ""),
            self.account_names.get(values.get("account") or 0, ""),
        ]
        return (" · ".join(part for part in parts if part) or values.get("external_id") or "—")[:200]


def _choice(table: dict[Any, tuple[str, ...]], text: str | None, otherwise: Any) -> str:
    """The choice that a text names in any language. Raises RuleBroken("field.not_a_choice")."""
    if not text:
        return str(otherwise.value)
    plain = fold(text).strip()
    for choice, words in table.items():
        if plain == choice.value or plain in words:
            return str(choice.value)
    raise RuleBroken("field.not_a_choice", text=text)
