"""What selling cost, and the campaigns it was spent on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from saphan.commerce.actions.costs import check_cost
from saphan.commerce.models import Campaign, CostLine
from saphan.commerce.terms import CostKind
from saphan.core.errors import NotAllowed, RuleBroken
from saphan.core.period import start_of_day
from saphan.core.reading import TableRow
from saphan.core.reading.columns import Kind as Cells
from saphan.core.text import fold
from saphan.exchange.kinds import lookups, titles
from saphan.exchange.kinds.base import Importer, ImportField, Outcome, Problem, Values
from saphan.exchange.terms import Existing
from saphan.journal import create_many, save_many
from saphan.workspace.queries import known_elsewhere
from saphan.workspace.rights import Right

KINDS = {
    CostKind.SALARIES: ("salaries", "salary", "payroll", "wages", "薪资", "工资", "เงินเดือน"),
    CostKind.COMMISSION: ("commission", "commissions", "佣金", "提成", "ค่าคอมมิชชั่น"),
    CostKind.ADS: ("ads", "advertising", "ad spend", "media", "广告", "โฆษณา", "ค่าโฆษณา"),
    CostKind.EVENTS: ("events", "event", "trade show", "活动", "อีเวนต์"),
    CostKind.TOOLS: ("tools", "software", "subscriptions", "工具", "软件", "เครื่องมือ"),
    CostKind.AGENCIES: ("agencies", "agency", "freelancers", "代理", "外包", "เอเจนซี"),
    CostKind.OTHER: ("other", "miscellaneous", "其他", "อื่นๆ"),
}
FIELDS_UPDATED = (
    "kind", "about", "starts_on", "ends_on", "channel", "territory_id", "campaign_id", "currency", "amount_minor",
    "acquisition_share",
)  # fmt: skip


@dataclass
class Plan:
    """Cost lines to create, and those that are here with what the file says of them."""

    fresh: list[CostLine] = field(default_factory=list)
    again: list[CostLine] = field(default_factory=list)


class Costs(Importer):
    KEY = "costs"
    FIELDS = (
        ImportField("kind", ("Cost type", "Type", "Category", "费用类型", "类别", "ประเภทค่าใช้จ่าย"), Cells.CHOICE, required=True),
        ImportField("amount", ("Cost", "Spend", "Total", "金额", "费用", "จำนวนเงิน"), Cells.AMOUNT, required=True),
        ImportField("currency", titles.CURRENCY, Cells.CURRENCY),
        ImportField("starts_on", ("Date", "Start", "From", "日期", "开始", "วันที่", "เริ่ม"), Cells.DATE, required=True),
        ImportField("ends_on", ("End", "To", "Until", "结束", "สิ้นสุด"), Cells.DATE),
        ImportField("about", ("Description", "Note", "说明", "รายละเอียด"), longest=200),
        ImportField("channel", ("Channel", "渠道", "ช่องทาง"), longest=80),
        ImportField("territory", ("Region", "区域", "เขตพื้นที่ขาย"), Cells.RELATION, relation="territory"),
        ImportField("campaign", ("Campaign", "营销活动", "แคมเปญ"), Cells.RELATION, relation="campaign"),
        ImportField("acquisition_share", ("Acquisition share", "Share %", "获客占比", "สัดส่วนหาลูกค้าใหม่"), longest=12),
        ImportField("external_id", ("Id", "Record ID", "External ID", "编号", "รหัส"), longest=80),
    )  # fmt: skip

    def load(self) -> None:
        if not self.actor.may(Right.COSTS):
            raise NotAllowed("action.not_allowed", action="costs")
        self.relations = {
            "territory": lookups.territories(self.actor),
            "campaign": lookups.campaigns(self.actor),
        }

    def plan(self, rows: list[tuple[TableRow, Values]], outcome: Outcome) -> Plan:
        keys = {values["external_id"] for _, values in rows if values.get("external_id")}
        known = {cost.external_id: cost for cost in known_elsewhere(CostLine, self.actor.workspace_id, keys)}
        plan = Plan()
        for row, values in rows:
            key = values.get("external_id") or ""
            if not self.first_time(key):
                outcome.problems.append(Problem(row, "row.repeated", "external_id", {"text": key}))
                continue
            try:
                cost = self._filled(known.get(key) or CostLine(external_id=key), values)
            except RuleBroken as error:
                outcome.problems.append(Problem(row, error.code, error.field or "", error.values))
                continue
            (plan.again if cost.pk else plan.fresh).append(cost)
        outcome.created += len(plan.fresh)
        outcome.known += len(plan.again)
        return plan

    def commit(self, plan: Plan, outcome: Outcome) -> None:
        zone = self.actor.workspace.zone
        create_many(plan.fresh, effective_at=[start_of_day(cost.starts_on, zone) for cost in plan.fresh])
        changed = [] if self.mapping.existing == Existing.SKIP else save_many(plan.again, FIELDS_UPDATED)
        outcome.updated += len(changed)
        outcome.unchanged += len(plan.again) - len(changed)

    def _filled(self, cost: CostLine, values: Values) -> CostLine:
        """The line with what the row says. Raises RuleBroken."""
        cost.kind = _kind(values["kind"])
        cost.currency, cost.amount_minor = values["currency"], values["amount"]
        cost.starts_on = values["starts_on"]
        cost.ends_on = values.get("ends_on") or values["starts_on"]
        for name in ("about", "channel"):
            setattr(cost, name, values.get(name) or getattr(cost, name))
        for name in ("territory", "campaign"):
            if values.get(name):
                setattr(cost, f"{name}_id", values[name])
        if values.get("acquisition_share"):
            cost.acquisition_share = _basis_points(values["acquisition_share"])
        check_cost(cost)
        return cost


class Campaigns(Importer):
    KEY = "campaigns"
    FIELDS = (
        ImportField("name", ("Campaign", "Campaign name", "营销活动", "แคมเปญ"), required=True, longest=160),
        ImportField("channel", ("Channel", "Type", "渠道", "ช่องทาง"), longest=80),
        ImportField("starts_on", ("Start", "Start date", "开始", "เริ่ม"), Cells.DATE),
        ImportField("ends_on", ("End", "End date", "结束", "สิ้นสุด"), Cells.DATE),
        ImportField("territory", ("Region", "区域", "เขตพื้นที่ขาย"), Cells.RELATION, relation="territory"),
    )  # fmt: skip

    def load(self) -> None:
        if not self.actor.may(Right.COSTS):
            raise NotAllowed("action.not_allowed", action="costs")
        self.relations = {"territory": lookups.territories(self.actor)}
        self.known = lookups.campaigns(self.actor)

    def plan(self, rows: list[tuple[TableRow, Values]], outcome: Outcome) -> list[Values]:
        fresh: list[Values] = []
        for row, values in rows:
            starts, ends = values.get("starts_on"), values.get("ends_on")
            if self.known.get(values["name"]) is not None:
                outcome.known += 1
            elif not self.first_time(fold(values["name"])):
                outcome.problems.append(Problem(row, "row.repeated", "name", {"text": values["name"]}))
            elif starts and ends and ends < starts:
                outcome.problems.append(Problem(row, "period.ends_before_start", "ends_on", {"on": starts}))
            else:
                fresh.append(values)
        outcome.created += len(fresh)
        return fresh

    def commit(self, plan: list[Values], outcome: Outcome) -> None:
        outcome.unchanged += outcome.known
        made: Sequence[Campaign] = create_many(
            [
                Campaign(
                    name=values["name"], channel=values.get("channel") or "", starts_on=values.get("starts_on"),
                    ends_on=values.get("ends_on"), territory_id=values.get("territory"),
                )
                for values in plan
            ]
        )  # fmt: skip
        for campaign in made:
            self.known.add(campaign.name, campaign.pk)


def _kind(text: str) -> str:
    plain = fold(text).strip()
    for kind, words in KINDS.items():
        if plain == kind.value or plain in words:
            return kind.value
    raise RuleBroken("field.not_a_choice", field="kind", text=text, choices=CostKind.values)


def _basis_points(text: str) -> int:
    """80, 80 % or 12.5 as basis points. Raises RuleBroken("share.out_of_range")."""
    try:
        share = round(float(text.rstrip("% ")) * 100)
    except ValueError:
        raise RuleBroken("share.out_of_range", field="acquisition_share", text=text) from None
    if not 0 <= share <= 10_000:
        raise RuleBroken("share.out_of_range", field="acquisition_share", text=text)
    return share
