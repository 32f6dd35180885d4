"""Who acts: a member, through a door. Every query and every action starts from one."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import Q

from saphan.workspace.models import Member, Workspace
from saphan.workspace.rights import Right, Scope, narrowest, scope_of
from saphan.workspace.terms import Door, Role

# What is left of another person's rights while somebody looks through their eyes.
LOOKED_AT = frozenset({Right.READ, Right.COSTS})


class Reach:
    """Names for whose records somebody reads; people of one reach read the same."""

    ALL = "all"

    @staticmethod
    def team(pk: int) -> str:
        return f"team:{pk}"

    @staticmethod
    def member(pk: int) -> str:
        return f"member:{pk}"


@dataclass(frozen=True)
class Actor:
    """A member at a door. `agent` names software that acts for the member; it never has more rights.

    `limits` are the rights an access token was given; None means all rights of the member. `acting` is a role in
    which the member acts for a while, `eyes` a colleague whose desk the member looks at without touching it. Both
    only ever take rights away.
    """

    member: Member
    door: Door
    agent: str = ""
    limits: frozenset[Right] | None = None
    acting: str = ""
    eyes: Member | None = None

    @property
    def me(self) -> Member:
        """Whose clients, deals and team are “mine”."""
        return self.eyes or self.member

    @property
    def workspace(self) -> Workspace:
        return self.member.workspace

    @property
    def workspace_id(self) -> int:
        return self.member.workspace_id

    @property
    def standing(self) -> tuple[Hashable, ...]:
        """Everything about the actor that decides what they read: of the same standing is nobody else."""
        eyes = self.eyes and (self.eyes.pk, self.eyes.role, self.eyes.team_id)
        own = (self.workspace_id, self.member.pk, self.member.role, self.member.team_id)
        return (*own, self.acting, eyes, self.limits)

    @property
    def reads(self) -> tuple[Hashable, ...]:
        """What a statement has in it that reads for this actor: the standing, and whose records are within reach."""
        return (*self.standing, self.owners_within(Right.READ))

    def scope(self, right: Right) -> Scope:
        """How far this right reaches for this actor."""
        if self.limits is not None and right not in self.limits:
            return Scope.NONE
        scopes = [scope_of(self.member.role, right)]
        if self.acting:
            scopes.append(scope_of(self.acting, right))
        if self.eyes is not None:
            scopes.append(scope_of(self.eyes.role, right) if right in LOOKED_AT else Scope.NONE)
        return narrowest(*scopes)

    def may(self, right: Right) -> bool:
        return self.scope(right) is not Scope.NONE

    @cached_property
    def team_members(self) -> frozenset[int]:
        """Ids of the members of the actor's team and the teams below it, the actor included."""
        if self.me.team_id is None or self.me.team is None:
            return frozenset({self.me.pk})
        ids = Member.objects.filter(
            workspace_id=self.workspace_id, team__path__startswith=self.me.team.path
        ).values_list("pk", flat=True)
        return frozenset(ids) | {self.me.pk}

    def owners_within(self, right: Right) -> frozenset[int] | None:
        """Ids of the owners whose records the right reaches; None means every record."""
        scope = self.scope(right)
        if scope is Scope.ALL:
            return None
        if scope is Scope.TEAM:
            return self.team_members
        return frozenset({self.me.pk}) if scope is Scope.OWN else frozenset()

    def reaches(self, right: Right, owner_id: int | None) -> bool:
        """Whether the right reaches a record with this owner (None: nobody owns it yet)."""
        owners = self.owners_within(right)
        return owners is None or owner_id in owners

    def predicate(self, right: Right, owner: str = "owner_id") -> Q:
        """The same question as an SQL predicate over the owner column. Always names the workspace."""
        inside = Q(workspace_id=self.workspace_id)
        owners = self.owners_within(right)
        return inside if owners is None else inside & Q(**{f"{owner}__in": sorted(owners)})

    @property
    def reach(self) -> str:
        """Whose records the actor reads, as a name: all, those of a team with the teams below it, or a member's."""
        if self.scope(Right.READ) is Scope.ALL:
            return Reach.ALL
        if self.scope(Right.READ) is Scope.TEAM and self.me.team_id is not None:
            return Reach.team(self.me.team_id)
        return Reach.member(self.me.pk)

    def through(self, door: Door) -> Actor:
        """The same person at another door."""
        return replace(self, door=door)


def system_actor(workspace: Workspace) -> Actor:
    """Saphan itself at work in a workspace, under the name of its first owner."""
    owner = (
        Member.objects.select_related("workspace", "team")
        .filter(workspace=workspace, role=Role.OWNER)
        .order_by("pk")[0]
    )
    return Actor(owner, Door.SYSTEM)


@dataclass(frozen=True)
class Within(Actor):
    """Saphan itself, reading no more than the records of these owners (None: all), and writing nothing."""

    owners: frozenset[int] | None = None

    def scope(self, right: Right) -> Scope:
        if right is not Right.READ:
            return Scope.NONE
        return Scope.ALL if self.owners is None else Scope.TEAM

    def owners_within(self, right: Right) -> frozenset[int] | None:
        return self.owners if right is Right.READ else frozenset()
