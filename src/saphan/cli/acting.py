"""Who acts on the command line: the first owner of the workspace, or the member that `--as` names."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from saphan.core.errors import NotFound, RuleBroken

if TYPE_CHECKING:
    from argparse import Namespace

    from saphan.workspace.actor import Actor
    from saphan.workspace.models import Workspace


def workspace_of(code: str) -> Workspace:
    """Raises NotFound("workspace.unknown"). The operator stands outside of all workspaces and sees each."""
    from saphan.workspace.models import Workspace

    found = Workspace.objects.filter(code=code).first()
    if found is None:
        known = ", ".join(Workspace.objects.order_by("code").values_list("code", flat=True))
        raise NotFound("workspace.unknown", field="workspace", code=code, known=known or "–")
    return found


def actor_of(options: Namespace) -> Actor:
    """The actor of a command. Raises NotFound for a workspace or member that is not there."""
    from saphan.workspace.actor import Actor, system_actor
    from saphan.workspace.queries import active_members_for
    from saphan.workspace.terms import Door

    owner = system_actor(workspace_of(options.workspace)).through(Door.CLI)
    address = options.acting_as.strip().lower()
    if not address:
        return owner
    member = active_members_for(owner).select_related("workspace", "team").filter(email=address).first()
    if member is None:
        raise NotFound("member.unknown_address", field="as", email=address, workspace=options.workspace)
    return Actor(member, Door.CLI)


def read_password(user_inputs: tuple[str, ...]) -> str:
    """The password on the first line of stdin, judged by the rules of the installation.

    Raises RuleBroken("password.missing") and RuleBroken("password.weak"); `user_inputs` are name and address.
    """
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    from saphan.workspace.models import User

    password = sys.stdin.readline().rstrip("\r\n")
    if not password:
        raise RuleBroken("password.missing", field="password")
    name, email = user_inputs
    try:
        validate_password(password, User(email=email, name=name))
    except ValidationError as error:
        raise RuleBroken("password.weak", field="password", complaints=" ".join(error.messages)) from error
    return password
