"""Paths of the two trees, teams and territories: "/1/4/", the ids from the root down.

A path follows from the parents, so it is worked out again after every change of a parent, undo included.
"""

from __future__ import annotations

from typing import TypeAlias

from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from saphan.core.errors import RuleBroken
from saphan.journal.models import BORN, Change
from saphan.journal.recorder import Noted
from saphan.workspace.models import Team, Territory, model_of

Node: TypeAlias = Team | Territory
LONGEST_PATH = 255


def refuse_circle(node: Node, parent: Node | None) -> None:
    """Raise RuleBroken("tree.circle") when `parent` is the node itself or lies below it."""
    if parent is not None and parent.path.startswith(node.path):
        raise RuleBroken("tree.circle", field="parent_id", name=node.name)


def place(node: Node) -> None:
    """Write the paths of the node and of everything below it. Raises RuleBroken("tree.too_deep")."""
    model = type(node)
    parent = model._base_manager.get(pk=node.parent_id) if node.parent_id else None
    old, new = node.path, f"{parent.path if parent else '/'}{node.pk}/"
    if old == new:
        return
    below = model._base_manager.filter(workspace_id=node.workspace_id, path__startswith=old) if old else None
    longest = max(map(len, below.values_list("path", flat=True)), default=0) - len(old) if below else 0
    if len(new) + longest > LONGEST_PATH:
        raise RuleBroken("tree.too_deep", field="parent_id")
    if below is not None:
        below.update(path=Concat(Value(new), Substr(F("path"), len(old) + 1)))
    model._base_manager.filter(pk=node.pk).update(path=new)
    node.path = new


def replant(_change: Change, entries: list[Noted]) -> None:
    """Journal subscriber: place every node whose parent changed, whichever action did it."""
    moved = {entry.entity_id: entry.kind for entry in entries if entry.attribute in {BORN, "parent_id"}}
    for pk, kind in moved.items():
        node = model_of(kind)._base_manager.get(pk=pk)
        assert isinstance(node, Team | Territory)  # noqa: S101 - the only kinds this is subscribed to
        place(node)
