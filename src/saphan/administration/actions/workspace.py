"""The workspace's own terms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from saphan.administration.changes import lock_workspace, note_row
from saphan.administration.opening import check_terms
from saphan.administration.rules import may_administer
from saphan.core.errors import Clash
from saphan.core.nouns import known_nouns, stored
from saphan.journal import action
from saphan.workspace.actor import Actor
from saphan.workspace.changes import put
from saphan.workspace.models import Workspace

EDITABLE = frozenset(
    {"name", "language", "time_zone", "currency", "fiscal_start_month", "plan_rate_date", "nouns"}
)


@action("workspace.update", allow=may_administer)
def update_workspace(
    *, actor: Actor, changes: Mapping[str, Any], seen: Mapping[str, Any] | None = None
) -> Workspace:
    """Change the workspace's terms; figures follow at once, stored amounts and dates stay as they are.

    `seen` are the values that the author looked at. Raises Clash when somebody else changed one of the same
    fields since, and RuleBroken for an unknown zone, currency or month.
    """
    workspace = lock_workspace(actor)
    if "nouns" in changes:
        changes = {**changes, "nouns": stored(known_nouns(changes["nouns"]))}
    before = {name: getattr(workspace, name) for name in EDITABLE}
    _refuse_overwriting(before, changes, seen or {})
    put(workspace, changes, EDITABLE)
    check_terms(workspace.time_zone, workspace.currency, workspace.fiscal_start_month)
    changed = [name for name in changes if before[name] != changes[name]]
    if changed:
        workspace.save(update_fields=changed)
    for name in changed:
        note_row("workspace", workspace, name, before[name], changes[name])
    return workspace


def _refuse_overwriting(
    before: Mapping[str, Any], changes: Mapping[str, Any], seen: Mapping[str, Any]
) -> None:
    both = [
        {"field": name, "base": seen[name], "theirs": before[name], "yours": changes[name]}
        for name in changes
        if name in seen and before.get(name) not in (seen[name], changes[name])
    ]
    if both:
        raise Clash("record.changed_meanwhile", fields=both)
