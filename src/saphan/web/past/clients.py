"""The list of clients at an instant of the past, with what stood open at each."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from saphan.clients.models import Account
from saphan.clients.queries import accounts_for
from saphan.clients.terms import AccountStatus, Tier
from saphan.journal import now
from saphan.journal.queries import values_then
from saphan.measures.names import members_of
from saphan.measures.past.clients import Open, open_at_clients
from saphan.web.clients.account_grid import CLIENTS
from saphan.web.past.asking import Past
from saphan.web.past.narrowing import filters_of, slicers_of, unheeded
from saphan.web.past.rail import rail_of
from saphan.web.reader import Reader, reader_of
from saphan.web.request import MemberRequest

ROWS = 100
_TOLD = ("name", "status", "tier", "city")


def past_clients(request: MemberRequest, past: Past) -> HttpResponse:
    """Clients the member may read that were there then, by name, with their open deals of that instant."""
    reader, query = reader_of(request), request.GET
    skip = min(int(query["skip"]), 10**7) if query.get("skip", "").isdecimal() else 0
    there = accounts_for(request.actor).filter(created_at__lte=past.as_of).order_by("name", "pk")
    page = list(there[skip : skip + ROWS + 1])
    accounts = page[:ROWS]
    found = open_at_clients(
        request.actor, [account.pk for account in accounts], as_of=past.as_of, known_at=past.known_at,
        filters=filters_of(request),
    )  # fmt: skip
    known = values_then(
        request.actor.workspace_id, "account", [account.pk for account in accounts], _TOLD,
        as_of=past.as_of, known_at=now() if past.known_at is None else past.known_at,
    )  # fmt: skip
    owners = members_of(found.owners.values(), request.actor.workspace_id)
    context = {
        "past": past,
        "rail": rail_of(request, reader, past),
        "slicers": slicers_of(request),
        "unheeded": unheeded(request, CLIENTS),
        "kept": [(n, query[n]) for n in ("as_of", "known_at", "rail") if query.get(n)],
        "rows": [
            _row(
                account,
                known,
                found.of.get(account.pk, Open()),
                owners.get(found.owners.get(account.pk, 0)),
                reader,
            )
            for account in accounts
        ],
        "count": there.count(),
        "total": reader.compact(found.total.minor),
        "deals": found.total.deals,
        "earlier_url": _page(request, skip - ROWS) if skip else "",
        "later_url": _page(request, skip + ROWS) if len(page) > ROWS else "",
    }
    return render(request, "past/clients.html", context)


def _row(account: Account, known: dict[Any, Any], stood: Open, owner: Any, reader: Reader) -> dict[str, Any]:
    value = {name: known.get((account.pk, name), getattr(account, name)) for name in _TOLD}
    return value | {
        "account": account, "code": account.code, "owner": owner[1] if owner else "",
        "status": dict(AccountStatus.choices).get(value["status"], value["status"]),
        "tier": dict(Tier.choices).get(value["tier"], value["tier"]),
        "deals": stood.deals, "total": reader.compact(stood.minor) if stood.deals else "",
    }  # fmt: skip


def _page(request: MemberRequest, skip: int) -> str:
    found = request.GET.copy()
    found["skip"] = str(max(0, skip))
    return f"?{found.urlencode()}"
