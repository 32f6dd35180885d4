"""The quotes of a deal or a client, as a panel on its page."""

from __future__ import annotations

from typing import Any

from django.db.models import BigIntegerField

from saphan.commerce.quote_queries import quotes_for
from saphan.web.quotes.grid import tone_of
from saphan.web.reader import Reader
from saphan.workspace.actor import Actor
from saphan.workspace.prepared import Blank, prepared

MOST = 20


def quotes_of(actor: Actor, reader: Reader, **subject: Any) -> list[dict[str, Any]]:
    """Those that the member may read, the newest first."""
    holes = {name: Blank(name, BigIntegerField()) for name in subject}
    statement = prepared(
        ("quotes", *subject, actor.reads), lambda: quotes_for(actor).filter(**holes).order_by("-pk")[:MOST]
    )
    rows = statement.ask(**{name: record.pk for name, record in subject.items()})
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
