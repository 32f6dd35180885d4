"""The list of clients, and suggestions while somebody types."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from saphan.search.find import find
from saphan.web.clients.account_grid import CLIENTS
from saphan.web.grid.pages import show
from saphan.web.past.asking import looked_back
from saphan.web.past.clients import past_clients
from saphan.web.reader import reader_of
from saphan.web.request import MemberRequest

SUGGESTED = 8


@require_safe
def clients(request: MemberRequest) -> HttpResponse:
    """Clients within reach."""
    past = looked_back(request, reader_of(request))
    return past_clients(request, past) if past else show(request, CLIENTS)


@require_safe
def suggestions(request: MemberRequest, kind: str) -> HttpResponse:
    """Clients or people whose names match what was typed so far, for the list under a field."""
    text = next(iter(request.GET.values()), "")
    hits = find(request.actor, str(text), kinds=(kind,), limit=SUGGESTED)
    return render(
        request, "clients/suggestions.html", {"options": [f"{hit.title} · {hit.code}" for hit in hits]}
    )
