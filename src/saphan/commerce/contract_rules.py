"""Who may do what with contracts, their clauses and duties: whoever may write at the client."""

from __future__ import annotations

from saphan.commerce.models import Contract, Duty
from saphan.workspace.actor import Actor
from saphan.workspace.rights import Right


def may_write_contract(actor: Actor, subject: Contract) -> bool:
    """Whether the actor may change what is agreed with this client."""
    return subject.removed_at is None and actor.reaches(Right.WRITE, subject.account.owner_id)


def may_agree(actor: Actor, subject: Contract | None) -> bool:
    """Whether the actor may draw up contracts; of one that is there (undo asks), whether it is theirs to write."""
    return actor.may(Right.WRITE) and (subject is None or may_write_contract(actor, subject))


def may_settle(actor: Actor, subject: Duty) -> bool:
    """Whether the actor may say what became of a duty."""
    return subject.removed_at is None and may_write_contract(actor, subject.contract)


def may_run(actor: Actor, _subject: object) -> bool:
    """The clock's own work; a person who configures may start it too."""
    return actor.may(Right.CONFIGURE)
