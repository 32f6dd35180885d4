"""Reading the journal: history of a record, and following it without losing a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from saphan.journal.models import Change, Entry
from saphan.workspace.actor import Actor
from saphan.workspace.models import Record
from saphan.workspace.rights import Right


def history_of(record: Record) -> QuerySet[Entry]:
    """All entries of one record, newest first, with who did it."""
    return (
        Entry.objects.filter(workspace_id=record.workspace_id, kind=record.KIND, entity_id=record.pk)
        .select_related("change__actor")
        .order_by("-seq")
    )


def effects_of(record: Record) -> QuerySet[Entry]:
    """The same in the order of the days on which the changes took effect, whenever they were entered, the latest first."""
    return history_of(record).order_by("-effective_at", "-seq")


def attribute_history(record: Record, attribute: str) -> QuerySet[Entry]:
    """Every past value of one attribute, newest first."""
    return history_of(record).filter(attribute__in=[attribute, "*"])


def tail(workspace_id: int, after_seq: int, *, limit: int = 10_000) -> Iterator[Entry]:
    """Entries after `after_seq` in the order of their commits; safe to follow with the last seq as cursor."""
    return (
        Entry.objects.filter(workspace_id=workspace_id, seq__gt=after_seq).order_by("seq")[:limit].iterator()
    )


def last_seq(workspace_id: int) -> int:
    """The newest journal position of a workspace; 0 when nothing happened yet."""
    found = Entry.objects.filter(workspace_id=workspace_id).order_by("-seq").values_list("seq", flat=True)[:1]
    return next(iter(found), 0)


def changes_of(workspace_id: int) -> QuerySet[Change]:
    return Change.objects.filter(workspace_id=workspace_id).select_related("actor").order_by("-id")


def changes_for(actor: Actor) -> QuerySet[Change]:
    """One's own changes; with the right to configure, everybody's in the workspace."""
    changes = changes_of(actor.workspace_id)
    return changes if actor.may(Right.CONFIGURE) else changes.filter(actor=actor.member)


def values_then(
    workspace_id: int, kind: str, ids: Iterable[int], attributes: Iterable[str], *, as_of: int, known_at: int
) -> dict[tuple[int, str], Any]:
    """What attributes of records held at `as_of` by what was known at `known_at` (UTC microseconds).

    Holds only what may differ from the present: an attribute that never changed has no entry here.
    """
    changes = Entry.objects.filter(
        workspace_id=workspace_id, kind=kind, entity_id__in=list(ids), attribute__in=list(attributes)
    ).order_by("seq")
    found: dict[tuple[int, str], Any] = {}
    places: dict[tuple[int, str], tuple[int, int]] = {}
    for entry in changes:
        key, place = (entry.entity_id, entry.attribute), (entry.effective_at, entry.seq)
        if key not in found:
            found[key] = entry.before
        if entry.effective_at <= as_of and entry.recorded_at <= known_at and place > places.get(key, (-1, 0)):
            found[key], places[key] = entry.after, place
    return found
