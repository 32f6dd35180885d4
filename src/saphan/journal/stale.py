"""What happens when somebody saves a form that was opened before somebody else's save."""

from __future__ import annotations

from typing import Any

from saphan.core.errors import Clash, RuleBroken
from saphan.journal.models import Entry
from saphan.workspace.models import Record


def changes_since(record: Record, version: int) -> dict[str, list[Entry]]:
    """Journal entries of `record` after `version`, by attribute, oldest first."""
    entries = (
        Entry.objects.filter(
            workspace_id=record.workspace_id, kind=record.KIND, entity_id=record.pk, version__gt=version
        )
        .select_related("change__actor")
        .order_by("seq")
    )
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.attribute, []).append(entry)
    return found


def refuse_if_stale(record: Record, version: int, changes: dict[str, Any]) -> None:
    """Raise Clash when the record moved on since `version`.

    The clash lists the fields that both sides changed (`fields`) and those only the other side changed
    (`merged`). When `fields` is empty, the caller may save again with the present version and nothing is lost,
    because an update carries only the fields that its author touched.
    """
    if version > record.version:
        raise RuleBroken("record.version_unknown", version=version)
    if version == record.version:
        return
    theirs = changes_since(record, version)
    both = [name for name in theirs if name in changes and getattr(record, name) != changes[name]]
    raise Clash(
        "record.changed_meanwhile",
        version=record.version,
        fields=[_side_by_side(name, theirs[name], changes[name]) for name in both],
        merged=[name for name in theirs if name not in both],
    )


def _side_by_side(name: str, entries: list[Entry], yours: Any) -> dict[str, Any]:
    last = entries[-1]
    return {
        "field": name,
        "base": entries[0].before,
        "theirs": last.after,
        "yours": yours,
        "by": last.change.actor.name,
        "at": last.recorded_at,
    }
