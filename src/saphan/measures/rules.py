"""Who may say what will be won."""

from __future__ import annotations

from saphan.core.errors import RuleBroken
from saphan.workspace.actor import Actor
from saphan.workspace.models import Member, Team
from saphan.workspace.rights import Right


def may_call(actor: Actor, _subject: object) -> bool:
    """Whoever sells says what the own deals will bring."""
    return actor.may(Right.WRITE)


def check_subject(actor: Actor, member: Member | None, team: Team | None) -> None:
    """Of others only those speak whose right to change deals reaches them.

    Raises RuleBroken("submission.one_subject" | "relation.not_found" | "submission.out_of_reach").
    """
    if member is not None and team is not None:
        raise RuleBroken("submission.one_subject", field="team")
    for name, subject in (("member", member), ("team", team)):
        if subject is not None and subject.workspace_id != actor.workspace_id:
            raise RuleBroken("relation.not_found", field=name)
    reaches = (
        actor.reaches(Right.WRITE, member.pk)
        if member is not None
        else actor.owners_within(Right.WRITE) is None
    )
    if not reaches:
        raise RuleBroken("submission.out_of_reach", field="member")


def refuse_to_take_back(made: set[int]) -> None:
    """A call stays what it was; a new one takes its place. Raises RuleBroken("submission.stays")."""
    if made:
        raise RuleBroken("submission.stays")
