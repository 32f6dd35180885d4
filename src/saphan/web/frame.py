"""What stands around every page: the areas of the rail, pinned clients, who is here."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from saphan.clients.queries import pinned_accounts
from saphan.web.desk.commands import additions
from saphan.workspace.models import User
from saphan.workspace.rights import Right
from saphan.workspace.terms import Theme


class Area(NamedTuple):
    """One entry of the rail, reached by G and `key`. `space` is the URL namespace of its pages."""

    space: str
    label: Any
    icon: str
    route: str
    key: str
    right: Right = Right.READ


# A room's area joins this list when its pages exist.
AREAS = (
    Area("clients", _("Clients"), "building-2", "clients:list", "C"),
    Area("leads", _("Leads"), "filter", "leads:list", "A"),
    Area("pipeline", _("Pipeline"), "kanban", "pipeline:board", "P"),
    Area("commerce", _("Orders"), "receipt", "commerce:orders", "O"),
    Area("performance", _("Performance"), "bar-chart-3", "performance:wall", "F"),
    Area("importing", _("Import"), "upload", "importing:start", "M", Right.IMPORT),
)


def frame(request: HttpRequest) -> dict[str, Any]:
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
    return context | {
        "areas": _areas(request),
        "additions": additions(request.actor),  # type: ignore[attr-defined]
        "own_keys": json.dumps(member.keys),
        "pins": pinned_accounts(request.actor),  # type: ignore[attr-defined]
        "workspace": member.workspace,
        "member": member,
    }


def _areas(request: HttpRequest) -> list[dict[str, Any]]:
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
        }
        for area in AREAS
        if actor.may(area.right)
    ]
