"""Who may do what with costs and campaigns."""

from __future__ import annotations

from saphan.workspace.actor import Actor
from saphan.workspace.rights import Right


def may_keep_costs(actor: Actor, _subject: object) -> bool:
    """Costs are seen and kept by those who have the right to them, and by nobody else."""
    return actor.may(Right.COSTS)
