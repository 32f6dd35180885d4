"""What the rows of a contract say: how it stands, its terms, its clause, and the past that follows from its dates."""

from __future__ import annotations

import re
from dataclasses import astuple
from datetime import date
from typing import Any

from saphan.commerce.contract_clauses import Worded
from saphan.commerce.contract_terms import (
    ClauseKind,
    ContractKind,
    ContractStatus,
    DueEvery,
    EndReason,
    NoticeUnit,
    RenewalKind,
    Side,
)
from saphan.commerce.models import Contract
from saphan.core.contracts import DAY, extensions_by, goes_on, term_ends
from saphan.core.errors import RuleBroken
from saphan.core.period import Micros, start_of_day
from saphan.core.text import fold
from saphan.exchange.kinds.base import Values
from saphan.exchange.kinds.choices import Words, chosen
from saphan.journal.recorder import History
from saphan.workspace.days import instant_of
from saphan.workspace.models import Workspace

STATES: Words = {
    ContractStatus.DRAFT: ("draft", "草稿", "ร่าง"),
    ContractStatus.IN_TALKS: ("in talks", "negotiation", "in negotiation", "sent", "洽谈中", "谈判中", "กำลังเจรจา"),
    ContractStatus.SIGNED: ("active", "activated", "in force", "running", "signed", "已签署", "已签", "生效", "履行中", "ลงนามแล้ว", "มีผลบังคับใช้"),
    ContractStatus.ENDED: ("ended", "expired", "terminated", "closed", "replaced", "已结束", "已终止", "已到期", "สิ้นสุดแล้ว", "หมดอายุ", "ยกเลิกแล้ว"),
}  # fmt: skip
KINDS: Words = {
    ContractKind.PROJECT: ("project", "sow", "statement of work", "项目", "โครงการ"),
    ContractKind.RETAINER: ("retainer", "subscription", "service", "月费", "年度服务", "รายเดือน"),
    ContractKind.FRAMEWORK: ("framework agreement", "framework", "msa", "master agreement", "框架协议", "สัญญากรอบ"),
    ContractKind.TOR: ("terms of reference (tor)", "tor", "terms of reference", "任务书", "ขอบเขตงาน"),
    ContractKind.NDA: ("confidentiality agreement", "nda", "confidentiality", "保密协议", "สัญญารักษาความลับ"),
    ContractKind.OTHER: ("other", "其他", "อื่นๆ", "อื่น ๆ"),
}  # fmt: skip
RENEWALS: Words = {
    RenewalKind.NONE: ("none", "no", "ends with its term", "不续约", "ไม่ต่ออายุ"),
    RenewalKind.AUTOMATIC: ("automatic", "auto", "auto-renew", "yes", "自动续约", "ต่ออายุอัตโนมัติ"),
    RenewalKind.AGREEMENT: ("by agreement", "agreement", "manual", "协商续约", "ต่ออายุตามตกลง"),
}
UNITS: Words = {
    NoticeUnit.DAYS: ("days", "day", "d", "天", "日", "วัน"),
    NoticeUnit.MONTHS: ("months", "month", "m", "个月", "月", "เดือน"),
}
SIDES: Words = {
    Side.US: ("us", "we", "supplier", "agency", "我方", "乙方", "เรา", "ผู้รับจ้าง"),
    Side.CLIENT: ("client", "customer", "the client", "客户", "甲方", "ลูกค้า", "ผู้ว่าจ้าง"),
}
REASONS: Words = {
    EndReason.EXPIRED: ("expired", "到期", "หมดอายุ"),
    EndReason.TERMINATED: ("terminated", "cancelled", "canceled", "终止", "ยกเลิก"),
    EndReason.REPLACED: ("replaced", "superseded", "被替代", "ถูกแทนที่"),
    EndReason.NOT_AGREED: ("came to nothing", "not agreed", "未达成", "ไม่สำเร็จ"),
}
CLAUSES: Words = {
    ClauseKind.PAYMENT: ("payment", "付款", "การชำระเงิน"),
    ClauseKind.ACCEPTANCE: ("acceptance", "验收", "การตรวจรับ"),
    ClauseKind.IP: ("ip", "rights in the work", "intellectual property", "知识产权", "สิทธิในผลงาน"),
    ClauseKind.EXCLUSIVITY: ("exclusivity", "排他", "สิทธิขาด"),
    ClauseKind.CONFIDENTIALITY: ("confidentiality", "保密", "การรักษาความลับ"),
    ClauseKind.KPI: ("kpi", "promised results (kpi)", "service level", "考核指标", "ตัวชี้วัด"),
    ClauseKind.LIABILITY: ("liability", "责任", "ความรับผิด"),
    ClauseKind.OTHER: ("other", "其他", "อื่นๆ", "อื่น ๆ"),
}
RHYTHMS: Words = {
    DueEvery.ONCE: ("once", "一次", "ครั้งเดียว"),
    DueEvery.MONTH: ("every month", "monthly", "每月", "ทุกเดือน"),
    DueEvery.QUARTER: ("every quarter", "quarterly", "每季度", "ทุกไตรมาส"),
    DueEvery.YEAR: ("every year", "yearly", "annually", "每年", "ทุกปี"),
    DueEvery.BEFORE_END: ("before end", "days before the end", "到期前", "ก่อนสิ้นสุด"),
}
SAME = {
    "account": "account_id", "amount": "amount_minor", "signed_on": "signed_on", "starts_on": "starts_on",
    "last_day": "last_day", "ended_on": "ended_on",
}  # fmt: skip
BEGUN = {
    "status": ContractStatus.SIGNED.value, "extensions": 0, "notice_given_on": None, "notice_side": "",
    "ended_on": None, "end_reason": "", "note": "",
}  # fmt: skip
_NOTICE = re.compile(r"(\d{1,4})\s*(\D*)")
Terms = tuple[object, ...]


