"""Who may save a view, and who may change one."""

from __future__ import annotations

from saphan.listings.models import SavedView
from saphan.workspace.actor import Actor
from saphan.workspace.rights import Right


def may_save(actor: Actor, _subject: object = None) -> bool:
    """Whoever reads lists may keep views of them."""
    return actor.may(Right.READ)


def may_change(actor: Actor, view: SavedView) -> bool:
    """Its owner; a shared one also whoever sets the workspace up."""
    if view.workspace_id != actor.workspace_id or view.removed_at is not None or not may_save(actor):
        return False
    return view.owner_id == actor.member.pk or (view.is_shared and actor.may(Right.CONFIGURE))


def may_share(actor: Actor, view: SavedView | None = None) -> bool:
    """Everybody's tabs are filled by people who work in the lists, not by those who only read them."""
    works = actor.may(Right.WRITE) or actor.may(Right.LOG)
    return works and (view is None or may_change(actor, view))


def may_edit_cells(actor: Actor, _subject: object = None) -> bool:
    """Whether the actor changes records at all; each cell asks for its own record again."""
    return any(actor.may(right) for right in (Right.WRITE, Right.LOG, Right.COSTS, Right.CONFIGURE))
