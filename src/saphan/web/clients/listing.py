"""The list of clients, the panel beside it, and suggestions while somebody types."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from saphan.clients.lists import ACCOUNTS
from saphan.clients.queries import accounts_for
from saphan.clients.terms import AccountStatus, Tier
from saphan.search.find import find
from saphan.web.clients.filters import ask_of, chips, is_narrowed, owners_for, view_of, views
from saphan.web.clients.rows import rows_of
from saphan.web.reader import reader_of
from saphan.web.request import MemberRequest
from saphan.workspace.rights import Right

PAGE, ROWS = "clients/list.html", 50
SUGGESTED = 8


@require_safe
def clients(request: MemberRequest) -> HttpResponse:
    """Clients within reach; htmx asks for the rows that follow."""
    if request.htmx and request.GET.get("after"):
        return render(request, "clients/rows.html", page_of(request))
    return render(request, PAGE, context_of(request))


@require_safe
def suggestions(request: MemberRequest, kind: str) -> HttpResponse:
    """Clients or people whose names match what was typed so far, for the list under a field."""
    text = next(iter(request.GET.values()), "")
    hits = find(request.actor, str(text), kinds=(kind,), limit=SUGGESTED)
    return render(
        request, "clients/suggestions.html", {"options": [f"{hit.title} · {hit.code}" for hit in hits]}
    )


def page_of(request: MemberRequest) -> dict[str, Any]:
    """The rows that an address asks for."""
    ask = ask_of(request.GET, request.LANGUAGE_CODE, ROWS)
    found = ACCOUNTS.page(accounts_for(request.actor).select_related("owner"), request.actor, ask)
    rows = rows_of(found.rows, request.actor, reader_of(request))
    return {"rows": rows, "next": found.next, "may_write": request.actor.may(Right.WRITE)}


def context_of(request: MemberRequest) -> dict[str, Any]:
    """Everything on the page of the list."""
    ask = ask_of(request.GET, request.LANGUAGE_CODE, ROWS)
    sort = ask.sort or ACCOUNTS.default
    owners = owners_for(request.actor)
    return page_of(request) | {
        "views": views(request.GET),
        "view": view_of(request.GET),
        "chips": chips(request.actor, request.GET, request.LANGUAGE_CODE, owners),
        "count": ACCOUNTS.count(accounts_for(request.actor), request.actor, ask),
        "columns": _columns(sort),
        "is_narrowed": is_narrowed(request.GET),
        "owners": owners,
        "tiers": Tier.choices,
        "statuses": AccountStatus.choices,
    }


def _columns(sort: str) -> list[dict[str, str]]:
    """The headings; those with a key sort, and the present one turns the order round."""
    named = [
        ("name", _("Client"), ""),
        ("owner", _("Owner"), "minor"),
        ("status", _("Status"), "minor"),
        ("last_touch", _("Last talk"), ""),
        ("", _("Open deals"), "number"),
        ("", _("Won, 12 months"), "number minor"),
        ("", _("Next step"), "minor"),
    ]
    return [{"key": key, "label": label, "kind": kind, **_order(key, sort)} for key, label, kind in named]


def _order(key: str, sort: str) -> dict[str, str]:
    is_down, is_present = sort.startswith("-"), bool(key) and sort.removeprefix("-") == key
    return {
        "to": f"-{key}" if is_present and not is_down else key,
        "order": ("descending" if is_down else "ascending") if is_present else "",
    }
