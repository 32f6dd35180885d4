"""Who may do what with surveys and answers."""

from __future__ import annotations

from typing import Any

from saphan.clients.rules import may_log
from saphan.workspace.actor import Actor
from saphan.workspace.rights import Right


def may_survey(actor: Actor, _subject: object) -> bool:
    """Whether the actor may set up surveys."""
    return actor.may(Right.CONFIGURE)


def may_note_answers(actor: Actor, _subject: object) -> bool:
    return actor.may(Right.LOG)


def may_correct(actor: Actor, subject: Any) -> bool:
    """Whoever may log at the client may correct or take away what was noted there."""
    return subject.removed_at is None and may_log(actor, subject.account)
