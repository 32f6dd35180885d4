"""The first person of an empty installation: a link that only who runs the server can know."""

from __future__ import annotations

from django.core import signing

from saphan.administration.sign_ins import open_sign_in
from saphan.core.errors import RuleBroken
from saphan.workspace.models import User, Workspace

SALT = "saphan.first-run"
PATH = "start"  # the page that opens under <address>/start/<token>/


def nobody_is_here() -> bool:
    """Whether no person can sign in yet."""
    return not User.objects.exists()


def no_workspace_is_here() -> bool:
    return not Workspace.objects.exists()


def start_path() -> str:
    """Where the first person comes in. The token is signed, so it cannot be guessed from outside."""
    return f"{PATH}/{signing.dumps('first', salt=SALT)}/"


def check_start(token: str) -> None:
    """Raise RuleBroken("start.unreadable") for a token not ours, ("start.over") once somebody can sign in."""
    try:
        signing.loads(token, salt=SALT)
    except signing.BadSignature:
        raise RuleBroken("start.unreadable") from None
    if not nobody_is_here():
        raise RuleBroken("start.over")


def open_first_sign_in(token: str, email: str, name: str, password: str, *, language: str) -> User:
    """The first person who can sign in. Raises as `check_start`."""
    check_start(token)
    return open_sign_in(email, name, password, language=language)
