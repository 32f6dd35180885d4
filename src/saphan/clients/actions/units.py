"""The parts of a client that buy on their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from saphan.clients.edits import apply_changes, required
from saphan.clients.models import Account, BusinessUnit
from saphan.clients.rules import may_write, may_write_child
from saphan.journal import action, create, remove, save
from saphan.workspace.actor import Actor

PLAIN = frozenset({"name", "budget_holder", "status"})


@action("business_unit.create", allow=may_write)
def create_unit(account: Account, *, actor: Actor, name: str, **values: Any) -> BusinessUnit:
    """Raises RuleBroken("business_unit.required") without a name, and what `update_unit` raises."""
    name = required("business_unit", "name", name)
    unit = BusinessUnit(workspace_id=actor.workspace_id, account=account)
    apply_changes(unit, {"name": name, **values}, actor=actor, plain=PLAIN, references={})
    return create(unit)


@action("business_unit.update", allow=may_write_child)
def update_unit(
    unit: BusinessUnit, *, actor: Actor, changes: Mapping[str, Any], effective_at: int | None = None
) -> BusinessUnit:
    """Rename, close or open a unit. Raises RuleBroken("business_unit.unknown_field") and (".bad_value")."""
    apply_changes(unit, changes, actor=actor, plain=PLAIN, references={})
    return save(unit, effective_at=effective_at)


@action("business_unit.remove", allow=may_write_child)
def remove_unit(unit: BusinessUnit, *, actor: Actor) -> BusinessUnit:
    return remove(unit)
