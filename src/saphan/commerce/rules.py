"""Who may do what with orders, costs and campaigns."""

from __future__ import annotations

from saphan.commerce.models import Order
from saphan.workspace.actor import Actor
from saphan.workspace.rights import Right


def may_write(actor: Actor, subject: Order) -> bool:
    """Whether the actor may change what this owner has agreed."""
    return subject.removed_at is None and actor.reaches(Right.WRITE, subject.owner_id)


def may_create(actor: Actor, _subject: object) -> bool:
    return actor.may(Right.WRITE)


def may_keep_costs(actor: Actor, _subject: object) -> bool:
    """Costs are seen and kept by those who have the right to them, and by nobody else."""
    return actor.may(Right.COSTS)
