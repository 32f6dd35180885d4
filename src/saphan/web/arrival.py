"""Who comes in: session, person, member and workspace in one statement, with how far the desk has come.

Everything is read anew in every request, so a session that was ended, a person who was deactivated and a role that was
changed count at once. Whatever does not fit together goes the way that Django would have gone without us.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.middleware import AuthenticationMiddleware as DjangoAuthentication
from django.contrib.auth.middleware import get_user
from django.contrib.sessions.backends.db import SessionStore as DjangoStore
from django.contrib.sessions.middleware import SessionMiddleware as DjangoSessions
from django.contrib.sessions.models import Session
from django.db.models import BigIntegerField, CharField, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from saphan.notices.marks import marks
from saphan.workspace.kept import Kept
from saphan.workspace.models import Member, User
from saphan.workspace.prepared import Blank, Prepared
from saphan.workspace.terms import MemberStatus

WORKSPACE = re.compile(r"/w/([-\w]+)/", re.ASCII)


# Whose session it was when this process last read it: where to look first, never whom to believe.
_people: Kept[str] = Kept(4_000)


class SessionStore(DjangoStore):
    """A session that brings its member of the workspace with it, if it is asked for under a workspace's address."""

    workspace = ""
    member: Any = None

    def load(self) -> dict[str, Any]:
        key = self.session_key
        person = _people.find(key) if self.workspace else None
        row = _row(key, person, self.workspace) if key and person else None
        if row is not None:
            self.member = row
            return self.decode(row.session_data)
        data: dict[str, Any] = super().load()
        if SESSION_KEY in data:
            _people.keep(key, data[SESSION_KEY])
        return data


class SessionMiddleware(DjangoSessions):
    """Tells the session in which workspace it is."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        under = WORKSPACE.match(request.path_info)
        request.session.workspace = under[1] if under else ""  # type: ignore[attr-defined]


class AuthenticationMiddleware(DjangoAuthentication):
    """Takes the person that came with the session, where Django itself would have taken the same one."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: _along(request.session) or get_user(request))  # type: ignore[assignment]


def member_of(request: HttpRequest, workspace: str) -> Member | None:
    """The active member of a workspace that the person of this request is."""
    member: Member | None = getattr(request.session, "member", None)
    if member is not None and (member.user, member.workspace.code) == (request.user, workspace):
        return member
    found: Member | None = _members().filter(workspace__code=workspace, user=request.user).first()
    return found


def _along(session: Any) -> User | None:
    """The person that came with the session; None unless everything holds that Django asks for."""
    person, way, proof = (
        session.get(name, "") for name in (SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY)
    )
    user: User | None = session.member and session.member.user
    if user is None or not user.is_active or person != str(user.pk):
        return None
    is_sound = way in settings.AUTHENTICATION_BACKENDS and constant_time_compare(
        proof, user.get_session_auth_hash()
    )
    return user if is_sound else None


def _members() -> Any:
    active = Member.objects.filter(status=MemberStatus.ACTIVE, removed_at=None)
    return active.select_related("workspace", "team").annotate(**marks())


def _row(session: str, person: str, workspace: str) -> Any:
    """The member that this person is, with a session that still runs; None where there is not both."""
    for row in _statement().ask(session=session, person=person, workspace=workspace):
        return row if row.session_data is not None and row.session_ends > timezone.now() else None
    return None


@cache
def _statement() -> Prepared[Any]:
    session = Session.objects.filter(session_key=Blank("session", CharField()))
    here = {"user_id": Blank("person", BigIntegerField()), "workspace__code": Blank("workspace", CharField())}
    along = {
        "session_data": Subquery(session.values("session_data")),
        "session_ends": Subquery(session.values("expire_date")),
    }
    return Prepared(_members().filter(**here).select_related("user").annotate(**along))
