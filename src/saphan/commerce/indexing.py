"""Keeps the search index true and moves orders along when two clients become one."""

from __future__ import annotations

from saphan.clients import hooks
from saphan.commerce.models import Order
from saphan.journal import subscribe
from saphan.journal.models import BORN, Change
from saphan.journal.recorder import Noted
from saphan.search.index import Document, drop, offer, put
from saphan.workspace.bulk import within

WORDS = frozenset({BORN, "name", "reference", "owner_id", "account_id", "removed_at"})


def subscribe_to_journal() -> None:
    offer("order")
    subscribe("order", index_orders)
    hooks.goes_along(Order)


def index_orders(change: Change, entries: list[Noted]) -> None:
    """Put changed orders into the index, or take removed ones out."""
    touched = {entry.entity_id for entry in entries if entry.attribute in WORDS}
    if not touched:
        return
    shown = ("pk", "owner_id", "code", "name", "account__name", "reference", "external_id")
    rows = Order.objects.filter(within(touched), removed_at=None).values_list(*shown)
    documents = [
        Document("order", pk, owner, code, name, client, body=[client, reference, external])
        for pk, owner, code, name, client, reference, external in rows
    ]
    born = {entry.entity_id for entry in entries if entry.attribute == BORN}
    drop("order", touched - born - {document.entity_id for document in documents})
    put(change.workspace_id, documents, new=born)
