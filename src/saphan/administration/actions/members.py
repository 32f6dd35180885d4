"""People in the workspace: add, change, suspend, bring back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from saphan.administration.changes import lock_workspace, same_workspace
from saphan.administration.rules import may_add_people, may_administer
from saphan.core.errors import NotAllowed, RuleBroken
from saphan.journal import action, create_many, save
from saphan.workspace.actor import Actor
from saphan.workspace.changes import put
from saphan.workspace.models import Member, Team, User
from saphan.workspace.rights import Right
from saphan.workspace.terms import MemberStatus, Role

EDITABLE = frozenset({"name", "title", "email", "role", "team_id"})


@dataclass(frozen=True)
class NewMember:
    """Somebody to add. Without `user` they own records but do not sign in."""

    name: str
    role: str = Role.AE
    email: str = ""
    title: str = ""
    team: Team | None = None
    user: User | None = None


def create_member(new: NewMember, *, actor: Actor, effective_at: int | None = None) -> Member:
    """Add one member; see `create_members`."""
    return create_members([new], actor=actor, effective_at=effective_at)[0]


@action("member.create", allow=may_add_people)
def create_members(
    people: Sequence[NewMember], *, actor: Actor, effective_at: int | None = None
) -> list[Member]:
    """Add members at once, active from now. `effective_at` is in UTC microseconds.

    Giving a sign-in or the owner's role takes the right to administer: NotAllowed otherwise. Raises
    RuleBroken("member.address_taken") and NotFound for a team of another workspace.
    """
    if any(new.user or new.role == Role.OWNER for new in people) and not actor.may(Right.ADMINISTER):
        raise NotAllowed("action.not_allowed", action="member.create")
    refuse_taken([new.email for new in people], actor)
    for team in {new.team.pk: new.team for new in people if new.team}.values():
        same_workspace(Team, team.pk, actor)
    members = [_member(new) for new in people]
    create_many(members, effective_at=effective_at)
    return members


@action("member.update", allow=may_administer)
def update_member(
    member: Member, *, actor: Actor, changes: Mapping[str, Any], effective_at: int | None = None
) -> Member:
    """Change name, title, email, role or team_id; role and team count from `effective_at` (UTC microseconds).

    Raises RuleBroken("member.last_owner"), RuleBroken("member.address_taken"), and NotFound for a team of
    another workspace.
    """
    if "team_id" in changes:
        same_workspace(Team, changes["team_id"], actor)
    if changes.get("email", member.email) != member.email:
        refuse_taken([changes["email"]], actor)
    if changes.get("role", member.role) != Role.OWNER:
        _keep_an_owner(member, actor)
    put(member, changes, EDITABLE)
    return save(member, effective_at=effective_at)


@action("member.suspend", allow=may_administer)
def suspend_member(member: Member, *, actor: Actor) -> Member:
    """Close the workspace to this member from their next request on.

    Raises RuleBroken("member.last_owner").
    """
    _keep_an_owner(member, actor)
    member.status = MemberStatus.SUSPENDED
    return save(member)


@action("member.reactivate", allow=may_administer)
def reactivate_member(member: Member, *, actor: Actor) -> Member:
    """Open the workspace to a suspended member again. Raises RuleBroken("member.not_suspended")."""
    if member.status != MemberStatus.SUSPENDED:
        raise RuleBroken("member.not_suspended", name=member.name)
    member.status = MemberStatus.ACTIVE
    return save(member)


def refuse_taken(addresses: Sequence[str], actor: Actor) -> None:
    """Raise RuleBroken("member.address_taken") when an address belongs to a member or comes twice."""
    given = [address.strip().lower() for address in addresses if address.strip()]
    taken = Member.objects.filter(workspace_id=actor.workspace_id, removed_at=None, email__in=given)
    if len(set(given)) < len(given) or taken.exists():
        raise RuleBroken("member.address_taken", field="email")


def _member(new: NewMember) -> Member:
    return Member(
        name=new.name.strip(),
        email=(new.email or (new.user.email if new.user else "")).strip().lower(),
        title=new.title.strip(),
        role=Role(new.role),
        team=new.team,
        user=new.user,
    )


def _keep_an_owner(member: Member, actor: Actor) -> None:
    """Refuse to take the last active owner out of that role."""
    if member.role != Role.OWNER or member.status != MemberStatus.ACTIVE:
        return
    lock_workspace(actor)
    others = Member.objects.filter(
        workspace_id=actor.workspace_id, role=Role.OWNER, status=MemberStatus.ACTIVE, removed_at=None
    ).exclude(pk=member.pk)
    if not others.filter(user__isnull=False).exists():
        raise RuleBroken("member.last_owner", field="role", name=member.name)
