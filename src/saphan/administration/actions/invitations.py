"""Inviting people, and their answer."""

from __future__ import annotations

from saphan.administration.actions.members import NewMember, create_members, refuse_taken
from saphan.administration.invitations import TOPIC
from saphan.administration.rules import is_oneself, may_administer
from saphan.administration.sign_ins import NewPerson, open_sign_in
from saphan.core.errors import RuleBroken
from saphan.journal import action, emit, save
from saphan.workspace.actor import Actor
from saphan.workspace.models import Member, Team, User
from saphan.workspace.terms import MemberStatus, Role


@action("member.invite", allow=may_administer)
def invite_member(
    *, actor: Actor, email: str, name: str, role: str = Role.AE, team: Team | None = None, title: str = ""
) -> Member:
    """Add somebody as invited and send them a link. Raises RuleBroken("member.address_taken")."""
    if not email.strip():
        raise RuleBroken("invitation.no_address", field="email")
    member = create_members([NewMember(name, role, email, title, team)], actor=actor)[0]
    return _invite(member, actor)


@action("member.invite_again", allow=may_administer)
def invite_again(member: Member, *, actor: Actor, email: str = "") -> Member:
    """Send a new link to somebody who has not joined yet, to a new address if `email` is given.

    Links that went to another address stop working. Raises RuleBroken("member.not_invited") for somebody who
    signs in already, and RuleBroken("invitation.no_address").
    """
    if member.user_id is not None:
        raise RuleBroken("member.not_invited", name=member.name)
    address = email.strip().lower() or member.email
    if not address:
        raise RuleBroken("invitation.no_address", field="email")
    if address != member.email:
        refuse_taken([address], actor)
        member.email = address
    return _invite(member, actor)


@action("member.join", allow=is_oneself)
def accept_invitation(member: Member, *, actor: Actor, person: User | NewPerson) -> Member:
    """Join: the invited member becomes active and signs in as `person` from now on.

    Raises RuleBroken("invitation.already_used"), also when the person is in the workspace already.
    """
    if member.status != MemberStatus.INVITED:
        raise RuleBroken("invitation.already_used")
    if isinstance(person, NewPerson):
        person = open_sign_in(member.email, person.name, person.password, language=person.language)
    if Member.objects.filter(workspace_id=member.workspace_id, user=person).exists():
        raise RuleBroken("invitation.already_used")
    member.user_id, member.status = person.pk, MemberStatus.ACTIVE
    return save(member)


def _invite(member: Member, actor: Actor) -> Member:
    member.status = MemberStatus.INVITED
    emit(TOPIC, member=member.pk, inviter=actor.member.name)
    return save(member)
