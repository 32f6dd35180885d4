"""Keeps contracts findable by their title, number and clauses, and papers of a client with whoever looks after it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from saphan.clients import hooks
from saphan.commerce.contract_duties import refuse_settled
from saphan.commerce.indexing import reindex_papers
from saphan.commerce.models import Clause, Contract
from saphan.journal import subscribe
from saphan.journal.models import BORN, Change
from saphan.journal.recorder import Noted
from saphan.journal.undo import refuse_to_unmake
from saphan.search.index import Document, drop, offer, put
from saphan.workspace.bulk import within

WORDS = frozenset({BORN, "name", "number", "account_id", "removed_at"})
CLAUSE_WORDS = frozenset({BORN, "heading", "removed_at"})


def subscribe_to_journal() -> None:
    offer("contract")
    subscribe("contract", index_contracts)
    subscribe("clause", index_clauses)
    subscribe("account", follow_owner)
    hooks.goes_along(Contract)
    refuse_to_unmake("duty", refuse_settled)


def index_contracts(change: Change, entries: list[Noted]) -> None:
    """Put changed contracts into the index, or take removed ones out."""
    touched = {entry.entity_id for entry in entries if entry.attribute in WORDS}
    if touched:
        _index(change.workspace_id, touched)


def index_clauses(change: Change, entries: list[Noted]) -> None:
    """A contract is found by the headings of its clauses."""
    touched = {entry.entity_id for entry in entries if entry.attribute in CLAUSE_WORDS}
    if touched:
        found = Clause.objects.filter(within(touched)).values_list("contract_id", flat=True)
        _index(change.workspace_id, set(found))


def follow_owner(change: Change, entries: list[Noted]) -> None:
    """What belongs to whoever looks after a client is found by the new one and no longer by the old one."""
    handed = {entry.entity_id for entry in entries if entry.attribute == "owner_id" and entry.old is not None}
    if handed:
        mine = Contract.objects.filter(within(handed, "account__id"), removed_at=None)
        _index(change.workspace_id, set(mine.values_list("pk", flat=True)))
        reindex_papers(change, handed)


def _index(workspace_id: int, touched: Collection[int]) -> None:
    if not touched:
        return
    shown = ("pk", "account__owner_id", "code", "name", "account__name", "number", "external_id")
    rows = list(Contract.objects.filter(within(touched), removed_at=None).values_list(*shown))
    headings: dict[int, list[str]] = defaultdict(list)
    clauses = Clause.objects.filter(within(touched, "contract__id"), removed_at=None).order_by("position")
    for contract_id, heading in clauses.values_list("contract_id", "heading"):
        headings[contract_id].append(heading)
    documents = [
        Document("contract", pk, owner, code, name, client, body=[client, number, external, *headings[pk]])
        for pk, owner, code, name, client, number, external in rows
    ]
    drop("contract", set(touched) - {document.entity_id for document in documents})
    put(workspace_id, documents)
