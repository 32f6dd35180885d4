"""Where rooms above join in when a client is merged or removed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from saphan.journal import save_many
from saphan.workspace.models import Record

MergeHandler = Callable[[Record, Record], None]
RemovalCheck = Callable[[Record], None]
_merge: dict[str, list[MergeHandler]] = {}
_removal: dict[str, list[RemovalCheck]] = {}


def on_merge(kind: str, handler: MergeHandler) -> None:
    """Call `handler(kept, other)` inside every merge of `kind`; it moves what it knows with `save_many`."""
    _merge.setdefault(kind, []).append(handler)


def goes_along(*models: Any) -> None:
    """Rows of these `models` that name a client become those of the kept one in every merge of two clients."""
    for model in models:
        on_merge("account", partial(move_rows, model))


def move_rows(model: Any, kept: Record, other: Record) -> None:
    """What `other` had of `model` is that of `kept`; removed rows too, so that undo finds them."""
    rows = list(model._base_manager.select_for_update().filter(account_id=other.pk))
    for row in rows:
        row.account_id = kept.pk
    save_many(rows, ["account_id"])


def before_removal(kind: str, check: RemovalCheck) -> None:
    """Call `check(record)` before a record of `kind` is removed; it raises RuleBroken to prevent that."""
    _removal.setdefault(kind, []).append(check)


def merged(kept: Record, other: Record) -> None:
    """Tell every room that `other` became `kept`."""
    for handler in _merge.get(kept.KIND, []):
        handler(kept, other)


def about_to_remove(record: Record) -> None:
    """Ask every room whether `record` may go."""
    for check in _removal.get(record.KIND, []):
        check(record)
