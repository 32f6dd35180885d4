"""Teams and territories: create, rename, move."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from saphan.administration.changes import lock_workspace, same_workspace
from saphan.administration.rules import may_add_people, may_configure
from saphan.administration.trees import Node, place, refuse_circle
from saphan.journal import action, create, save
from saphan.workspace.actor import Actor
from saphan.workspace.changes import put
from saphan.workspace.models import Team, Territory

N = TypeVar("N", Team, Territory)
EDITABLE = frozenset({"name", "names", "parent_id"})


@action("team.create", allow=may_add_people)
def create_team(
    *, actor: Actor, name: str, parent: Team | None = None, names: dict[str, str] | None = None
) -> Team:
    """Add a team, at the root or below `parent`. `names` holds its name per language."""
    return _plant(Team(name=name.strip(), names=names or {}), parent, actor)


@action("team.update", allow=may_configure)
def update_team(team: Team, *, actor: Actor, changes: Mapping[str, Any]) -> Team:
    """Change name, names or parent_id. Raises as `move_team`, and RuleBroken("field.not_editable")."""
    return _update(team, changes, actor)


@action("team.move", allow=may_configure)
def move_team(team: Team, *, actor: Actor, parent: Team | None, effective_at: int | None = None) -> Team:
    """Hang the team and all below it under `parent` (None: the root). Rights follow on the next request.

    `effective_at` is in UTC microseconds. Raises RuleBroken("tree.circle") and RuleBroken("tree.too_deep").
    """
    return _update(team, {"parent_id": parent.pk if parent else None}, actor, effective_at)


@action("territory.create", allow=may_configure)
def create_territory(
    *, actor: Actor, name: str, parent: Territory | None = None, names: dict[str, str] | None = None
) -> Territory:
    """Add a territory, at the root or below `parent`. `names` holds its name per language."""
    return _plant(Territory(name=name.strip(), names=names or {}), parent, actor)


@action("territory.update", allow=may_configure)
def update_territory(territory: Territory, *, actor: Actor, changes: Mapping[str, Any]) -> Territory:
    """Change name, names or parent_id. Raises as `move_territory`, and RuleBroken("field.not_editable")."""
    return _update(territory, changes, actor)


@action("territory.move", allow=may_configure)
def move_territory(
    territory: Territory, *, actor: Actor, parent: Territory | None, effective_at: int | None = None
) -> Territory:
    """Hang the territory and all below it under `parent` (None: the root).

    `effective_at` is in UTC microseconds. Raises RuleBroken("tree.circle") and RuleBroken("tree.too_deep").
    """
    return _update(territory, {"parent_id": parent.pk if parent else None}, actor, effective_at)


def _plant(node: N, parent: Node | None, actor: Actor) -> N:
    lock_workspace(actor)
    above = same_workspace(type(node), parent.pk if parent else None, actor)
    node.parent_id = above.pk if above else None
    create(node)
    place(node)
    return node


def _update(node: N, changes: Mapping[str, Any], actor: Actor, effective_at: int | None = None) -> N:
    if "parent_id" in changes:
        _refuse_circle(node, changes["parent_id"], actor)
    put(node, changes, EDITABLE)
    save(node, effective_at=effective_at)
    place(node)
    return node


def _refuse_circle(node: Node, parent_id: int | None, actor: Actor) -> None:
    # Two moves at once could each be harmless and together close a circle.
    lock_workspace(actor)
    node.path = type(node)._base_manager.values_list("path", flat=True).get(pk=node.pk)
    refuse_circle(node, same_workspace(type(node), parent_id, actor))
