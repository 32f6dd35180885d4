"""Saving a view of a list, changing it, sharing it, taking it away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from saphan.core.errors import RuleBroken
from saphan.journal import action, create, remove, save
from saphan.listings.models import LONGEST_QUERY, SavedView
from saphan.listings.queries import views_for
from saphan.listings.rules import may_change, may_edit_cells, may_save, may_share
from saphan.workspace.actor import Actor
from saphan.workspace.models import Record

# The lists that can be saved; a list joins when its page shows saved views.
PLACES = (
    "clients", "people", "leads", "deals", "board", "quotes", "contracts", "duties", "orders", "invoices", "receipts", "costs", "campaigns", "targets", "answers", "invitations",
    "surveys", "offerings",
)  # fmt: skip
MOST_VIEWS = 40
EDITABLE = frozenset({"name", "query"})


@action("view.save", allow=may_save)
def save_view(*, actor: Actor, place: str, name: str, query: str = "", is_shared: bool = False) -> SavedView:
    """Keep the address `query` of a list under a name, for oneself or for all.

    Raises RuleBroken("view.unknown_place" | "view.name_missing" | "view.name_too_long" | "view.query_too_long" |
    "view.too_many" | "view.sharing_not_allowed").
    """
    if place not in PLACES:
        raise RuleBroken("view.unknown_place", field="place", place=place[:40], places=", ".join(PLACES))
    if is_shared and not may_share(actor):
        raise RuleBroken("view.sharing_not_allowed", field="is_shared")
    if views_for(actor).filter(place=place, owner=actor.member).count() >= MOST_VIEWS:
        raise RuleBroken("view.too_many", most=MOST_VIEWS)
    return create(
        SavedView(place=place, name=_name(name), query=_query(query), owner=actor.member, is_shared=is_shared)
    )


@action("view.update", allow=may_change)
def update_view(view: SavedView, *, actor: Actor, changes: Mapping[str, Any]) -> SavedView:  # noqa: ARG001
    """Give a view another `name` or another `query`. Raises what `save_view` says about both."""
    for key, value in changes.items():
        if key not in EDITABLE:
            raise RuleBroken("field.not_editable", field=key)
        setattr(view, key, _name(str(value)) if key == "name" else _query(str(value)))
    return save(view)


@action("view.share", allow=may_share)
def share_view(view: SavedView, *, actor: Actor, is_shared: bool = True) -> SavedView:  # noqa: ARG001
    """Show a view to everybody in the workspace, or to its owner alone again. Rows stay what each may see."""
    view.is_shared = is_shared
    return save(view)


@action("view.remove", allow=may_change)
def remove_view(view: SavedView, *, actor: Actor) -> SavedView:  # noqa: ARG001
    """Take a view away, for everybody who saw it."""
    return remove(view)


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not name:
        raise RuleBroken("view.name_missing", field="name")
    longest = SavedView._meta.get_field("name").max_length or 0
    if len(name) > longest:
        raise RuleBroken("view.name_too_long", field="name", most=longest)
    return name


def _query(text: str) -> str:
    query = text.strip().removeprefix("?")
    if len(query) > LONGEST_QUERY:
        raise RuleBroken("view.query_too_long", field="query")
    return query


@action("cells.paste", allow=may_edit_cells)
def paste_cells(*, actor: Actor, writes: Sequence[Callable[[], Record]]) -> Record:  # noqa: ARG001
    """Run the actions behind several cells as one change: all of them, or none. At least one write.

    Each action asks for its own permission. Returns the first record, which carries the change that undo takes
    back. Raises what the actions raise.
    """
    first, *_rest = [write() for write in writes]
    return first
