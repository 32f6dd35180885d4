"""The contracts of a client or a deal, as a panel on its page."""

from __future__ import annotations

from typing import Any

from django.db.models import BigIntegerField

from saphan.commerce.contract_queries import contracts_for
from saphan.web.contracts.grid import tone_of
from saphan.web.reader import Reader
from saphan.workspace.actor import Actor
from saphan.workspace.prepared import Blank, prepared

MOST = 20


def contracts_of(actor: Actor, reader: Reader, **subject: Any) -> list[dict[str, Any]]:
    """Those that the member may read, the newest first."""
    holes = {name: Blank(name, BigIntegerField()) for name in subject}
    statement = prepared(
        ("contracts", *subject, actor.reads),
        lambda: contracts_for(actor).filter(**holes).order_by("-pk")[:MOST],
    )
    rows = statement.ask(**{name: record.pk for name, record in subject.items()})
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
