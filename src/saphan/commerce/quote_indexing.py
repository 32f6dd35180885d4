"""Keeps quotes findable by their number and words."""

from __future__ import annotations

from saphan.clients import hooks
from saphan.commerce.models import Quote
from saphan.journal import subscribe
from saphan.journal.models import BORN, Change
from saphan.journal.recorder import Noted
from saphan.search.index import Document, drop, offer, put
from saphan.workspace.bulk import within

WORDS = frozenset({BORN, "name", "owner_id", "account_id", "removed_at"})


def subscribe_to_journal() -> None:
    offer("quote")
    subscribe("quote", index_quotes)
    hooks.goes_along(Quote)


def index_quotes(change: Change, entries: list[Noted]) -> None:
    """Put changed quotes into the index, or take removed ones out."""
    touched = {entry.entity_id for entry in entries if entry.attribute in WORDS}
    if not touched:
        return
    shown = ("pk", "owner_id", "code", "name", "account__name", "external_id")
    rows = Quote.objects.filter(within(touched), removed_at=None).values_list(*shown)
    documents = [
        Document("quote", pk, owner, code, name, client, body=[client, external])
        for pk, owner, code, name, client, external in rows
    ]
    born = {entry.entity_id for entry in entries if entry.attribute == BORN}
    drop("quote", touched - born - {document.entity_id for document in documents})
    put(change.workspace_id, documents, new=born)
