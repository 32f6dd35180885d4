"""Who may set up what."""

from __future__ import annotations

from typing import Any

from saphan.workspace.actor import Actor
from saphan.workspace.rights import Right


def may_administer(actor: Actor, _subject: Any) -> bool:
    return actor.may(Right.ADMINISTER)


def may_configure(actor: Actor, _subject: Any) -> bool:
    return actor.may(Right.CONFIGURE)


def may_keep_rates(actor: Actor, _subject: Any) -> bool:
    return actor.may(Right.RATES)


def may_add_people(actor: Actor, _subject: Any) -> bool:
    """Somebody who brings data in also brings the names of those who own it; that gives nobody a sign-in."""
    return actor.may(Right.ADMINISTER) or actor.may(Right.IMPORT)


def is_oneself(actor: Actor, subject: Any) -> bool:
    return subject is not None and subject.pk == actor.member.pk
