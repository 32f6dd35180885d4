"""One change for the selected clients."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from saphan.clients.actions import (
    assign_owner_many,
    move_territory_many,
    set_status_many,
    set_target_many,
    set_tier_many,
)
from saphan.clients.queries import accounts_for
from saphan.journal.models import Change
from saphan.journal.queries import changes_of
from saphan.web.answers import answer, back
from saphan.web.clients.listing import PAGE, context_of
from saphan.web.request import MemberRequest
from saphan.workspace.queries import active_members_for, territories_for

Act = Callable[..., Any]


@dataclass(frozen=True)
class Done:
    """How many clients changed, and the change that undo takes back."""

    count: int
    change: Change | None


@require_POST
def bulk(request: MemberRequest, what: str) -> HttpResponse:
    """Owner, territory, status, tier or target of the selected clients: all of them, or none."""
    act = _act(request, what, request.POST.get("value", ""))
    picked = request.POST.getlist("pick")
    accounts = list(accounts_for(request.actor).filter(code__in=picked).values_list("pk", flat=True))
    if len(accounts) != len(set(picked)):
        raise Http404
    said = ngettext("%(n)s client is changed.", "%(n)s clients are changed.", len(accounts)) % {
        "n": len(accounts)
    }
    return answer(
        request, None, partial(_run, request, act, accounts),
        page=PAGE, fragment="", context=partial(context_of, request), said=said,
        to=back(request, otherwise=reverse("clients:list", args=[request.workspace.code])),
    )  # fmt: skip


def _act(request: MemberRequest, what: str, value: str) -> Act:
    """The action with what is to be set; 404 for what cannot be set or is not there."""
    if what == "owner":
        owner = get_object_or_404(active_members_for(request.actor), code=value) if value else None
        return partial(assign_owner_many, owner=owner)
    if what == "territory":
        territory = get_object_or_404(territories_for(request.actor), code=value) if value else None
        return partial(move_territory_many, territory=territory)
    known: dict[str, Act] = {
        "status": partial(set_status_many, status=value),
        "tier": partial(set_tier_many, tier=value),
        "target": partial(set_target_many, is_target=value == "yes"),
    }
    if what not in known:
        raise Http404
    return known[what]


def _run(request: MemberRequest, act: Act, accounts: list[int]) -> Done:
    changed = act(actor=request.actor, accounts=accounts)
    mine = changes_of(request.workspace.pk).filter(actor=request.member)
    return Done(len(changed), mine.first() if changed else None)
