"""What the middleware has put on a request by the time a view under /w/<workspace>/ runs."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from saphan.core.errors import NotAllowed
from saphan.notices.marks import Mark
from saphan.workspace.actor import Actor
from saphan.workspace.models import Member, User, Workspace


class MemberRequest(HttpRequest):
    """A request of an active member of `workspace`."""

    user: User
    member: Member
    workspace: Workspace
    actor: Actor
    mark: Mark | None  # how far the desk has come; None where nothing may be kept
    htmx: HtmxDetails
    LANGUAGE_CODE: str


def require(is_allowed: bool) -> None:
    """Refuse a page whose form the member could not send. Raises NotAllowed."""
    if not is_allowed:
        raise NotAllowed("action.not_allowed")
