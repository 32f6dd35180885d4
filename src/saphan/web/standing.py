"""Where a person stands in a workspace: in their own role, in a narrower one, or at a colleague's desk to look."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from saphan.administration.rules import may_look_as
from saphan.core.errors import NotAllowed
from saphan.web.answers import toast
from saphan.words.refusal import refusal_of
from saphan.workspace.actor import Actor
from saphan.workspace.models import Member
from saphan.workspace.rights import roles_within
from saphan.workspace.terms import Door

KEPT = "standing"  # in the session, by workspace: {"role": …} or {"member": …}
SAFE = ("GET", "HEAD", "OPTIONS")
BACK = "desk:step_back"
# Rooms about oneself, about setting up, and doors through which data leaves.
CLOSED = ("settings", "importing", "exporting")


def actor_of(request: HttpRequest, member: Member) -> Actor:
    """Who acts in this request. Asked anew each time, so a role that was taken away counts at once."""
    own = Actor(member, Door.WEB)
    kept: dict[str, Any] = request.session.get(KEPT, {}).get(member.workspace.code, {})
    if kept.get("role") in roles_within(member.role):
        return replace(own, acting=kept["role"])
    if "member" in kept:
        eyes = Member.objects.select_related("team").filter(
            pk=kept["member"], workspace_id=member.workspace_id
        )
        if (seen := eyes.first()) is not None and may_look_as(own, seen):
            return replace(own, eyes=seen)
    return own


def stand(request: HttpRequest, workspace: str, **where: Any) -> None:
    """Keep where the person stands; nothing: in their own place."""
    others = {code: kept for code, kept in request.session.get(KEPT, {}).items() if code != workspace}
    request.session[KEPT] = others | ({workspace: where} if where else {})


def refused_while_looking(request: Any) -> HttpResponse | None:
    """Whoever looks as somebody else changes nothing, and opens no page that is about oneself."""
    eyes, match = request.actor.eyes, request.resolver_match
    if eyes is None or match.view_name == BACK:
        return None
    if request.method not in SAFE:
        return _refuse(request, NotAllowed("standing.only_looking", name=eyes.name))
    if match.namespaces and match.namespaces[0] in CLOSED:
        return _refuse(request, NotAllowed("standing.own_affair", name=eyes.name))
    return None


def _refuse(request: Any, error: NotAllowed) -> HttpResponse:
    refusal = refusal_of(error)
    if request.htmx:
        return toast(request, HttpResponse(status=refusal.status), str(refusal.sentence))
    return render(request, "states/refused.html", {"refusal": refusal}, status=refusal.status)
