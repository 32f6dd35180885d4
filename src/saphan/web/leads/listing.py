"""The list of leads."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from saphan.pipeline.lists import LEADS
from saphan.pipeline.models import Lead
from saphan.pipeline.queries import leads_for
from saphan.pipeline.terms import LeadState
from saphan.web.reader import Reader, reader_of
from saphan.web.request import MemberRequest
from saphan.workspace.listing import Ask
from saphan.workspace.rights import Right

ROWS = 80
COLUMNS = (
    ("name", _("Lead"), ""), ("", _("Contact"), "minor"), ("", _("Source"), "minor"), ("", _("Owner"), "minor"),
    ("state", _("State"), ""), ("qualified", _("Qualified on"), "minor"), ("created", _("Came in"), ""),
)  # fmt: skip


@require_safe
def leads(request: MemberRequest) -> HttpResponse:
    """Leads the member may read; htmx asks for the rows that follow."""
    ask = _ask(request)
    context = _page(request, ask)
    if request.htmx and request.GET.get("after"):
        return render(request, "leads/rows.html", context)
    return render(request, "leads/list.html", context | _around(request, ask))


def _ask(request: MemberRequest) -> Ask:
    filters = {name: value for name in ("text", "state", "source") if (value := request.GET.get(name, ""))}
    sort = request.GET.get("sort", "-created")
    return Ask(filters, sort, request.GET.get("after", ""), ROWS, request.LANGUAGE_CODE)


def _page(request: MemberRequest, ask: Ask) -> dict[str, Any]:
    found = LEADS.page(leads_for(request.actor).select_related("owner"), request.actor, ask)
    reader = reader_of(request)
    return {"rows": [_row(lead, reader) for lead in found.rows], "next": found.next}


def _around(request: MemberRequest, ask: Ask) -> dict[str, Any]:
    state = request.GET.get("state", "")
    return {
        "count": LEADS.count(leads_for(request.actor), request.actor, ask),
        "views": [
            ("", _("All"), not state),
            *((value, label, value == state) for value, label in LeadState.choices),
        ],
        "columns": [_column(key, label, kind, ask.sort) for key, label, kind in COLUMNS],
        "may_write": request.actor.may(Right.WRITE),
        "filtered": bool(ask.filters),
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


def _row(lead: Lead, reader: Reader) -> dict[str, Any]:
    return {
        "code": lead.code,
        "pk": lead.pk,
        "name": lead.name,
        "contact": lead.contact_name,
        "source": lead.source,
        "owner": lead.owner.name if lead.owner else "",
        "owner_pk": lead.owner_id,
        "state": lead.state,
        "state_label": lead.get_state_display(),
        "qualified": reader.day(lead.qualified_on),
        "came": reader.ago(lead.created_at),
    }
