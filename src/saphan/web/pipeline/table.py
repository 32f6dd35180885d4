"""Deals as a table: sort, narrow, select many and change them at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from saphan.core.text import initials
from saphan.pipeline.actions import assign_opportunities, categorise_opportunities, move_opportunities
from saphan.pipeline.lists import OPPORTUNITIES
from saphan.pipeline.models import Opportunity
from saphan.pipeline.queries import opportunities_for, stages_for
from saphan.pipeline.terms import Category
from saphan.web.answers import answer
from saphan.web.pipeline.filters import asked, chips
from saphan.web.reader import Reader, reader_of
from saphan.web.request import MemberRequest
from saphan.workspace.listing import Ask
from saphan.workspace.queries import active_members_for
from saphan.workspace.rights import Right

PAGE, ROWS = "pipeline/table.html", 80
COLUMNS = (
    ("name", _("Deal"), ""), ("", _("Client"), ""), ("", _("Owner"), "minor"), ("stage", _("Stage"), ""),
    ("amount", _("Amount"), "number"), ("", _("In the reporting currency"), "number minor"),
    ("expected_close", _("Closes"), ""), ("next_due", _("Next step"), "minor"),
)  # fmt: skip


@require_safe
def table(request: MemberRequest) -> HttpResponse:
    """Deals the member may read; htmx asks for the rows that follow."""
    if request.htmx and request.GET.get("after"):
        return render(request, "pipeline/table_rows.html", _page(request, _ask(request)))
    return render(request, PAGE, _context(request))


@require_POST
def bulk(request: MemberRequest, what: str) -> HttpResponse:
    """Change the owner, the category or the stage of the selected deals; all of them or none."""
    change = CHANGES.get(what)
    if change is None:
        raise Http404
    rows = opportunities_for(request.actor).filter(code__in=request.POST.getlist("pick"))
    ids = list(rows.values_list("pk", flat=True))

    def act() -> Any:
        return change(request, ids)

    said = ngettext("%(count)d deal changed.", "%(count)d deals changed.", len(ids)) % {"count": len(ids)}
    return answer(
        request, None, act, page=PAGE, fragment="table", context=lambda: _context(request), said=said
    )


def _owner(request: MemberRequest, ids: list[int]) -> Any:
    owner = get_object_or_404(active_members_for(request.actor), code=request.POST.get("owner", ""))
    return assign_opportunities(actor=request.actor, ids=ids, owner=owner)


def _category(request: MemberRequest, ids: list[int]) -> Any:
    return categorise_opportunities(actor=request.actor, ids=ids, category=request.POST.get("category", ""))


def _stage(request: MemberRequest, ids: list[int]) -> Any:
    stage = get_object_or_404(stages_for(request.actor), code=request.POST.get("stage", ""))
    return move_opportunities(
        actor=request.actor, ids=ids, stage=stage, override=request.POST.get("override", "")
    )


CHANGES: dict[str, Callable[[MemberRequest, list[int]], Any]] = {
    "owner": _owner,
    "category": _category,
    "stage": _stage,
}


def _ask(request: MemberRequest) -> Ask:
    filters = asked(request.GET, reader_of(request).today, request.workspace.fiscal_start_month)
    query = request.GET
    return Ask(filters, query.get("sort", "-amount"), query.get("after", ""), ROWS, request.LANGUAGE_CODE)


def _page(request: MemberRequest, ask: Ask) -> dict[str, Any]:
    rows = opportunities_for(request.actor).select_related("account", "owner", "stage", "next_step")
    found, reader = OPPORTUNITIES.page(rows, request.actor, ask), reader_of(request)
    may_write = request.actor.may(Right.WRITE)
    return {"rows": [_row(deal, reader) for deal in found.rows], "next": found.next, "may_write": may_write}


def _context(request: MemberRequest) -> dict[str, Any]:
    ask = _ask(request)
    stages = stages_for(request.actor).select_related("pipeline")
    return _page(request, ask) | {
        "count": OPPORTUNITIES.count(opportunities_for(request.actor), request.actor, ask),
        "chips": chips(request.actor, request.GET),
        "columns": [_column(key, label, kind, ask.sort) for key, label, kind in COLUMNS],
        "filtered": bool(ask.filters),
        "owners": active_members_for(request.actor).order_by("name").values_list("code", "name"),
        "categories": Category.choices,
        "stages": [(stage.code, stage.label(request.LANGUAGE_CODE)) for stage in stages],
    }


def _column(key: str, label: Any, kind: str, sort: str) -> dict[str, Any]:
    is_here, is_down = bool(key) and sort.removeprefix("-") == key, sort.startswith("-")
    order = ("descending" if is_down else "ascending") if is_here else ""
    return {
        "key": key,
        "label": label,
        "kind": kind,
        "order": order,
        "to": f"-{key}" if is_here and not is_down else key,
    }


def _row(deal: Opportunity, reader: Reader) -> dict[str, Any]:
    client = deal.account.name if deal.account else ""
    due = deal.next_due_on
    return {
        "code": deal.code,
        "name": deal.name,
        "client": client,
        "client_mark": initials(client) if client else "",
        "client_pk": deal.account_id,
        "owner": deal.owner.name if deal.owner else "",
        "owner_pk": deal.owner_id,
        "state": deal.status,
        "stage": deal.stage.label(reader.language) if deal.status == "open" else deal.get_status_display(),
        "amount": reader.money(deal.amount_minor, deal.currency),
        "reporting": reader.compact(deal.reporting_minor),
        "close": reader.day(deal.closed_on or deal.expected_close_on),
        "late": bool(
            deal.status == "open" and deal.expected_close_on and deal.expected_close_on < reader.today
        ),
        "step": deal.next_step.what if deal.next_step else "",
        "step_day": reader.day(due),
        "step_late": bool(due and due < reader.today),
    }
