"""Who may set up what."""

from __future__ import annotations

from typing import Any

from saphan.workspace.actor import Actor
from saphan.workspace.rights import Right, Scope
from saphan.workspace.terms import MemberStatus


def may_administer(actor: Actor, _subject: Any) -> bool:
    return actor.may(Right.ADMINISTER)


def may_configure(actor: Actor, _subject: Any) -> bool:
    return actor.may(Right.CONFIGURE)


def may_keep_rates(actor: Actor, _subject: Any) -> bool:
    return actor.may(Right.RATES)


def may_add_people(actor: Actor, _subject: Any) -> bool:
    """Somebody who brings data in also brings the names of those who own it; that gives nobody a sign-in."""
    return actor.may(Right.ADMINISTER) or actor.may(Right.IMPORT)


def may_look_as(actor: Actor, subject: Any) -> bool:
    """Who sees the whole workspace and sets it up may look at it as any active colleague does."""
    return (
        actor.may(Right.CONFIGURE)
        and actor.scope(Right.READ) is Scope.ALL
        and subject is not None
        and subject.pk != actor.member.pk
        and (subject.status, subject.removed_at) == (MemberStatus.ACTIVE, None)
    )


def is_oneself(actor: Actor, subject: Any) -> bool:
    return subject is not None and subject.pk == actor.member.pk
