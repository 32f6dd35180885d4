"""Taking an action back, as an action of its own: the journal keeps both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import F

from saphan.core.errors import Clash, NotAllowed, RuleBroken
from saphan.journal.models import BORN, Change, Entry
from saphan.journal.recorder import current, save
from saphan.journal.runner import ACTIONS, action
from saphan.journal.values import read_back, written
from saphan.workspace.actor import Actor
from saphan.workspace.models import Record, kinds, model_of
from saphan.workspace.rights import Right


def undo(change: Change, *, actor: Actor) -> Change:
    """Undo everything `change` did, at the instants it took effect. Returns the change that did it.

    Raises RuleBroken("change.already_undone"), NotAllowed for a change of somebody else's records, and Clash
    when a later change touched the same fields; then nothing was written.
    """
    if change.undone_by.exists():
        raise RuleBroken("change.already_undone")
    undone: Change = _undo(change_id=change.pk, actor=actor, undoes=change)
    return undone


def _may_undo(actor: Actor, _subject: object) -> bool:
    return any(actor.may(right) for right in (Right.WRITE, Right.LOG, Right.COSTS))


@action("change.undo", allow=_may_undo)
def _undo(*, actor: Actor, change_id: int) -> Change:
    change = Change.objects.get(pk=change_id, workspace_id=actor.workspace_id)
    if change.actor_id != actor.member.pk and not actor.may(Right.CONFIGURE):
        raise RuleBroken("change.not_yours")
    _check_still_allowed(change, actor)
    for kind, entries in _by_kind(change.entries.order_by("-seq")).items():
        take_back(kind, entries)
    return change


def _check_still_allowed(change: Change, actor: Actor) -> None:
    """Who lost the right to do something cannot use undo to do its opposite. Raises NotAllowed."""
    done = ACTIONS.get(change.action)
    kind = change.action.partition(".")[0]
    first = change.entries.filter(kind=kind).order_by("seq").first()
    subject = (
        model_of(kind)._base_manager.filter(pk=first.entity_id).first() if first and kind in kinds() else None
    )
    if subject is not None:
        subject.removed_at = None  # what the change itself removed must not stand in the way of its undo
    if done is not None and not done.allow(actor, subject):
        raise NotAllowed("action.not_allowed", action=change.action)


def take_back(kind: str, entries: Iterable[Entry]) -> None:
    """Restore the values before `entries` (newest first) of records of one kind."""
    if kind not in kinds():
        raise RuleBroken("change.not_undoable", kind=kind)
    model = model_of(kind)
    by_record: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_record[entry.entity_id].append(entry)
    records = model._base_manager.select_for_update().in_bulk(list(by_record))
    for entity_id, own in by_record.items():
        _restore(records[entity_id], own)


def _restore(record: Record, entries: list[Entry]) -> None:
    clashing = []
    for entry in entries:
        if entry.attribute == BORN:
            record.removed_at = current().started_at
        elif written(getattr(record, entry.attribute)) != entry.new:
            clashing.append(entry.attribute)
        else:
            setattr(record, entry.attribute, read_back(type(record), entry.attribute, entry.old))
    if clashing:
        raise Clash(
            "change.overtaken",
            fields=[{"field": name} for name in clashing],
            kind=record.KIND,
            code=record.code,
        )
    save(record, effective_at=entries[0].effective_at)


def _by_kind(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[entry.kind].append(entry)
    return found


def withdraw(kind: str, born: set[int], change: Change) -> int:
    """Put a tombstone on records that came into being with `change`, set-based. Returns how many.

    Records that somebody has changed since stay. The tombstone is effective when the record was born, so that,
    as we now know, it never was.
    """
    model, recorder = model_of(kind), current()
    births = dict(change.entries.filter(kind=kind, attribute=BORN).values_list("entity_id", "effective_at"))
    touched = Entry.objects.filter(kind=kind, entity_id__in=born, workspace_id=change.workspace_id)
    kept = set(
        touched.exclude(change=change).exclude(change__batch=change.batch).values_list("entity_id", flat=True)
    )
    gone = model._base_manager.select_for_update().filter(pk__in=born - kept, removed_at=None)
    records = list(gone)
    gone.update(removed_at=recorder.started_at, version=F("version") + 1)
    for record in records:
        record.version += 1
        recorder.note(record, "removed_at", None, written(recorder.started_at), births[record.pk])
    return len(records)
