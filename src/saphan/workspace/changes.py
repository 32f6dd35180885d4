"""How an action that takes named changes puts them on a record."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from saphan.core.errors import RuleBroken
from saphan.workspace.models import Record, Workspace


def put(row: Record | Workspace, changes: Mapping[str, Any], editable: Collection[str]) -> None:
    """Set the named attributes, texts without the blanks around them; nothing is saved.

    Raises RuleBroken("field.not_editable") for any that is not in `editable`.
    """
    for name, value in changes.items():
        if name not in editable:
            raise RuleBroken("field.not_editable", field=name, name=name)
        setattr(row, name, value.strip() if isinstance(value, str) else value)
