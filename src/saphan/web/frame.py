"""What stands around every page: the areas of the rail, pinned clients, who is here."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Mapping
from copy import copy
from functools import partial
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from saphan.clients.lists import DAY
from saphan.clients.models import Account
from saphan.clients.queries import pinned_accounts
from saphan.core.format.dates import year_shown
from saphan.journal import now
from saphan.notices.counts import (
    MOST,
    Waiting,
    cooling_clients,
    deals_without_hand,
    halted_imports,
    quotes_to_approve,
    tally,
    unjudged_leads,
    up_to_most,
)
from saphan.notices.notices import is_quiet, unread
from saphan.notices.papers import contracts_with_hand, own_late_invoices
from saphan.web.desk.commands import additions, own_menu
from saphan.web.entrance.first_run import shell_of
from saphan.web.kept import kept, kept_for_a_minute
from saphan.web.reader import reader_of
from saphan.web.request import MemberRequest
from saphan.workspace.actor import Actor
from saphan.workspace.models import User
from saphan.workspace.rights import Right
from saphan.workspace.terms import Role, Theme, YearStyle


class Area(NamedTuple):
    """One entry of the rail, reached by G and `key`. `space` is the URL namespace of its pages. `waiting` finds the
    member's own things that need a hand; `because` says in words what the number counts."""

    space: str
    label: Any
    icon: str
    route: str
    key: str
    right: Right = Right.READ
    waiting: Waiting | None = None
    because: Any = ""


# A room's area joins this list when its pages exist.
AREAS = (
    Area(
        "clients",
        _("Clients"),
        "building-2",
        "clients:list",
        "C",
        waiting=cooling_clients,
        because=_("your clients that are cooling"),
    ),
    Area(
        "leads",
        _("Leads"),
        "filter",
        "leads:list",
        "A",
        waiting=unjudged_leads,
        because=_("your leads that nobody has judged yet"),
    ),
    Area(
        "pipeline",
        _("Pipeline"),
        "kanban",
        "pipeline:board",
        "P",
        waiting=deals_without_hand,
        because=_("your deals whose next step is missing or overdue"),
    ),
    Area(
        "quotes",
        _("Quotes"),
        "file-text",
        "quotes:list",
        "U",
        waiting=quotes_to_approve,
        because=_("quotes that wait for your approval"),
    ),
    Area(
        "contracts",
        _("Contracts"),
        "scroll-text",
        "contracts:list",
        "R",
        waiting=contracts_with_hand,
        because=_("your contracts where something is owed, or that ask for notice or a renewal"),
    ),
    Area(
        "commerce",
        _("Orders"),
        "receipt",
        "commerce:orders",
        "O",
        waiting=own_late_invoices,
        because=_("overdue invoices of your clients"),
    ),
    Area("performance", _("Performance"), "bar-chart-3", "performance:wall", "F"),
    Area(
        "importing",
        _("Import"),
        "upload",
        "importing:start",
        "M",
        Right.IMPORT,
        waiting=halted_imports,
        because=_("your imports that stopped half way"),
    ),
)


class Along(NamedTuple):
    """What a page wants counted besides: its queries, each with its own bound, and what they follow from."""

    key: Hashable
    queries: Callable[[], Mapping[str, QuerySet[Any]]]


def frame(request: Any) -> dict[str, Any]:
    """Context of frame.html and bare.html."""
    user = getattr(request, "user", None)
    theme = user.theme if isinstance(user, User) else request.COOKIES.get("saphan_theme", "")
    context: dict[str, Any] = {
        "theme": theme if theme in Theme.values else "",
        "languages": settings.LANGUAGES,
        "themes": Theme.choices,
    }
    member = getattr(request, "member", None)
    if member is None:
        return context
    actor = request.actor
    waiting: Any = SimpleLazyObject(lambda: counted(request))  # pages without a rail ask for none of it
    return context | {
        "areas": SimpleLazyObject(lambda: _areas(request, waiting)),
        "bell": SimpleLazyObject(lambda: _bell(request, waiting)),
        "additions": additions(actor),
        "own_menu": own_menu(actor),
        "years": SimpleLazyObject(lambda: _years(request)),
        "own_keys": json.dumps(member.keys),
        "pins": SimpleLazyObject(lambda: _pins(request)),
        "year_styles": YearStyle.choices,
        "workspace": member.workspace,
        "member": member,
        "standing": actor,
        **shell_of(request),
        "role": Role(actor.acting or actor.me.role).label,
    }


def counted(request: MemberRequest, along: Along | None = None) -> dict[str, int]:
    """What waits in every area, and what else the page wants counted `along`, in one statement at most."""
    found: dict[str, int] | None = getattr(request, "counted", None)
    if found is None or along:
        asked: dict[Hashable, Callable[[], Any]] = {"rail": partial(_waiting, request.actor)}
        if along:
            asked["along", along.key] = along.queries
        parts = kept_for_a_minute(request, asked, tally)
        found = {name: number for part in parts.values() for name, number in part.items()}
        request.counted = found  # type: ignore[attr-defined]
    return found


def _waiting(actor: Actor) -> dict[str, QuerySet[Any]]:
    waiting = {area.space: area.waiting(actor) for area in AREAS if area.waiting and actor.may(area.right)}
    return up_to_most(waiting | unread(actor))


def _bell(request: HttpRequest, waiting: Mapping[str, int]) -> dict[str, Any]:
    """How much is new; in the quiet hours nothing draws attention to it."""
    member, clock = request.member, reader_of(request).at(now())  # type: ignore[attr-defined]
    new = sum(count for name, count in waiting.items() if name.startswith("unread_"))
    is_silent = is_quiet(clock.hour * 60 + clock.minute, member.quiet_from, member.quiet_until)
    return {"new": new, "shows": bool(new) and not is_silent}


def _years(request: HttpRequest) -> dict[str, int]:
    year = reader_of(request).today.year
    return {"gregorian": year, "buddhist": year_shown(year, buddhist=True)}


def _pins(request: MemberRequest) -> list[Account]:
    """Pinned clients, each with whether it is cooling."""
    shared = kept(request, "pins", lambda: list(pinned_accounts(request.actor)))
    pins, moment = [copy(account) for account in shared], now()
    for account in pins:
        rhythm, touched = account.cadence_days, account.last_touch_at
        account.is_cooling = bool(rhythm and (touched is None or touched < moment - rhythm * DAY))  # type: ignore[attr-defined]
    return pins


def _areas(request: HttpRequest, waiting: Mapping[str, int]) -> list[dict[str, Any]]:
    match = request.resolver_match
    here = match.namespaces[0] if match and match.namespaces else ""
    actor = request.actor  # type: ignore[attr-defined]
    return [
        {
            "label": area.label,
            "icon": area.icon,
            "url": reverse(area.route, args=[actor.workspace.code]),
            "key": area.key,
            "current": area.space == here,
            "space": area.space,
            "count": waiting.get(area.space, 0),
            "shown": "99+" if waiting.get(area.space, 0) >= MOST else waiting.get(area.space, 0),
            "because": area.because,
        }
        for area in AREAS
        if actor.may(area.right)
    ]
