"""Taking a whole import back: everything it brought leaves, everything it changed returns."""

from __future__ import annotations

from django.db.models import QuerySet

from saphan.core.errors import RuleBroken
from saphan.exchange.engine import Progress, may_import, unwatched
from saphan.exchange.models import ImportRun
from saphan.exchange.terms import RunState
from saphan.journal import action, now
from saphan.journal.models import BORN, Change
from saphan.journal.undo import take_back, withdraw
from saphan.workspace.actor import Actor
from saphan.workspace.terms import Door

DAYS = 30
DAY = 86_400_000_000  # microseconds


def undo_until(run: ImportRun) -> int | None:
    """The instant (UTC microseconds) until which an import can be undone; None before it is done."""
    return None if run.finished_at is None else run.finished_at + DAYS * DAY


def check_undoable(run: ImportRun) -> None:
    """Raises RuleBroken("import.not_done" | "import.too_late")."""
    if run.state not in (RunState.DONE, RunState.PAUSED, RunState.UNDOING):
        raise RuleBroken("import.not_done", code=run.code)
    until = undo_until(run)
    if until is not None and now() > until:
        raise RuleBroken("import.too_late", code=run.code, days=DAYS)


def undo_import(run: ImportRun, actor: Actor, progress: Progress = unwatched) -> ImportRun:
    """Undo an import, its newest batch first, each in a transaction of its own; goes on after a crash.

    What somebody has worked on since stays as it is. Raises what `check_undoable` raises.
    """
    check_undoable(run)
    ImportRun.objects.filter(pk=run.pk).update(state=RunState.UNDOING)
    changes = list(_changes(run).filter(undone_by=None).order_by("-pk"))
    for done, change in enumerate(changes, start=1):
        undo_batch(change, actor=actor.through(Door.IMPORT), undoes=change)
        progress(done, len(changes))
    ImportRun.objects.filter(pk=run.pk).update(state=RunState.UNDONE)
    run.refresh_from_db()
    return run


@action("import.undo_batch", allow=may_import)
def undo_batch(change: Change, *, actor: Actor) -> None:
    """Undo one batch: births by a tombstone each, set-based; changed values one record at a time."""
    kinds = list(dict.fromkeys(change.entries.order_by("-seq").values_list("kind", flat=True)))
    for kind in kinds:
        entries = change.entries.filter(kind=kind).order_by("-seq")
        born = set(entries.filter(attribute=BORN).values_list("entity_id", flat=True))
        withdraw(kind, born, change)
        take_back(kind, entries.exclude(entity_id__in=born))


def _changes(run: ImportRun) -> QuerySet[Change]:
    return Change.objects.filter(workspace_id=run.workspace_id, batch=run.code)
