"""Clients, with their parents once all of them are in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from saphan.clients.models import Account
from saphan.clients.terms import AccountStatus, Tier
from saphan.core.errors import RuleBroken
from saphan.core.reading import TableRow
from saphan.core.reading.columns import Kind as Cells
from saphan.core.text import company_key, fold
from saphan.exchange.kinds import lookups, titles
from saphan.exchange.kinds.base import Importer, ImportField, Outcome, Problem, Values, words_of
from saphan.exchange.terms import Existing
from saphan.journal import create_many, save_many

TEXTS = (
    "name_en", "name_zh", "name_th", "short_name", "registration_number", "industry", "website", "phone", "city",
    "country", "about", "external_id",
)  # fmt: skip
UPDATED = ("name", *TEXTS, "owner_id", "territory_id", "status", "tier", "is_target")
STATUSES = {
    AccountStatus.PROSPECT: ("prospect", "潜在客户", "ว่าที่ลูกค้า", "lead"),
    AccountStatus.CLIENT: ("client", "customer", "active", "客户", "ลูกค้า"),
    AccountStatus.DORMANT: ("dormant", "inactive", "休眠客户"),
    AccountStatus.FORMER: ("former", "former client", "lost", "流失客户", "อดีตลูกค้า"),
}
YES = {"1", "true", "yes", "y", "是", "ใช่"}


@dataclass
class Plan:
    """Clients to create, and rows of clients that are here."""

    fresh: list[Account]
    again: list[tuple[int, Values]]


class Accounts(Importer):
    KEY = "accounts"
    NOUNS = ("account", "company", "customer", "client", "organization", "partner")
    FIELDS = (
        ImportField(
            "name",
            ("Account Name", "Company name", "Company", "Account", "Organization", "Customer", "公司名称", "客户名称", "客户", "ชื่อบริษัท", "ลูกค้า"),
            required=True, longest=200, instead=("name_en", "name_zh", "name_th", "short_name"),
        ),
        ImportField("external_id", ("Id", "Record ID", "Account ID", "External ID", "编号", "รหัส"), longest=80),
        ImportField("name_en", ("English name", "Name (English)", "英文名", "ชื่ออังกฤษ"), longest=200),
        ImportField("name_zh", ("Chinese name", "中文名", "ชื่อจีน"), longest=200),
        ImportField("name_th", ("Thai name", "泰文名", "ชื่อไทย"), longest=200),
        ImportField("short_name", ("Short name", "简称", "ชื่อย่อ"), longest=80),
        ImportField(
            "registration_number", ("Tax ID", "VAT", "Registration number", "统一社会信用代码", "เลขประจำตัวผู้เสียภาษี"), longest=40
        ),
        ImportField("industry", ("Sector", "行业", "อุตสาหกรรม"), longest=120),
        ImportField("tier", ("Rating", "Customer priority", "级别", "ระดับ"), Cells.CHOICE, words=frozenset(Tier.values)),
        ImportField("status", ("Type", "Lifecycle Stage", "状态", "สถานะ"), Cells.CHOICE, words=words_of(STATUSES)),
        ImportField("is_target", ("Target", "Target account", "目标客户", "ลูกค้าเป้าหมาย"), Cells.CHOICE),
        ImportField("owner", titles.OWNER, Cells.RELATION, relation="owner"),
        ImportField("territory", ("Region", "区域", "เขตพื้นที่ขาย"), Cells.RELATION, relation="territory"),
        ImportField("parent", ("Parent account", "Parent company", "Subsidiary of", "母公司", "บริษัทแม่")),
        ImportField("website", ("Website URL", "Web", "网站", "เว็บไซต์"), longest=200),
        ImportField("phone", ("Phone number", "Telephone", "电话", "โทรศัพท์"), Cells.PHONE, longest=60),
        ImportField("city", ("BillingCity", "Billing City", "城市", "เมือง", "จังหวัด"), longest=120),
        ImportField("country", ("BillingCountry", "Office location", "Country/Region", "国家", "ประเทศ"), longest=120),
        ImportField("about", ("Description", "Notes", "简介", "รายละเอียด")),
    )  # fmt: skip

    def load(self) -> None:
        self.relations = {"owner": lookups.members(self.actor), "territory": lookups.territories(self.actor)}
        self.known = lookups.accounts(self.actor)

    def plan(self, rows: list[tuple[TableRow, Values]], outcome: Outcome) -> Plan:
        plan = Plan([], [])
        for row, values in rows:
            known = self._known(values)
            if known is not None:
                plan.again.append((known, values))
            elif not self.first_time(fold(values.get("external_id") or values["name"])):
                outcome.problems.append(Problem(row, "row.repeated", "name", {"text": values["name"]}))
            elif (record := self._record(row, values, outcome)) is not None:
                plan.fresh.append(record)
        outcome.created += len(plan.fresh)
        outcome.known += len(plan.again)
        return plan

    def commit(self, plan: Plan, outcome: Outcome) -> None:
        create_many(plan.fresh)
        for record in plan.fresh:
            self._remember(record)
        self._update(plan.again, outcome)

    def finish(self, rows: Iterable[tuple[TableRow, Values]]) -> None:
        """Parents are set last, because a file may name one before its own row."""
        wanted: dict[int, int] = {}
        for _, values in rows:
            child, parent = self._known(values), self.known.get(values.get("parent") or "")
            if child is not None and parent is not None and child != parent:
                wanted[child] = parent
        records = list(Account.objects.select_for_update().filter(pk__in=wanted, parent=None))
        for record in records:
            record.parent_id = wanted[record.pk]
        save_many(records, ["parent_id"])

    def _known(self, values: Values) -> int | None:
        by_key = self.known.get(values["external_id"]) if values.get("external_id") else None
        return by_key if by_key is not None else self.known.get(values["name"])

    def _remember(self, record: Account) -> None:
        for name in (record.code, record.external_id, *record.all_names()):
            self.known.add(name, record.pk)

    def _record(self, row: TableRow, values: Values, outcome: Outcome) -> Account | None:
        try:
            chosen = self._chosen(values)
        except RuleBroken as error:
            outcome.problems.append(Problem(row, error.code, error.field or "", error.values))
            return None
        texts = {name: values.get(name) or "" for name in TEXTS}
        return Account(name=values["name"], match_key=company_key(values["name"])[:120], **texts, **chosen)

    def _chosen(self, values: Values) -> dict[str, Any]:
        tier = fold(values.get("tier") or "")
        if tier and tier not in Tier.values:
            raise RuleBroken("field.not_a_choice", field="tier", text=values["tier"], choices=Tier.values)
        return {
            "owner_id": values.get("owner"),
            "territory_id": values.get("territory"),
            "tier": tier,
            "status": _status(values.get("status")),
            "is_target": fold(values.get("is_target") or "") in YES,
        }

    def _update(self, again: list[tuple[int, Values]], outcome: Outcome) -> None:
        if self.mapping.existing == Existing.SKIP:
            outcome.unchanged += len(again)
            return
        records = Account.objects.select_for_update().in_bulk([pk for pk, _ in again])
        for pk, values in again:
            for name in ("name", *TEXTS):
                if values.get(name):
                    setattr(records[pk], name, values[name])
            for name, column in (("owner", "owner_id"), ("territory", "territory_id")):
                if values.get(name):
                    setattr(records[pk], column, values[name])
        changed = save_many(records.values(), UPDATED)
        outcome.updated += len(changed)
        outcome.unchanged += len(again) - len(changed)


def _status(text: str | None) -> str:
    if not text:
        return AccountStatus.PROSPECT.value
    plain = fold(text).strip()
    for status, words in STATUSES.items():
        if plain == status.value or plain in words:
            return status.value
    raise RuleBroken("field.not_a_choice", field="status", text=text, choices=list(AccountStatus.values))
