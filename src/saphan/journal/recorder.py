"""Collects what an action changes and writes it to the journal in the action's own transaction."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from django.db import connection
from django.db.models import F

from saphan.core.errors import Clash
from saphan.journal.clock import now
from saphan.journal.models import BORN, Change, Entry, OutboxMessage
from saphan.journal.values import first_values, snapshot, values_text, written
from saphan.workspace.actor import Actor
from saphan.workspace.bulk import insert, insert_values, reserve_keys
from saphan.workspace.codes import next_codes
from saphan.workspace.models import Record

R = TypeVar("R", bound=Record)
Subscriber = Callable[[Change, list["Noted"]], None]
_subscribers: dict[str, list[Subscriber]] = {}
_current: ContextVar[Recorder | None] = ContextVar("current_change", default=None)
BATCH = 2_000
# Instants in UTC microseconds with the attributes that took these values then; the first is the birth.
History = Sequence[tuple[int, dict[str, Any]]]


def subscribe(kind: str, handler: Subscriber) -> None:
    """Call `handler(change, entries)` in the same transaction whenever records of `kind` change."""
    _subscribers.setdefault(kind, []).append(handler)


def current() -> Recorder:
    """The recorder of the running action. Raises RuntimeError outside of one: nothing is written unseen."""
    recorder = _current.get()
    if recorder is None:
        raise RuntimeError("business rows are written inside an @action only")
    return recorder


@dataclass(slots=True)
class Noted:
    """An entry before it is written: an import notes hundreds of thousands, for which a model is too heavy."""

    kind: str
    entity_id: int
    attribute: str
    old: str | None
    new: str | None
    effective_at: int
    version: int

    @property
    def before(self) -> Any:
        return None if self.old is None else json.loads(self.old)

    @property
    def after(self) -> Any:
        return None if self.new is None else json.loads(self.new)


NOTED = ("kind", "entity_id", "attribute", "old", "new", "effective_at", "version")
CHANGE = ("workspace_id", "action", "actor_id", "door", "agent", "acting", "reason", "undoes_id", "batch")
COLUMNS = (*NOTED, "seq", "change_id", "workspace_id", "recorded_at")


@dataclass
class Recorder:
    """Everything one action did so far."""

    actor: Actor
    action: str
    reason: str = ""
    batch: str = ""
    undoes: Change | None = None
    started_at: int = field(default_factory=now)
    entries: list[Noted] = field(default_factory=list)
    messages: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def note(
        self, record: Record, attribute: str, old: str | None, new: str | None, effective_at: int | None
    ) -> None:
        instant = self.started_at if effective_at is None else effective_at
        self.entries.append(Noted(record.KIND, record.pk, attribute, old, new, instant, record.version))

    def close(self) -> Change | None:
        """Write the change, its entries and its outbox rows. None when nothing changed."""
        if not self.entries and not self.messages:
            return None
        queue_behind_other_writers(self.actor.workspace_id)
        change = self._write_change()
        keys = reserve_keys(Entry, len(self.entries))
        read, same = attrgetter(*NOTED), (change.pk, change.workspace_id, change.recorded_at)
        insert_values(
            Entry, COLUMNS, [(*read(e), key, *same) for e, key in zip(self.entries, keys, strict=True)]
        )
        self.tell_subscribers(change)
        OutboxMessage.objects.bulk_create(
            OutboxMessage(change=change, topic=topic, payload=payload, due_at=change.recorded_at)
            for topic, payload in self.messages
        )
        return change

    def _write_change(self) -> Change:
        change = Change(
            workspace_id=self.actor.workspace_id, action=self.action, actor=self.actor.member, door=self.actor.door,
            agent=self.actor.agent, acting=self.actor.acting, reason=self.reason, undoes=self.undoes, batch=self.batch,
        )  # fmt: skip
        values = [getattr(change, name) for name in CHANGE]
        with connection.cursor() as cursor:
            cursor.execute(_insert_change(connection.vendor), [*values, now(), change.workspace_id])
            change.pk, change.recorded_at = cursor.fetchone()
        change._state.adding = False
        return change

    def tell_subscribers(self, change: Change, *, but: Collection[Subscriber] = ()) -> None:
        """Let those who follow a kind of record do their part, each with the entries of that kind.

        `but` are those who were told already.
        """
        for kind in dict.fromkeys(entry.kind for entry in self.entries):
            if handlers := _subscribers.get(kind):
                mine = [entry for entry in self.entries if entry.kind == kind]
                for handler in handlers:
                    if handler not in but:
                        handler(change, mine)


def create(record: R, *, effective_at: int | None = None) -> R:
    """Insert a record with its next public code; the journal gets one row with all its first values."""
    create_many([record], effective_at=effective_at)
    return record


def create_many(
    records: Sequence[R], *, effective_at: int | Sequence[int | None] | None = None
) -> Sequence[R]:
    """Insert many records of one kind at once. `effective_at` is one instant for all or one for each."""
    recorder = current()
    _insert_new(records, recorder)
    instants = (
        [effective_at] * len(records)
        if effective_at is None or isinstance(effective_at, int)
        else effective_at
    )
    for record, instant in zip(records, instants, strict=True):
        recorder.note(record, BORN, None, first_values(record), instant)
    return records


def _insert_new(records: Sequence[Record], recorder: Recorder) -> None:
    if not records:
        return
    model = type(records[0])
    uncoded = [record for record in records if not record.code]
    codes = next_codes(recorder.actor.workspace_id, model.PREFIX, len(uncoded)) if uncoded else []
    for record, code in zip(uncoded, codes, strict=True):
        record.code = code
    same = {
        "workspace_id": recorder.actor.workspace_id,
        "created_at": recorder.started_at,
        "created_by_id": recorder.actor.member.pk,
    }
    for record in records:
        record.refresh_derived()
        vars(record).update(same)
    insert(records)


def create_with_history(records: Sequence[R], histories: Sequence[History]) -> Sequence[R]:
    """Insert records that have a past: each history is the instants at which attributes took their values.

    The first instant is the birth; its values are those the record began with, where they differ from today's.
    The record itself holds what is true after the last instant. For imports: recorded now, effective then.
    """
    recorder = current()
    _insert_new(records, recorder)
    for record, history in zip(records, histories, strict=True):
        (born_at, first), *later = history
        held = snapshot(record) | first
        recorder.note(record, BORN, None, values_text(held), born_at)
        for instant, values in later:
            for name, value in values.items():
                if held[name] != value:
                    recorder.note(record, name, written(held[name]), written(value), instant)
                    held[name] = value
    return records


def save(record: R, *, effective_at: int | None = None) -> R:
    """Write what changed in `record` since the database last saw it, and journal each attribute.

    Raises Clash when somebody else saved the record after it was read.
    """
    model = type(record)
    record.refresh_derived()
    before = model._base_manager.values("version", *model.attributes()).get(pk=record.pk)
    changed = {name: value for name, value in snapshot(record).items() if before[name] != value}
    derived = {name: getattr(record, name) for name in model.DERIVED}
    if not changed:
        return record
    mine = model._base_manager.filter(pk=record.pk, version=record.version)
    if not mine.update(**changed, **derived, version=F("version") + 1):
        raise Clash("record.changed_meanwhile", fields=[])
    record.version += 1
    for name, value in changed.items():
        current().note(record, name, written(before[name]), written(value), effective_at)
    return record


def save_many(records: Iterable[R], attributes: Sequence[str], *, effective_at: int | None = None) -> list[R]:
    """Write the named attributes of many locked records at once; unchanged records are left alone."""
    wanted = list(records)
    if not wanted:
        return []
    model = type(wanted[0])
    before = {
        row["pk"]: row
        for row in model._base_manager.filter(pk__in=[r.pk for r in wanted]).values("pk", *attributes)
    }
    changed = [r for r in wanted if any(before[r.pk][name] != getattr(r, name) for name in attributes)]
    for record in changed:
        record.refresh_derived()
        record.version += 1
        for name in attributes:
            old, new = before[record.pk][name], getattr(record, name)
            if old != new:
                current().note(record, name, written(old), written(new), effective_at)
    fields = [
        *(f.name for f in model._meta.concrete_fields if f.attname in {*attributes, *model.DERIVED}),
        "version",
    ]
    # An insert that meets its own row: one plain statement, many times faster than the CASE of bulk_update.
    model._base_manager.bulk_create(
        changed, batch_size=BATCH, update_conflicts=True, unique_fields=["id"], update_fields=fields
    )
    return changed


def remove(record: R, *, effective_at: int | None = None) -> R:
    """Set the tombstone: the record leaves every list, its history stays."""
    record.removed_at = current().started_at
    return save(record, effective_at=effective_at)


def emit(topic: str, **payload: Any) -> None:
    """Promise an effect outside the database; it happens after commit, at least once, or never on rollback."""
    current().messages.append((topic, payload))


def queue_behind_other_writers(workspace_id: int) -> None:
    """From here to the commit one writer per workspace, so that the order of `seq` is the order of commits.

    Without it a reader that follows `seq` would lose rows of a slower transaction that took an earlier number.
    SQLite has one writer anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [0x5A48, workspace_id])


@cache
def _insert_change(vendor: str) -> str:
    """Never recorded before the last change: a clock that was set back must not make the journal run backwards."""
    later = "GREATEST" if vendor == "postgresql" else "MAX"
    last = "SELECT recorded_at FROM journal_change WHERE workspace_id = %s ORDER BY id DESC LIMIT 1"
    marks = ", ".join(["%s"] * len(CHANGE))
    return (
        f"INSERT INTO journal_change ({', '.join(CHANGE)}, recorded_at)"  # noqa: S608
        f" VALUES ({marks}, {later}(%s, COALESCE(({last}), 0))) RETURNING id, recorded_at"
    )