def check_same(contract: Contract, values: Values) -> None:
    """Rows of one contract agree on what they say of it; only the first has to say it.

    Raises RuleBroken("contract.rows_differ").
    """
    for name, attribute in SAME.items():
        if values.get(name) not in (None, getattr(contract, attribute)):
            raise RuleBroken("contract.rows_differ", field=name, text=contract.external_id)
    if values.get("amount") is not None and values["currency"] != contract.currency:
        raise RuleBroken("contract.rows_differ", field="currency", text=contract.external_id)


def clause_of(values: Values) -> Worded | None:
    """The clause that a row holds, if it holds one. Raises what `Worded.check` raises."""
    clause = Worded(
        heading=values.get("clause_heading") or "", text=values.get("clause_text") or "",
        number=values.get("clause_number") or "", kind=chosen(values, "clause_kind", CLAUSES, ClauseKind.OTHER),
        deemed_days=values.get("deemed_days"), owed_by=chosen(values, "owed_by", SIDES, ""),
        duty=values.get("duty") or "", every=chosen(values, "every", RHYTHMS, ""),
        due_on=values.get("due_on"), days_before=values.get("days_before"),
    )  # fmt: skip
    if clause == Worded():
        return None
    clause.check()
    return clause


def terms_of(clause: Worded) -> Terms:
    """By what a clause is known again: everything it says."""
    return astuple(clause)[:-1]


def agree(contract: Contract, values: Values, today: date) -> None:
    """Set what the row says of how the contract stands and for how long.

    Without a status the dates tell. A term that is over by today and does not go on by itself has ended.
    Raises RuleBroken("field.not_a_choice" | "field.required" | "contract.bad_notice" | "date.in_future" |
    "contract.before_signing").
    """
    _set_terms(contract, values)
    contract.status = status = _status(values)
    if status in (ContractStatus.DRAFT, ContractStatus.IN_TALKS):
        return
    reason = chosen(values, "end_reason", REASONS, "")
    signed_on, contract.note = values.get("signed_on"), (values.get("note") or "")[:500]
    if signed_on is None and reason == EndReason.NOT_AGREED:
        contract.ended_on, contract.end_reason = _past(values, "ended_on", today), EndReason.NOT_AGREED
        return
    contract.signed_on = signed_on = _past(values, "signed_on", today)
    contract.starts_on, contract.edition = contract.starts_on or signed_on, 1
    contract.time.check()
    contract.notice_given_on = values.get("notice_given_on")
    contract.notice_side = (
        chosen(values, "notice_side", SIDES, Side.CLIENT) if contract.notice_given_on else ""
    )
    for name in ("notice_given_on", "ended_on"):
        day = values.get(name)
        if day is not None and day > today:
            raise RuleBroken("date.in_future", field=name, on=day)
        if day is not None and day < signed_on:
            raise RuleBroken("contract.before_signing", field=name, on=signed_on)
    _end(contract, values, reason, today)
    until = contract.ended_on or today
    contract.extensions = extensions_by(contract.time, until, contract.notice_given_on)


