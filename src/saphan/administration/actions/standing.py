"""Standing in another place for a while: acting in a narrower role, or looking at a colleague's desk.

Nothing about the member changes; the journal keeps who stood where from when to when. Kind `standing` is no
record, so nothing of it is ever undone.
"""

from __future__ import annotations

from typing import Any

from saphan.administration.rules import is_oneself, may_look_as
from saphan.core.errors import RuleBroken
from saphan.journal import action
from saphan.journal.recorder import Noted, current
from saphan.journal.values import written
from saphan.workspace.actor import Actor
from saphan.workspace.models import Member
from saphan.workspace.rights import roles_within


@action("standing.act_as", allow=is_oneself)
def act_as(member: Member, *, actor: Actor, role: str) -> Member:
    """Act in `role`, which holds nothing that one's own does not. Raises RuleBroken("standing.not_within")."""
    if role not in roles_within(member.role):
        raise RuleBroken("standing.not_within", field="role")
    _note(member, "role", actor.acting or None, role)
    return member


@action("standing.look_as", allow=may_look_as)
def look_as(member: Member, *, actor: Actor) -> Member:
    """Look at what `member` sees; whoever looks can change nothing meanwhile."""
    _note(member, "looked_at_by", None, actor.member.pk)
    return member


@action("standing.step_back", allow=is_oneself)
def step_back(member: Member, *, actor: Actor, role: str = "", looked_at: Member | None = None) -> Member:
    """Be oneself again: acting in `role`, or looking as `looked_at`, is over."""
    if looked_at is not None:
        _note(looked_at, "looked_at_by", actor.member.pk, None)
    elif role:
        _note(member, "role", role, None)
    return member


def _note(member: Member, attribute: str, old: Any, new: Any) -> None:
    recorder = current()
    before = None if old is None else written(old)
    after = None if new is None else written(new)
    recorder.entries.append(
        Noted("standing", member.pk, attribute, before, after, recorder.started_at, member.version)
    )
