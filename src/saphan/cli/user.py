"""`saphan user create`: somebody who may sign in to a workspace, or an invitation for them."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from saphan.cli.acting import actor_of, read_password
from saphan.cli.answering import answer
from saphan.cli.commands import Commands, command, in_workspace, password_option
from saphan.cli.opening import open_house
from saphan.core.errors import NotFound

if TYPE_CHECKING:
    from saphan.workspace.actor import Actor
    from saphan.workspace.models import Member, Team

ROLES = ("owner", "director", "ae", "team_member", "finance", "reader")


def add(commands: Commands) -> None:
    group = commands.add_parser("user", help="let people in", description="Let people in.")
    added = command(
        group.add_subparsers(metavar="COMMAND", required=True), "create", create, "Let a person in."
    )
    added.add_argument("email", metavar="EMAIL", help="the address they sign in with")
    added.add_argument("--name", required=True, help="their name as colleagues read it")
    added.add_argument("--role", required=True, choices=ROLES)
    added.add_argument("--team", default="", help="code or name of their team")
    in_workspace(added)
    password_option(added)


def create(options: Namespace) -> None:
    """With a password they sign in at once; without one the answer holds an invitation link."""
    open_house()
    from django.utils.translation import gettext as _

    actor = actor_of(options)
    team = _team(actor, options.team)
    data: dict[str, Any] = {
        "workspace": options.workspace,
        "email": options.email.lower(),
        "role": options.role,
    }
    if options.password_stdin:
        member = _with_password(actor, options, team)
        lines = [_("%(name)s may sign in now.") % {"name": member.name}]
    else:
        member, data["invitation"] = _invited(actor, options, team)
        lines = [
            _("%(name)s is invited. The link works for seven days:") % {"name": member.name},
            data["invitation"],
        ]
    answer({**data, "member": member.code}, lines)


def _with_password(actor: Actor, options: Namespace, team: Team | None) -> Member:
    from saphan.administration.actions import NewMember, create_member
    from saphan.administration.sign_ins import open_sign_in

    password = read_password((options.name, options.email))
    from django.db import transaction

    with transaction.atomic():  # a sign-in without a place in any workspace would be of no use
        user = open_sign_in(options.email, options.name, password, language=actor.workspace.language)
        return create_member(NewMember(options.name, options.role, team=team, user=user), actor=actor)


def _invited(actor: Actor, options: Namespace, team: Team | None) -> tuple[Member, str]:
    from saphan.administration.actions import invite_member
    from saphan.administration.invitations import link_for

    member = invite_member(actor=actor, email=options.email, name=options.name, role=options.role, team=team)
    return member, link_for(member, member.change.recorded_at)  # type: ignore[attr-defined]


def _team(actor: Actor, wanted: str) -> Team | None:
    from django.db.models import Q

    from saphan.workspace.queries import teams_for

    if not wanted:
        return None
    found = teams_for(actor).filter(Q(code=wanted) | Q(name=wanted)).first()
    if found is None:
        raise NotFound("team.unknown", field="team", team=wanted)
    return found
