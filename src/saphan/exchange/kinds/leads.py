"""Leads with the day they came in and the day they were judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from saphan.core.errors import RuleBroken
from saphan.core.period import start_of_day
from saphan.core.reading import TableRow
from saphan.core.reading.columns import Kind as Cells
from saphan.core.text import fold
from saphan.exchange.kinds import lookups, titles
from saphan.exchange.kinds.base import Importer, ImportField, Outcome, Problem, Values, words_of
from saphan.exchange.terms import Existing
from saphan.journal import now, save_many
from saphan.journal.recorder import History, create_with_history
from saphan.pipeline.models import Lead
from saphan.pipeline.terms import LeadState
from saphan.workspace.bulk import made
from saphan.workspace.queries import known_elsewhere

TEXTS = ("contact_name", "job_title", "email", "phone", "city", "source", "campaign", "wish", "external_id")
STATES = {
    LeadState.NEW: ("new", "open", "open - not contacted", "新", "ใหม่"),
    LeadState.WORKING: ("working", "contacted", "working - contacted", "跟进中", "กำลังติดตาม"),
    LeadState.QUALIFIED: ("qualified", "合格", "ผ่านการคัดกรอง", "closed - converted", "converted"),
    LeadState.DISQUALIFIED: (
        "disqualified",
        "unqualified",
        "closed - not converted",
        "不合格",
        "ไม่ผ่านการคัดกรอง",
    ),
}
JUDGED = (LeadState.QUALIFIED, LeadState.DISQUALIFIED)


@dataclass
class Plan:
    """Leads to create with their histories, and rows of leads that are here."""

    fresh: list[tuple[Lead, History]]
    again: list[tuple[Lead, Values]]


class Leads(Importer):
    KEY = "leads"
    NOUNS = ("lead",)
    FIELDS = (
        ImportField("name", ("Company", "Lead", "Lead name", "公司", "线索", "บริษัท"), required=True, longest=200, instead=("contact_name", "email")),
        ImportField("external_id", ("Id", "Record ID", "Lead ID", "External ID"), longest=80),
        ImportField("contact_name", ("Contact", "Contact name", "Full name", "联系人", "ผู้ติดต่อ"), longest=160),
        ImportField("job_title", ("Title", "Job title", "职位", "ตำแหน่ง"), longest=160),
        ImportField("email", ("E-mail", "Email address", "邮箱", "อีเมล"), Cells.EMAIL, longest=200),
        ImportField("phone", ("Phone number", "Mobile", "电话", "โทรศัพท์"), Cells.PHONE, longest=60),
        ImportField("city", ("City", "城市", "จังหวัด"), longest=120),
        ImportField("source", ("LeadSource", "Lead source", "来源", "ที่มา"), longest=120),
        ImportField("campaign", ("Campaign", "活动", "แคมเปญ"), longest=120),
        ImportField("wish", ("Description", "Product interest", "需求", "ความต้องการ")),
        ImportField("state", ("Status", "Lead status", "状态", "สถานะ"), Cells.CHOICE, words=words_of(STATES)),
        ImportField("created_on", ("Created Date", "CreatedDate", "创建日期", "วันที่สร้าง"), Cells.DATE),
        ImportField("qualified_on", ("Qualified date", "Qualified on", "ConvertedDate", "合格日期", "วันที่ผ่านการคัดกรอง"), Cells.DATE),
        ImportField("owner", titles.OWNER, Cells.RELATION, relation="owner"),
        ImportField("territory", ("Region", "区域", "เขตพื้นที่ขาย"), Cells.RELATION, relation="territory"),
    )  # fmt: skip

    def load(self) -> None:
        self.relations = {"owner": lookups.members(self.actor), "territory": lookups.territories(self.actor)}
        self.zone = self.actor.workspace.zone

    def plan(self, rows: list[tuple[TableRow, Values]], outcome: Outcome) -> Plan:
        keys = {values["external_id"] for _, values in rows if values.get("external_id")}
        known = {lead.external_id: lead for lead in known_elsewhere(Lead, self.actor.workspace_id, keys)}
        plan = Plan([], [])
        for row, values in rows:
            key = values.get("external_id") or ""
            if key in known:
                plan.again.append((known[key], values))
            elif not self.first_time(key):
                outcome.problems.append(Problem(row, "row.repeated", "external_id", {"text": key}))
            elif (made := self._new(row, values, outcome)) is not None:
                plan.fresh.append(made)
        outcome.created += len(plan.fresh)
        outcome.known += len(plan.again)
        return plan

    def commit(self, plan: Plan, outcome: Outcome) -> None:
        create_with_history([lead for lead, _ in plan.fresh], [history for _, history in plan.fresh])
        self._update(plan.again, outcome)

    def _new(self, row: TableRow, values: Values, outcome: Outcome) -> tuple[Lead, History] | None:
        try:
            lead = self._record(values)
            return lead, self._history(lead, values)
        except RuleBroken as error:
            outcome.problems.append(Problem(row, error.code, error.field or "", error.values))
            return None

    def _record(self, values: Values) -> Lead:
        state = _state(values.get("state"), judged=values.get("qualified_on") is not None)
        day = values.get("qualified_on") or values.get("created_on")
        if state == LeadState.QUALIFIED and day is None:
            raise RuleBroken("lead.qualified_day_missing", field="qualified_on")
        texts = {name: values.get(name) or "" for name in TEXTS}
        return made(
            Lead, name=values["name"], state=state, qualified_on=day if state == LeadState.QUALIFIED else None,
            owner_id=values.get("owner"), territory_id=values.get("territory"), **texts,
        )  # fmt: skip

    def _history(self, lead: Lead, values: Values) -> History:
        created, judged = values.get("created_on"), lead.qualified_on or values.get("created_on")
        if created is not None and judged is not None and judged < created:
            raise RuleBroken("date.before_opened", field="qualified_on", on=created)
        born_at = start_of_day(created or judged, self.zone) if created or judged else now()
        if lead.state not in JUDGED:
            return [(born_at, {})]
        judged_at = start_of_day(judged, self.zone) if judged else born_at
        begun: dict[str, Any] = {"state": LeadState.NEW.value, "qualified_on": None}
        return [(born_at, begun), (judged_at, {"state": lead.state, "qualified_on": lead.qualified_on})]

    def _update(self, again: list[tuple[Lead, Values]], outcome: Outcome) -> None:
        if self.mapping.existing == Existing.SKIP:
            outcome.unchanged += len(again)
            return
        for lead, values in again:
            for name in ("name", *TEXTS):
                if values.get(name):
                    setattr(lead, name, values[name])
        changed = save_many([lead for lead, _ in again], ("name", *TEXTS))
        outcome.updated += len(changed)
        outcome.unchanged += len(again) - len(changed)


def _state(text: str | None, *, judged: bool) -> str:
    if not text:
        return LeadState.QUALIFIED.value if judged else LeadState.NEW.value
    plain = fold(text).strip()
    for state, words in STATES.items():
        if plain == state.value or plain in words:
            return state.value
    raise RuleBroken(
        "field.not_a_choice", field="state", text=text, choices=[state.value for state in STATES]
    )
