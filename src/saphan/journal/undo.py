"""Taking an action back, as an action of its own: the journal keeps both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from django.db.models import CASCADE, F, ForeignKey

from saphan.core.errors import Clash, NotAllowed, RuleBroken
from saphan.journal.models import BORN, Change, Entry
from saphan.journal.recorder import Noted, current, save_many
from saphan.journal.runner import ACTIONS, action
from saphan.journal.values import read_back, written
from saphan.workspace.actor import Actor
from saphan.workspace.models import Record, Workspace, kinds, model_of
from saphan.workspace.rights import Right

Needed = Callable[[set[int]], None]
_still_needed: dict[str, Needed] = {}


def refuse_to_unmake(kind: str, refuse: Needed) -> None:
    """Ask `refuse(ids)` before records of `kind` that a change brought are unmade; it raises if they are needed."""
    _still_needed[kind] = refuse


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
    return any(actor.may(right) for right in (Right.WRITE, Right.LOG, Right.BILL, Right.RECEIVE, Right.COSTS))


@action("change.undo", allow=_may_undo)
def _undo(*, actor: Actor, change_id: int) -> Change:
    change = Change.objects.get(pk=change_id, workspace_id=actor.workspace_id)
    if change.actor_id != actor.member.pk and not actor.may(Right.CONFIGURE):
        raise RuleBroken("change.not_yours")
    _check_still_allowed(change, actor)
    by_kind = _by_kind(change.entries.order_by("-seq"))
    for kind, entries in by_kind.items():
        take_back(kind, entries)
    for kind, refuse in _still_needed.items():
        refuse({entry.entity_id for entry in by_kind.get(kind, ()) if entry.attribute == BORN})
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
    if kind == "workspace":
        _restore_workspace(entries)
    elif kind in kinds():
        _restore(model_of(kind), entries)
    else:
        raise RuleBroken("change.not_undoable", kind=kind)


def _restore(model: type[Record], entries: Iterable[Entry]) -> None:
    by_record: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_record[entry.entity_id].append(entry)
    records = model._base_manager.select_for_update().in_bulk(list(by_record))
    same_instant: dict[int, list[Record]] = defaultdict(list)
    for entity_id, own in by_record.items():
        _set_back(records[entity_id], own)
        same_instant[own[0].effective_at].append(records[entity_id])
    for instant, restored in same_instant.items():
        save_many(restored, model.attributes(), effective_at=instant)


def _restore_workspace(entries: Iterable[Entry]) -> None:
    """The workspace is no `Record`, but its terms come back the same way."""
    for entry in entries:
        workspace = Workspace.objects.select_for_update().get(pk=entry.entity_id)
        if entry.attribute == BORN:
            raise RuleBroken("change.not_undoable", kind="workspace")
        if written(getattr(workspace, entry.attribute)) != entry.new:
            fields = [{"field": entry.attribute}]
            raise Clash("change.overtaken", fields=fields, kind="workspace", code=workspace.code)
        field = next(f for f in Workspace._meta.concrete_fields if f.attname == entry.attribute)
        setattr(workspace, entry.attribute, None if entry.old is None else field.to_python(entry.before))
        workspace.save(update_fields=[entry.attribute])
        current().entries.append(
            Noted("workspace", workspace.pk, entry.attribute, entry.new, entry.old, entry.effective_at, 1)
        )


def _set_back(record: Record, entries: list[Entry]) -> None:
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


def _by_kind(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[entry.kind].append(entry)
    return found


def withdraw(kind: str, born: set[int], change: Change) -> int:
    """Put a tombstone on records that came into being with `change`, set-based. Returns how many.

    Records that somebody has changed since stay, whole, with their parts. The tombstone is effective when the record
    was born, so that, as we now know, it never was.
    """
    model, recorder = model_of(kind), current()
    births = dict(change.entries.filter(kind=kind, attribute=BORN).values_list("entity_id", "effective_at"))
    kept = _worked_on(kind, born, change) | _parts_of_kept(model, born, change)
    gone = model._base_manager.select_for_update().filter(pk__in=born - kept, removed_at=None)
    records = list(gone)
    gone.update(removed_at=recorder.started_at, version=F("version") + 1)
    for record in records:
        record.version += 1
        recorder.note(record, "removed_at", None, written(recorder.started_at), births[record.pk])
    return len(records)


def _worked_on(kind: str, ids: set[int], change: Change) -> set[int]:
    """Those that somebody has changed outside of the batch of `change`."""
    touched = Entry.objects.filter(kind=kind, entity_id__in=ids, workspace_id=change.workspace_id)
    others = touched.exclude(change=change).exclude(change__batch=change.batch)
    # Taking back a later part of the same batch is no work of somebody's either.
    return set(others.exclude(change__undoes__batch=change.batch).values_list("entity_id", flat=True))


def _parts_of_kept(model: type[Record], born: set[int], change: Change) -> set[int]:
    """Parts (lines, clauses, versions) of what came with the same batch and stays because somebody worked on it.

    What also is a part of something that leaves, as a job of its person, leaves with it.
    """
    stay, leave = set[int](), set[int]()
    for field in model._meta.concrete_fields:
        whole = field.related_model
        if not (isinstance(field, ForeignKey) and field.remote_field.on_delete is CASCADE):
            continue
        assert isinstance(whole, type) and issubclass(whole, Record)  # noqa: S101, PT018  records are parts of records
        of = dict(model._base_manager.filter(pk__in=born).values_list("pk", field.attname))
        births = Entry.objects.filter(kind=whole.KIND, attribute=BORN, entity_id__in=set(of.values()))
        came = set(births.filter(change__batch=change.batch).values_list("entity_id", flat=True))
        kept = _worked_on(whole.KIND, came, change)
        stay |= {pk for pk, owner in of.items() if owner in kept}
        leave |= {pk for pk, owner in of.items() if owner in came - kept}
    return stay - leave
