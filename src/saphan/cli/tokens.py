"""`saphan token …`: letting programs in, and shutting them out again."""

from __future__ import annotations

from argparse import Namespace

from saphan.cli.acting import actor_of
from saphan.cli.answering import answer
from saphan.cli.commands import Commands, command, in_workspace
from saphan.cli.opening import open_house
from saphan.core.errors import NotFound


def add(commands: Commands) -> None:
    group = commands.add_parser("token", help="let programs in", description="Let programs in.")
    verbs = group.add_subparsers(metavar="COMMAND", required=True)
    added = command(verbs, "create", create, "Make an access token of the member that --as names.")
    added.add_argument("name", metavar="NAME", help="what the token is for")
    added.add_argument(
        "--scope", action="append", default=[], metavar="RIGHT",
        help="read, write, log, export, import, configure, rates or administer; may be repeated",
    )  # fmt: skip
    in_workspace(added)
    added = command(verbs, "revoke", revoke, "Shut a token out from its next request on.")
    added.add_argument("code", metavar="CODE", help="its code, such as AK-3")
    in_workspace(added)


def create(options: Namespace) -> None:
    """The secret is shown this once."""
    open_house()
    from saphan.tokens.actions import create_token

    token = create_token(actor=actor_of(options), name=options.name, scopes=options.scope)
    secret = token.secret  # type: ignore[attr-defined]
    answer(
        {"token": token.code, "name": token.name, "scopes": token.scopes, "secret": secret},
        [token.code, secret],
    )


def revoke(options: Namespace) -> None:
    open_house()
    from saphan.tokens.actions import revoke_token
    from saphan.tokens.queries import tokens_for

    actor = actor_of(options)
    token = tokens_for(actor).filter(code=options.code).first()
    if token is None:
        raise NotFound("token.unknown", field="code", code=options.code)
    revoke_token(token, actor=actor)
    answer({"token": token.code, "revoked": True}, [f"{token.code} {token.name}"])
