"""Contracts, one row each or one row per clause: rows with the same number are one contract."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q

from saphan.commerce.actions.contracts import check_agreed
from saphan.commerce.contract_clauses import MOST_CLAUSES, Worded, clause_rows, worded
from saphan.commerce.contract_document import document_of
from saphan.commerce.contract_duties import plan_duties
from saphan.commerce.contract_terms import UNSIGNED, ContractStatus
from saphan.commerce.models import Clause, Contract, ContractVersion
from saphan.core.errors import RuleBroken
from saphan.core.period import Micros
from saphan.core.reading import TableRow
from saphan.core.reading.columns import Kind as Cells
from saphan.exchange.kinds import lookups, titles
from saphan.exchange.kinds.base import Importer, ImportField, Outcome, Problem, Values, words_of
from saphan.exchange.kinds.choices import TONGUES, chosen
from saphan.exchange.kinds.contract_rows import (
    CLAUSES,
    KINDS,
    REASONS,
    RENEWALS,
    RHYTHMS,
    SIDES,
    STATES,
    UNITS,
    Terms,
    agree,
    check_same,
    clause_of,
    past_of,
    terms_of,
)
from saphan.journal import create_many, now
from saphan.journal.recorder import create_with_history
from saphan.pipeline.pricing import price
from saphan.workspace.days import instant_of, today_in
from saphan.workspace.queries import known_elsewhere
from saphan.workspace.rates import PlanRates


@dataclass
class Draft:
    """A contract on its way with its clauses."""

    contract: Contract
    clauses: list[Worded] = field(default_factory=list)


@dataclass
class Plan:
    """Contracts to write, and further clauses of contracts that are here, by contract."""

    fresh: dict[str, Draft] = field(default_factory=dict)
    further: dict[Contract, list[Worded]] = field(default_factory=dict)


class Contracts(Importer):
    KEY = "contracts"
    NOUNS = ("contract", "agreement")
    FIELDS = (
        ImportField("external_id", ("Contract", "Id", "Contract ID", "Record ID"), required=True, longest=80, instead=("number",)),
        ImportField("number", ("Contract number", "Contract No", "Agreement number", "合同编号", "合同号", "เลขที่สัญญา"), longest=60),
        ImportField("account", (*titles.CLIENT, "甲方"), Cells.RELATION, relation="account", required=True),
        ImportField("name", ("Contract name", "Title", "Subject", "合同名称", "ชื่อสัญญา"), longest=200),
        ImportField("kind", ("Contract type", "Type", "合同类型", "ประเภทสัญญา"), Cells.CHOICE, words=words_of(KINDS)),
        ImportField("language", ("Contract language", "语言", "ภาษา"), Cells.CHOICE, words=words_of(TONGUES)),
        ImportField("deal", ("Opportunity", "Deal", "商机", "ดีล"), Cells.RELATION, relation="deal"),
        ImportField("quote", ("Quote", "Quote number", "报价单号", "เลขที่ใบเสนอราคา"), Cells.RELATION, relation="quote"),
        ImportField("amount", ("Value", "Contract value", "Total", "合同金额", "มูลค่าสัญญา"), Cells.AMOUNT),
        ImportField("currency", titles.CURRENCY, Cells.CURRENCY, longest=3),
        ImportField("starts_on", ("Start date", "Contract start date", "Effective date", "生效日期", "开始日期", "วันเริ่มสัญญา"), Cells.DATE),
        ImportField("last_day", ("End date", "Contract end date", "Expiry date", "Expires on", "到期日期", "结束日期", "วันสิ้นสุดสัญญา"), Cells.DATE),
        ImportField("renewal", ("Auto-renewal", "Renewal type", "续约方式", "การต่ออายุ"), Cells.CHOICE, words=words_of(RENEWALS)),
        ImportField("renewal_months", ("Renewal term", "Renewal term in months", "续约月数", "ต่ออายุกี่เดือน"), Cells.NUMBER),
        ImportField("notice", ("Notice period", "Owner expiration notice", "通知期", "ระยะเวลาบอกกล่าว"), longest=20),
        ImportField("notice_unit", ("Notice unit", "通知期单位", "หน่วยระยะบอกกล่าว"), Cells.CHOICE, words=words_of(UNITS)),
        ImportField("status", ("Contract status", "合同状态", "สถานะ"), Cells.CHOICE, words=words_of(STATES)),
        ImportField("signed_on", ("Signed date", "Customer signed date", "Signature date", "签署日期", "签约日期", "วันที่ลงนาม"), Cells.DATE),
        ImportField("notice_given_on", ("Notice given on", "Notice date", "通知日期", "วันที่บอกเลิก"), Cells.DATE),
        ImportField("notice_side", ("Notice given by", "通知方", "ผู้บอกเลิก"), Cells.CHOICE, words=words_of(SIDES)),
        ImportField("ended_on", ("Ended on", "Termination date", "终止日期", "วันที่เลิกสัญญา"), Cells.DATE),
        ImportField("end_reason", ("End reason", "Termination reason", "终止原因", "เหตุที่สิ้นสุด"), Cells.CHOICE, words=words_of(REASONS)),
        ImportField("note", ("Remark", "备注", "หมายเหตุ"), longest=500),
        ImportField("clause_number", ("Clause", "Clause number", "条款编号", "ข้อ"), longest=20),
        ImportField("clause_heading", ("Clause heading", "Clause title", "条款标题", "หัวข้อ"), longest=200),
        ImportField("clause_text", ("Clause text", "Clause wording", "条款内容", "เนื้อหา")),
        ImportField("clause_kind", ("Clause type", "条款类型", "ประเภทข้อสัญญา"), Cells.CHOICE, words=words_of(CLAUSES)),
        ImportField("deemed_days", ("Days of silence", "默示验收天数", "วันที่ถือว่าตรวจรับ"), Cells.NUMBER),
        ImportField("owed_by", ("Owed by", "义务方", "ผู้มีหน้าที่"), Cells.CHOICE, words=words_of(SIDES)),
        ImportField("duty", ("Obligation", "义务", "หน้าที่"), longest=200),
        ImportField("every", ("Rhythm", "Frequency", "周期", "ความถี่"), Cells.CHOICE, words=words_of(RHYTHMS)),
        ImportField("due_on", ("First due on", "Due date", "首次到期日", "ครบกำหนดครั้งแรก"), Cells.DATE),
        ImportField("days_before", ("Days before the end", "到期前天数", "กี่วันก่อนสิ้นสุด"), Cells.NUMBER),
    )  # fmt: skip

    def load(self) -> None:
        self.relations = {
            "account": lookups.accounts(self.actor),
            "deal": lookups.deals(self.actor),
            "quote": lookups.quotes(self.actor),
        }
        self.clients = lookups.account_names(self.actor)
        self.held_by = lookups.clients_of_papers(self.actor)
        self.rates = PlanRates(self.actor.workspace)
        self.today = today_in(self.actor.workspace, now())
        # Clauses that this session wrote: a clause that comes twice in a file is two clauses.
        self.written: Counter[tuple[int, Terms]] = Counter()

    def plan(self, rows: list[tuple[TableRow, Values]], outcome: Outcome) -> Plan:
        known = self._known([values for _, values in rows])
        plan, there = Plan(), self._there(known.values())
        for row, values in rows:
            try:
                self._place(plan, values, known.get(values["external_id"]), there, outcome)
            except RuleBroken as error:
                outcome.problems.append(Problem(row, error.code, error.field or "", error.values))
        return plan

    def commit(self, plan: Plan, outcome: Outcome) -> None:
        drafts, moment = list(plan.fresh.values()), now()
        made = [draft.contract for draft in drafts]
        price(made, self.rates)
        create_with_history(made, [past_of(each, self.actor.workspace, moment) for each in made])
        self._write([(draft.contract, draft.clauses, 0) for draft in drafts])
        self._write([(each, further, self._clauses(each)) for each, further in plan.further.items()])
        outcome.unchanged += outcome.known

    def finish(self, rows: Iterable[tuple[TableRow, Values]]) -> None:
        """What was signed is frozen when all its clauses are in. What is owed is dated from today on.

        Of the days before nobody knows here what became of them, and they must not all look overdue.
        """
        keys = {values["external_id"] for _, values in rows}
        frozen = ContractVersion.objects.filter(contract=OuterRef("pk"), removed_at=None)
        mine = known_elsewhere(Contract, self.actor.workspace_id, keys)
        signed = mine.exclude(signed_on=None).filter(~Exists(frozen), edition=1)
        contracts = list(signed.select_related("workspace", "account", "quote", "opportunity").order_by("pk"))
        versions = [
            ContractVersion(
                contract=each, number=1, signed_on=each.signed_on or self.today, document=document_of(each),
                effective_on=each.starts_on or self.today,
            )
            for each in contracts
        ]  # fmt: skip
        create_many(versions, effective_at=[self._signed_at(contract) for contract in contracts])
        for contract in contracts:
            if contract.status == ContractStatus.SIGNED:
                plan_duties(contract, self.today, self.today)

    def _place(
        self,
        plan: Plan,
        values: Values,
        known: Contract | None,
        there: Counter[tuple[int, Terms]],
        outcome: Outcome,
    ) -> None:
        """A clause of a new contract, one of a contract that is here, or one that is here already."""
        clause = clause_of(values)
        if known is None:
            draft = plan.fresh.get(values["external_id"]) or Draft(self._contract(values))
            check_same(draft.contract, values)
            _add(draft.clauses, clause)
            plan.fresh.setdefault(values["external_id"], draft)
        elif clause is None or there[known.pk, terms_of(clause)] > 0:
            there[known.pk, terms_of(clause or Worded())] -= 1
            outcome.known += 1
            return
        elif known.status in UNSIGNED or known.pk in self._open:
            check_same(known, values)
            _add(plan.further.setdefault(known, []), clause)
        else:
            raise RuleBroken("contract.is_signed", field="clause_heading")
        outcome.created += 1

    def _contract(self, values: Values) -> Contract:
        account = values["account"]
        for name in ("deal", "quote"):
            if values.get(name) and self.held_by[name].get(values[name]) not in (None, account):
                raise RuleBroken("contract.other_client", field=name)
        name = values.get("name") or self.clients.get(account) or values["external_id"]
        contract = Contract(
            name=name[:200], account_id=account, opportunity_id=values.get("deal"), quote_id=values.get("quote"),
            number=values.get("number") or "", external_id=values["external_id"], amount_minor=values.get("amount"),
            currency=values.get("currency") or self.currency,
            language=chosen(values, "language", TONGUES, self.actor.workspace.language),
        )  # fmt: skip
        agree(contract, values, self.today)
        check_agreed(contract)
        return contract

    def _known(self, rows: list[Values]) -> dict[str, Contract]:
        """Contracts that are here, by the key of the rows: by it, by their code, or by the client's own number."""
        keys = {values["external_id"] for values in rows}
        numbers = {values["number"] for values in rows if values.get("number")}
        found = {each.external_id: each for each in known_elsewhere(Contract, self.actor.workspace_id, keys)}
        mine = Contract.objects.filter(workspace_id=self.actor.workspace_id, removed_at=None)
        others = list(mine.filter(Q(code__in=keys) | Q(number__in=keys | numbers)).order_by("pk"))
        by_code = {each.code: each for each in others}
        by_number = {(each.account_id, each.number): each for each in others}
        for values in rows:
            key, account = values["external_id"], values["account"]
            told = (
                by_code.get(key)
                or by_number.get((account, key))
                or by_number.get((account, values.get("number") or key))
            )
            if key not in found and told is not None:
                found[key] = told
        self._open = self._not_frozen(found.values())
        return found

    def _not_frozen(self, contracts: Iterable[Contract]) -> set[int]:
        """Those of this file whose rows lie in several parts of it: signed, but not frozen yet."""
        signed = {each.pk for each in contracts if each.edition == 1}
        frozen = ContractVersion.objects.filter(contract__in=signed, removed_at=None)
        return signed - set(frozen.values_list("contract_id", flat=True))

    def _there(self, contracts: Iterable[Contract]) -> Counter[tuple[int, Terms]]:
        """Clauses that were in the house before this session, by contract and what they say."""
        rows = Clause.objects.filter(contract__in=[each.pk for each in contracts], removed_at=None)
        there = Counter((row.contract_id, terms_of(worded(row))) for row in rows)
        there.subtract({key: count for key, count in self.written.items() if key in there})
        return there

    def _clauses(self, contract: Contract) -> int:
        return Clause.objects.filter(contract=contract, removed_at=None).count()

    def _write(self, parts: list[tuple[Contract, list[Worded], int]]) -> None:
        fresh: list[tuple[Clause, Micros | None]] = []
        for contract, clauses, behind in parts:
            at = self._signed_at(contract) if contract.signed_on else None
            for row in clause_rows(contract, clauses, behind):
                fresh.append((row, at))
                self.written[contract.pk, terms_of(worded(row))] += 1
        create_many([row for row, _ in fresh], effective_at=[at for _, at in fresh])

    def _signed_at(self, contract: Contract) -> Micros:
        assert contract.signed_on is not None  # noqa: S101  asked of what was signed
        return instant_of(contract.signed_on, self.actor.workspace, now())


def _add(clauses: list[Worded], clause: Worded | None) -> None:
    if clause is None:
        return
    if len(clauses) >= MOST_CLAUSES:
        raise RuleBroken("lines.too_many", field="clause_heading", most=MOST_CLAUSES)
    clauses.append(clause)
