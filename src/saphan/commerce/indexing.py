"""Keeps the search index true and moves what was agreed along when two clients become one."""

from __future__ import annotations

from typing import Any

from saphan.clients import hooks
from saphan.commerce.models import Invoice, Order, Receipt
from saphan.journal import subscribe
from saphan.journal.models import BORN, Change
from saphan.journal.recorder import Noted
from saphan.search.index import Document, drop, offer, put
from saphan.workspace.bulk import within

# Invoices and receipts with what they are looked for by; they belong to whoever looks after the client.
PAPERS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "invoice": (Invoice, ("number", "note", "tax_number", "external_id")),
    "receipt": (Receipt, ("bank_reference", "external_id")),
}
WORDS = frozenset({BORN, "name", "reference", "owner_id", "account_id", "removed_at"})


def subscribe_to_journal() -> None:
    offer("order")
    subscribe("order", index_orders)
    for kind in PAPERS:
        offer(kind)
        subscribe(kind, index_papers)
    hooks.goes_along(Order, Invoice, Receipt)


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


def index_papers(change: Change, entries: list[Noted]) -> None:
    """Put changed invoices or receipts into the index, or take removed ones out."""
    _index_papers(change.workspace_id, entries[0].kind, {entry.entity_id for entry in entries})


def reindex_papers(change: Change, account_ids: set[int]) -> None:
    """The same for all papers of these clients, whoever looks after them now."""
    for kind, (model, _) in PAPERS.items():
        found = model.objects.filter(within(account_ids, "account__id"), removed_at=None)
        _index_papers(change.workspace_id, kind, set(found.values_list("pk", flat=True)))


def _index_papers(workspace_id: int, kind: str, touched: set[int]) -> None:
    if not touched:
        return
    model, words = PAPERS[kind]
    shown = ("pk", "account__owner_id", "code", "account__name", *words)
    rows = model.objects.filter(within(touched), removed_at=None).values_list(*shown)
    documents = [
        Document(
            kind, pk, owner, code, next((word for word in body if word), code), client, body=[client, *body]
        )
        for pk, owner, code, client, *body in rows
    ]
    drop(kind, touched - {document.entity_id for document in documents})
    put(workspace_id, documents)
