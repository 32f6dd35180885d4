"""One client: what is known, who is there, what comes next, what happened."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from saphan.clients.models import Account
from saphan.clients.queries import attachments_for
from saphan.clients.rules import may_log, may_write
from saphan.clients.timeline import LANES, timeline
from saphan.web.clients import overview
from saphan.web.clients.finding import account_of
from saphan.web.clients.history import past_of, spans_of
from saphan.web.clients.people_map import drawing
from saphan.web.contracts.panel import contracts_of
from saphan.web.history.moments import shown
from saphan.web.past.asking import looked_back
from saphan.web.past.record import past_record
from saphan.web.quotes.panel import quotes_of
from saphan.web.reader import Reader, reader_of
from saphan.web.request import MemberRequest

MOMENTS, FEW = 50, 6
KILOBYTE = 1_024


@require_safe
def detail(request: MemberRequest, code: str) -> HttpResponse:
    """A client the member may read, on the tab that the address names."""
    account, reader = account_of(request, code), reader_of(request)
    past = looked_back(request, reader)
    if past is not None:
        home = reverse("clients:list", args=[request.workspace.code])
        return past_record(request, account, past, area=_("Clients"), home=home)
    tab = request.GET.get("tab", "")
    wanted = TABS.get(tab, _overview)
    return render(
        request,
        "clients/detail.html",
        _head(request, account, reader, tab)
        | {"tabs": _tabs(overview.counts_of(request.actor, account))}
        | wanted(request, account, reader),
    )


@require_safe
def events(request: MemberRequest, code: str) -> HttpResponse:
    """The timeline, and what lies before it."""
    account, lane = account_of(request, code), request.GET.get("lane", "")
    before = request.GET.get("before", "")
    found = timeline(request.actor, account, before=before, limit=MOMENTS, lane=lane if lane in LANES else "")
    context = {
        "moments": shown(found, reader_of(request)),
        "after": found.next,
        "url": request.path,
        "lane": lane,
    }
    return render(request, "history/timeline.html", context)


@require_safe
def peek(request: MemberRequest, code: str) -> HttpResponse:
    """The client in a panel beside the list."""
    account, reader = account_of(request, code), reader_of(request)
    lately = timeline(request.actor, account, limit=FEW)
    context = _head(request, account, reader, "") | {
        "people": overview.people_at(request.actor, account, reader)[:FEW],
        "deals": overview.open_deals_of(request.actor, account, reader)[:FEW],
        "steps": overview.steps_of(request.actor, account, reader)[:FEW],
        "moments": shown(lately, reader),
    }
    return render(request, "clients/peek.html", context)


def _head(request: MemberRequest, account: Account, reader: Reader, tab: str) -> dict[str, Any]:
    actor = request.actor
    return {
        "account": account,
        "facts": overview.facts_of(account, reader),
        "tab": tab if tab in TABS else "",
        "may_write": may_write(actor, account),
        "may_log": may_log(actor, account),
        "channels": overview.channels(),
        "timeline_url": reverse("clients:timeline", args=[request.workspace.code, account.code]),
    }


def _tabs(counts: dict[str, int]) -> list[tuple[str, str, int]]:
    """Key, name, and how many records stand there."""
    labels = {
        "": _("Overview"), "people": _("People"), "deals": _("Deals"), "files": _("Files"), "history": _("Everything"),
    }  # fmt: skip
    return [(key, label, counts.get(key, 0)) for key, label in labels.items()]


def _overview(request: MemberRequest, account: Account, reader: Reader) -> dict[str, Any]:
    actor = request.actor
    people = overview.people_at(actor, account, reader)
    return {
        "people": people,
        "units": overview.units(actor, account),
        "deals": overview.open_deals_of(actor, account, reader),
        "steps": overview.steps_of(actor, account, reader),
        "composer": overview.composer_of(people),
        "map": drawing(account, people),
        "as_list": request.GET.get("people") == "list",
        "lanes": lanes_of(),
    }


def _deals(request: MemberRequest, account: Account, reader: Reader) -> dict[str, Any]:
    return {
        "all_deals": overview.all_deals_of(request.actor, account, reader),
        "quotes": quotes_of(request.actor, reader, account=account),
        "contracts": contracts_of(request.actor, reader, account=account),
    }


def _people(request: MemberRequest, account: Account, reader: Reader) -> dict[str, Any]:
    return {
        "people": overview.people_at(request.actor, account, reader),
        "units": overview.units(request.actor, account),
    }


def _files(request: MemberRequest, account: Account, reader: Reader) -> dict[str, Any]:
    found = attachments_for(request.actor).filter(account=account).select_related("created_by", "opportunity")
    return {"files": [_file(each, reader) for each in found[:200]]}


def _history(request: MemberRequest, account: Account, reader: Reader) -> dict[str, Any]:  # noqa: ARG001
    return {"spans": spans_of(account, reader), "past": past_of(account, reader)}


TABS = {"people": _people, "deals": _deals, "files": _files, "history": _history}


def lanes_of() -> list[tuple[str, str]]:
    """What the timeline can be narrowed to."""
    return [("", _("All")), ("client", _("Client side")), ("team", _("Team side"))]


def _file(each: Any, reader: Reader) -> dict[str, Any]:
    return {
        "code": each.code,
        "name": each.file_name,
        "size": _("%(n)s kB") % {"n": f"{max(1, each.size // KILOBYTE):,}"},
        "when": reader.ago(each.created_at),
        "who": each.created_by.name if each.created_by else "",
        "deal": each.opportunity.name if each.opportunity else "",
    }
