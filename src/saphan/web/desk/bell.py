"""The list behind the bell: each notice with the one deed that it asks for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_GET, require_POST

from saphan.commerce.contract_rules import may_settle, may_write_contract
from saphan.exchange.terms import RunState
from saphan.notices.notices import GIVEN, IMPORT, STEP, UNDO, Notice, mark_read, notices_for
from saphan.notices.papers import DEADLINE, DUTY, INVOICE, RENEWAL
from saphan.web.clients.finding import place_page
from saphan.web.desk.subjects import page_of
from saphan.web.reader import reader_of
from saphan.web.request import MemberRequest

PAGE = "desk/bell.html"


@require_GET
def notices(request: MemberRequest) -> HttpResponse:
    """Every member sees what asks them for a deed, and nobody else's."""
    return _show(request)


@require_POST
def read(request: MemberRequest) -> HttpResponse:
    """Everything that is there now counts as seen."""
    mark_read(request.actor)
    request.member.refresh_from_db(fields=["notices_read_at"])
    return _show(request)


def _show(request: MemberRequest) -> HttpResponse:
    member, found = request.member, notices_for(request.actor)
    quiet = ""
    if member.quiet_from is not None and member.quiet_until is not None:
        quiet = f"{_clock(member.quiet_from)} – {_clock(member.quiet_until)}"
    context = {
        "notices": [_told(request, notice) for notice in found],
        "new": sum(notice.is_new for notice in found),
        "quiet": quiet,
    }
    return render(request, f"{PAGE}#list" if request.htmx else PAGE, context)


def _told(request: MemberRequest, notice: Notice) -> dict[str, Any]:
    reader = reader_of(request)
    return {"kind": notice.kind, "is_new": notice.is_new, "when": reader.ago(notice.at)} | TOLD[notice.kind](
        request, notice
    )


def _step(request: MemberRequest, notice: Notice) -> dict[str, Any]:
    step, code = notice.subject, request.workspace.code
    place = step.opportunity or step.account
    return {
        "icon": "clock", "title": _due(request, step.due_on, step.what),
        "note": place.name if place else "", "page": place_page(request, step),
        "url": reverse("clients:done_step", args=[code, step.code]), "deed": _("Done"),
        "other_url": reverse("clients:reschedule_step", args=[code, step.code]), "other": _("Another day"),
    }  # fmt: skip


def _due(request: MemberRequest, day: date, what: str) -> str:
    late = (reader_of(request).today - day).days
    title = _("Overdue by %(days)s d: %(step)s") if late > 0 else _("Due today: %(step)s")
    return title % {"days": late, "step": what}


def _duty(request: MemberRequest, notice: Notice) -> dict[str, Any]:
    duty, code = notice.subject, request.workspace.code
    contract = duty.contract
    told: dict[str, Any] = {
        "icon": "scroll-text", "title": _due(request, duty.due_on, duty.what),
        "note": f"{contract.account.name} · {contract.name} · {duty.get_owed_by_display()}",
    }  # fmt: skip
    look = {
        "url": reverse("contracts:detail", args=[code, contract.code]),
        "deed": pgettext("notice", "Look at it"),
    }
    if not may_settle(request.actor, duty):
        return told | look
    meet = {"url": reverse("contracts:meet", args=[code, duty.code]), "deed": _("Met")}
    return told | meet | {"other_url": look["url"], "other": look["deed"]}


def _deadline(request: MemberRequest, notice: Notice) -> dict[str, Any]:
    contract, reader = notice.subject, reader_of(request)
    title = _("Last day to give notice: %(day)s")
    goes_on = ngettext(
        "else it goes on by %(n)s month", "else it goes on by %(n)s months", contract.renewal_months
    )
    told: dict[str, Any] = {
        "icon": "scroll-text", "title": title % {"day": reader.full_day(contract.notice_by)},
        "note": f"{contract.account.name} · {contract.name} · {goes_on % {'n': contract.renewal_months}}",
        "url": reverse("contracts:detail", args=[request.workspace.code, contract.code]), "deed": pgettext("notice", "Look at it"),
    }  # fmt: skip
    if may_write_contract(request.actor, contract):
        given = reverse("contracts:notice", args=[request.workspace.code, contract.code])
        told |= {"other_url": given, "other": _("Notice was given")}
    return told


def _renewal(request: MemberRequest, notice: Notice) -> dict[str, Any]:
    contract = notice.subject
    title = _("It ends on %(day)s, and nobody has proposed a renewal")
    return {
        "icon": "scroll-text", "title": title % {"day": reader_of(request).full_day(contract.runs_until)},
        "note": f"{contract.account.name} · {contract.name}", "deed": pgettext("notice", "Look at it"),
        "url": reverse("contracts:detail", args=[request.workspace.code, contract.code]),
    }  # fmt: skip


def _invoice(request: MemberRequest, notice: Notice) -> dict[str, Any]:
    invoice = notice.subject
    left = reader_of(request).money(invoice.left_minor, invoice.currency)
    return {
        "icon": "receipt", "title": _due(request, invoice.due_on, _("Invoice %(number)s") % {"number": invoice}),
        "note": f"{invoice.account.name} · {_('%(amount)s left to pay') % {'amount': left}}",
        "url": reverse("commerce:invoice", args=[request.workspace.code, invoice.code]), "deed": pgettext("notice", "Look at it"),
    }  # fmt: skip


def _given(request: MemberRequest, notice: Notice) -> dict[str, Any]:
    record = notice.subject
    page = page_of(request.actor, record.KIND, record.code)
    title = _("%(who)s gave you a lead") if record.KIND == "lead" else _("%(who)s gave you a deal")
    return {
        "icon": "filter" if record.KIND == "lead" else "kanban", "title": title % {"who": notice.by},
        "note": record.name, "page": page, "url": page, "deed": pgettext("notice", "Look at it"),
    }  # fmt: skip


def _import(request: MemberRequest, notice: Notice) -> dict[str, Any]:
    run = notice.subject
    page = reverse("importing:run", args=[request.workspace.code, run.code])
    halted = run.state == RunState.PAUSED
    return {
        "icon": "triangle-alert" if halted else "file-spreadsheet",
        "title": _("An import stopped half way") if halted else _("An import is finished"),
        "note": _("%(file)s: %(new)s new, %(bad)s could not go in")
        % {"file": run.file_name, "new": run.created, "bad": run.bad},
        "page": page, "url": page, "deed": _("Go on") if halted else _("See what came in"),
    }  # fmt: skip


def _undo(_request: MemberRequest, notice: Notice) -> dict[str, Any]:
    change = notice.subject
    return {
        "icon": "undo-2",
        "title": _("You changed something"),
        "note": _done(change.action),
        "change": change.pk,
    }


def _done(key: str) -> str:
    """What was done, in the words of its kind."""
    words = {
        "account": _("Client"), "person": _("Person"), "opportunity": _("Deal"), "opportunities": _("Deals"),
        "lead": _("Lead"), "next_step": _("Next step"), "interaction": _("Call or note"), "stakeholder": _("Role"),
        "member": _("Your settings"), "attachment": _("File"),
    }  # fmt: skip
    return words.get(key.partition(".")[0], _("Settings"))


TOLD: dict[str, Callable[[MemberRequest, Notice], dict[str, Any]]] = {
    STEP: _step, GIVEN: _given, IMPORT: _import, UNDO: _undo,
    DUTY.kind: _duty, DEADLINE.kind: _deadline, RENEWAL.kind: _renewal, INVOICE.kind: _invoice,
}  # fmt: skip


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
