"""The quotes of a deal or a client, as a panel on its page."""

from __future__ import annotations

from typing import Any

from saphan.commerce.quote_queries import quotes_for
from saphan.web.quotes.grid import tone_of
from saphan.web.reader import Reader
from saphan.workspace.actor import Actor

MOST = 20


def quotes_of(actor: Actor, reader: Reader, **subject: Any) -> list[dict[str, Any]]:
    """Those that the member may read, the newest first."""
    rows = quotes_for(actor).filter(**subject).order_by("-pk")[:MOST]
    return [
        {
            "code": quote.code,
            "name": quote.name,
            "edition": quote.edition,
            "status": quote.get_status_display(),
            "tone": tone_of(quote.status),
            "amount": reader.money(quote.amount_minor, quote.currency),
        }
        for quote in rows
    ]
