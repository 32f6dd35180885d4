"""What the actions of this room share when they change a row."""

from __future__ import annotations

from typing import Any, TypeVar

from saphan.core.errors import NotFound
from saphan.journal.models import BORN
from saphan.journal.recorder import Noted, current
from saphan.journal.values import written
from saphan.workspace.actor import Actor
from saphan.workspace.models import ExchangeRate, Record, Workspace

R = TypeVar("R", bound=Record)


def same_workspace(model: type[R], pk: int | None, actor: Actor) -> R | None:
    """The row that a reference names, or None for no reference. Raises NotFound for another workspace's."""
    if pk is None:
        return None
    found = model._base_manager.filter(pk=pk, workspace_id=actor.workspace_id, removed_at=None).first()
    if found is None:
        raise NotFound(f"{model.KIND}.not_found")
    return found


def lock_workspace(actor: Actor) -> Workspace:
    """The workspace row, locked: makes rules that count over many rows hold when two people act at once."""
    return Workspace.objects.select_for_update().get(pk=actor.workspace_id)


def note_row(kind: str, row: Workspace | ExchangeRate, attribute: str, old: Any, new: Any) -> None:
    """Journal a row that is no `Record`: the workspace itself, or a rate."""
    recorder = current()
    before = None if attribute == BORN else written(old)
    recorder.entries.append(Noted(kind, row.pk, attribute, before, written(new), recorder.started_at, 1))
