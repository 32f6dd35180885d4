"""Reading the journal: history of a record, and following it without losing a row."""

from __future__ import annotations

from collections.abc import Iterator

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
