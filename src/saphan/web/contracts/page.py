"""One contract: what is agreed, what is owed and when, how it stands, which versions were signed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from saphan.commerce.contract_queries import (
    clauses_for,
    contract_versions_for,
    contracts_for,
    duties_for,
)
from saphan.commerce.contract_rules import may_write_contract
from saphan.commerce.contract_terms import UNSIGNED, ContractStatus, DutyStatus
from saphan.commerce.contract_words import period_said, renewal_said
from saphan.commerce.models import Contract, ContractVersion, Duty
from saphan.commerce.queries import invoices_for, orders_for
from saphan.core.contracts import version_in_force
from saphan.web.contracts import clauses as wording
from saphan.web.contracts.duty_grid import DUTIES
from saphan.web.contracts.grid import CONTRACTS, tone_of
from saphan.web.grid.pages import show
from saphan.web.history.moments import changes_shown
from saphan.web.past.asking import looked_back
from saphan.web.past.record import past_record
from saphan.web.reader import Reader, reader_of
from saphan.web.request import MemberRequest

PAGE = "contracts/contract.html"
RELATIONS = ("account", "account__owner", "opportunity", "quote", "replaced_by", "renewal_deal")
SETTLED = 30  # settled duties shown, the latest
DUTY_TONES = {DutyStatus.MET: "good", DutyStatus.BREACHED: "crit"}


@require_safe
def contracts(request: MemberRequest) -> HttpResponse:
    """Contracts with clients the member may read."""
    return show(request, CONTRACTS)


@require_safe
def duties(request: MemberRequest) -> HttpResponse:
    """What is owed by contracts with clients the member may read."""
    return show(request, DUTIES)


@require_safe
def duty(request: MemberRequest, code: str) -> HttpResponse:
    """A duty stands on the page of its contract."""
    owed = get_object_or_404(duties_for(request.actor).select_related("contract"), code=code)
    asked = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(f"{page_of(request, owed.contract)}{asked}#duties-here")


@require_safe
def contract(request: MemberRequest, code: str) -> HttpResponse:
    """A contract the member may read; `?as_of=` shows the version that was then in force."""
    here, reader = found(request, code), reader_of(request)
    past = looked_back(request, reader)
    if past is None:
        return render(request, PAGE, context_of(request, here))
    home = reverse("contracts:list", args=[request.workspace.code])
    versions = list(contract_versions_for(request.actor, here))
    day = reader.at(past.as_of - 1).date()
    number = version_in_force({each.number: each.effective_on for each in versions}, day)
    held = next((each for each in versions if each.number == number), None)
    beside = {"held": _held(held, reader), "beside": "contracts/held.html"}
    return past_record(request, here, past, area=_("Contracts"), home=home, more=beside)


def found(request: MemberRequest, code: str) -> Contract:
    return get_object_or_404(contracts_for(request.actor).select_related(*RELATIONS), code=code)


def page_of(request: MemberRequest, here: Contract) -> str:
    return reverse("contracts:detail", args=[request.workspace.code, here.code])


def context_of(request: MemberRequest, here: Contract) -> dict[str, Any]:
    """Everything the page of a contract shows."""
    reader = reader_of(request)
    clauses = list(clauses_for(request.actor, here))
    may_write = may_write_contract(request.actor, here)
    duties = duties_for(request.actor).filter(contract=here).select_related("clause")
    return {
        "contract": here,
        "tone": tone_of(here.status),
        "may_write": may_write,
        "is_unsigned": here.status in UNSIGNED,
        "is_signed": here.status == ContractStatus.SIGNED,
        "may_renew": here.status == ContractStatus.SIGNED and here.runs_until is not None,
        "amount": reader.money(here.amount_minor, here.currency),
        "reporting": reader.compact(here.reporting_minor) if here.currency != reader.currency else "",
        "facts": list(_facts(here, reader)),
        "silence": [row for row in clauses if row.deemed_days is not None],
        "clauses": wording.shown(clauses, reader),
        "open_duties": duties_shown(
            duties.filter(state=DutyStatus.OPEN).order_by("due_on", "pk")[:SETTLED], reader
        ),
        "settled": duties_shown(
            duties.exclude(state=DutyStatus.OPEN).order_by("-settled_on", "-pk")[:SETTLED], reader
        ),
        "orders": [
            (order, reader.money(order.amount_minor, order.currency), order.get_billing_display())
            for order in orders_for(request.actor).filter(contract=here).order_by("pk")
        ],
        "invoices": _invoices(request, here, reader),
        "versions": _versions(request, here, reader),
        "moments": changes_shown(here, replace(reader, currency=here.currency)),
    }


def duties_shown(duties: Any, reader: Reader) -> list[dict[str, Any]]:
    """Duties as rows, late ones marked."""
    return [_duty(duty, reader) for duty in duties]


def _duty(duty: Duty, reader: Reader) -> dict[str, Any]:
    is_open = duty.state == DutyStatus.OPEN
    late = (reader.today - duty.due_on).days if is_open else 0
    return {
        "code": duty.code,
        "what": duty.what,
        "side": duty.get_owed_by_display(),
        "owed_by": duty.owed_by,
        "day": reader.day(duty.due_on),
        "late": max(0, late),
        "is_today": is_open and late == 0,
        "state": duty.get_state_display(),
        "tone": DUTY_TONES.get(DutyStatus(duty.state), ""),
        "is_breached": duty.state == DutyStatus.BREACHED,
        "settled": reader.day(duty.settled_on) if duty.settled_on else "",
        "note": duty.note,
        "clause": duty.clause.number,
    }


def _facts(here: Contract, reader: Reader) -> Any:
    """What is agreed about time, as pairs of words."""
    if here.starts_on:
        ends = reader.full_day(here.last_day) if here.last_day else _("open-ended")
        yield _("Term"), f"{reader.full_day(here.starts_on)} – {ends}"
    renewal = renewal_said(here.renewal, here.renewal_months, is_open_ended=here.last_day is None)
    yield _("At the end of the term"), renewal
    if here.notice is not None:
        yield _("Period of notice"), period_said(here.notice, here.notice_unit)
    if here.signed_on:
        yield _("Signed on"), reader.full_day(here.signed_on)
    if here.extensions:
        yield (
            _("Gone on by itself"),
            ngettext("%(n)s time", "%(n)s times", here.extensions) % {"n": here.extensions},
        )
    if here.status == ContractStatus.SIGNED and here.runs_until:
        yield _("Runs until"), reader.full_day(here.runs_until)
    if here.status == ContractStatus.SIGNED and here.notice_by:
        yield _("Notice by"), reader.full_day(here.notice_by)
    if here.notice_given_on:
        given = {"side": here.get_notice_side_display(), "day": reader.full_day(here.notice_given_on)}
        yield _("Notice given"), _("%(side)s, on %(day)s") % given
    if here.ended_on:
        over = {"why": here.get_end_reason_display(), "day": reader.full_day(here.ended_on)}
        yield _("Ended"), _("%(why)s, on %(day)s") % over


def _invoices(request: MemberRequest, here: Contract, reader: Reader) -> list[dict[str, Any]]:
    """What was billed of the orders that it covers: deposit, progress, balance."""
    rows = invoices_for(request.actor).filter(order__contract=here, credits=None).order_by("issued_on", "pk")
    return [
        {
            "code": row.code,
            "name": str(row),
            "purpose": row.get_purpose_display(),
            "standing": row.get_standing_display(),
            "is_paid": row.standing == "paid",
            "amount": reader.money(row.total_minor, row.currency),
        }
        for row in rows[:SETTLED]
    ]


def _versions(request: MemberRequest, here: Contract, reader: Reader) -> list[dict[str, Any]]:
    rows = list(contract_versions_for(request.actor, here).defer("document"))
    holds = version_in_force({row.number: row.effective_on for row in rows}, reader.today)
    return [
        {
            "number": row.number,
            "signed": reader.full_day(row.signed_on),
            "from": reader.full_day(row.effective_on),
            "summary": row.summary,
            "file": row.file.code if row.file else "",
            "file_name": row.file.file_name if row.file else "",
            "holds": row.number == holds and here.status == ContractStatus.SIGNED,
            "is_to_come": row.effective_on > reader.today,
        }
        for row in rows
    ]


def _held(version: ContractVersion | None, reader: Reader) -> dict[str, Any] | None:
    """A frozen version for a page of the past."""
    if version is None:
        return None
    document = version.document
    return {
        "number": version.number,
        "from": reader.full_day(version.effective_on),
        "amount": reader.money(document["amount_minor"], document["currency"]),
        "clauses": wording.shown(document["clauses"], reader),
    }