def past_of(contract: Contract, workspace: Workspace, now: Micros) -> History:
    """When it was signed, went on by itself, got its notice and ended; what is not signed begins now."""
    if contract.signed_on is None:
        day = contract.ended_on
        return [(now if day is None else instant_of(day, workspace, now), {})]
    signed = instant_of(contract.signed_on, workspace, now)
    later = [
        (start_of_day(over + DAY, workspace.zone), {"extensions": known + 1})
        for known in range(contract.extensions)
        if (over := term_ends(contract.time, known)) is not None
    ]
    if contract.notice_given_on is not None:
        given = _held(contract, "notice_given_on", "notice_side", "note")
        later.append((instant_of(contract.notice_given_on, workspace, now), given))
    if contract.ended_on is not None:
        over_at = min(start_of_day(contract.ended_on + DAY, workspace.zone), now)
        later.append((over_at, _held(contract, "status", "ended_on", "end_reason", "note")))
    return [(signed, BEGUN), *sorted(((max(at, signed), held) for at, held in later), key=lambda one: one[0])]


def _held(contract: Contract, *names: str) -> dict[str, Any]:
    return {name: getattr(contract, name) for name in names}


def _status(values: Values) -> str:
    """How the row says that it stands, else what its dates tell."""
    told = ContractStatus.SIGNED if values.get("signed_on") else ContractStatus.DRAFT
    return chosen(values, "status", STATES, ContractStatus.ENDED if values.get("ended_on") else told)


def _set_terms(contract: Contract, values: Values) -> None:
    months = values.get("renewal_months")
    contract.kind = chosen(values, "kind", KINDS, ContractKind.PROJECT)
    contract.renewal = chosen(
        values, "renewal", RENEWALS, RenewalKind.AUTOMATIC if months else RenewalKind.NONE
    )
    contract.renewal_months = months if contract.renewal == RenewalKind.AUTOMATIC else None
    contract.starts_on, contract.last_day = values.get("starts_on"), values.get("last_day")
    text = fold(values.get("notice") or "").strip()
    if not text:
        return
    found = _NOTICE.fullmatch(text)
    if found is None:
        raise RuleBroken("contract.bad_notice", field="notice")
    contract.notice = int(found[1])
    unit = {"notice_unit": found[2].strip() or values.get("notice_unit")}
    contract.notice_unit = chosen(unit, "notice_unit", UNITS, NoticeUnit.DAYS)


def _end(contract: Contract, values: Values, reason: str, today: date) -> None:
    contract.refresh_derived()
    last = contract.runs_until
    is_over = last is not None and last < today and not goes_on(contract.time, contract.notice_given_on)
    if contract.status != ContractStatus.ENDED and not is_over:
        return
    ended_on = values.get("ended_on") or (last if is_over else None)
    if ended_on is None:
        raise RuleBroken("field.required", field="ended_on")
    natural = EndReason.TERMINATED if contract.notice_given_on else EndReason.EXPIRED
    early = last is not None and ended_on < last
    contract.status, contract.ended_on = ContractStatus.ENDED, ended_on
    contract.end_reason = reason or (EndReason.TERMINATED if early else natural)


def _past(values: Values, name: str, today: date) -> date:
    day: date | None = values.get(name)
    if day is None:
        raise RuleBroken("field.required", field=name)
    if day > today:
        raise RuleBroken("date.in_future", field=name, on=day)
    return day
