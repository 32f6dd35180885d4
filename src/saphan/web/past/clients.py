"""The list of clients at an instant of the past, with what stood open at each."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import render

from saphan.measures.past.clients import Open, open_at_clients
from saphan.web.clients.account_grid import CLIENTS
from saphan.web.grid.columns import nothing
from saphan.web.past.asking import Past
from saphan.web.past.listing import cells_of, listed_then
from saphan.web.reader import reader_of
from saphan.web.request import MemberRequest

_SHOWN = frozenset({"name", "owner", "status", "tier"})
THEN = replace(
    CLIENTS, gather=nothing,
    columns=tuple(replace(column, is_first_shown=column.key in _SHOWN) for column in CLIENTS.columns),
)  # fmt: skip


def past_clients(request: MemberRequest, past: Past) -> HttpResponse:
    """Clients the member may read that were there then, with their open deals of that instant."""
    reader = reader_of(request)
    accounts, around = listed_then(request, THEN, past)
    ids = [account.pk for account in accounts]
    found = open_at_clients(request.actor, ids, as_of=past.as_of, known_at=past.known_at)
    rows = []
    for pk, cells in zip(ids, cells_of(request, THEN, accounts, past), strict=True):
        stood = found.of.get(pk, Open())
        rows.append((cells, stood.deals or "", reader.compact(stood.minor) if stood.deals else ""))
    context = {
        "rows": rows, "total": reader.compact(found.total.minor), "deals": found.total.deals,
        "span": len(around["headings"]) - 1,
    }  # fmt: skip
    return render(request, "past/clients.html", around | context)
