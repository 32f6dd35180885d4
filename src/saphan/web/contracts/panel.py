"""The contracts of a client or a deal, as a panel on its page."""

from __future__ import annotations

from typing import Any

from saphan.commerce.contract_queries import contracts_for
from saphan.web.contracts.grid import tone_of
from saphan.web.reader import Reader
from saphan.workspace.actor import Actor

MOST = 20


def contracts_of(actor: Actor, reader: Reader, **subject: Any) -> list[dict[str, Any]]:
    """Those that the member may read, the newest first."""
    rows = contracts_for(actor).filter(**subject).order_by("-pk")[:MOST]
    return [
        {
            "code": contract.code,
            "name": contract.name,
            "status": contract.get_status_display(),
            "tone": tone_of(contract.status),
            "until": reader.day(contract.ended_on or contract.runs_until),
            "amount": reader.money(contract.amount_minor, contract.currency),
        }
        for contract in rows
    ]
