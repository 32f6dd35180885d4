"""Who may do what with quotes and price lists."""

from __future__ import annotations

from saphan.commerce.models import Quote
from saphan.workspace.actor import Actor
from saphan.workspace.rights import Right


def may_write_quote(actor: Actor, subject: Quote) -> bool:
    """Whether the actor may change what this owner offers."""
    return subject.removed_at is None and actor.reaches(Right.WRITE, subject.owner_id)


def may_quote(actor: Actor, _subject: object) -> bool:
    return actor.may(Right.WRITE)


def may_approve(actor: Actor, subject: Quote) -> bool:
    """By role. That nobody approves what they wrote is a rule of the action, see `authors_of`."""
    return subject.removed_at is None and actor.reaches(Right.APPROVE, subject.owner_id)


def may_set_prices(actor: Actor, _subject: object) -> bool:
    return actor.may(Right.CONFIGURE)


def authors_of(quote: Quote) -> frozenset[int | None]:
    """Members who had a hand in the quote, and so cannot be its second person."""
    return frozenset({quote.created_by_id, quote.owner_id, quote.priced_by_id, quote.submitted_by_id})
