"""The sheet of shortcuts, undo of the last thing done, and the way to one's other workspaces."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from saphan.administration.rules import may_look_as
from saphan.core.errors import NotFound
from saphan.journal.queries import changes_of
from saphan.journal.undo import undo
from saphan.web.answers import answer
from saphan.web.desk.registry import sheet
from saphan.web.desk.standing import ABOUT
from saphan.web.request import MemberRequest
from saphan.workspace.models import Member
from saphan.workspace.queries import active_members_for
from saphan.workspace.rights import roles_within
from saphan.workspace.terms import MemberStatus, Role


@require_GET
def workspaces(request: MemberRequest) -> HttpResponse:
    """The workspaces of this person; nobody else's are named."""
    mine = Member.objects.filter(user=request.user, status=MemberStatus.ACTIVE, removed_at=None)
    return render(
        request,
        "desk/workspaces.html#choices" if request.htmx else "desk/workspaces.html",
        {
            "memberships": mine.select_related("workspace").order_by("workspace__name"),
            "workspace": request.workspace,
            "roles": [
                (role, ABOUT[role])
                for role in (Role(request.member.role), *roles_within(request.member.role))
            ],
            "here": request.actor.acting or request.member.role,
            "colleagues": _colleagues(request),
        },
    )


def _colleagues(request: MemberRequest) -> list[Member]:
    """Whom this person may look as."""
    people = active_members_for(request.actor).order_by("name", "pk")
    return [person for person in people if may_look_as(request.actor, person)]


@require_GET
def keys(request: MemberRequest) -> HttpResponse:
    """The sheet of shortcuts: as a dialog over the page, or as a page of its own."""
    context = {"groups": list(sheet(request.actor)), "is_on": request.member.keys.get("single", True)}
    return render(request, "desk/keys.html#sheet" if request.htmx else "desk/keys.html", context)


@require_POST
def undo_change(request: MemberRequest) -> HttpResponse:
    """Take one change back; who may do that is the action's rule."""
    wanted = request.POST.get("change", "")
    change = changes_of(request.workspace.pk).filter(pk=int(wanted)).first() if wanted.isdecimal() else None

    def act() -> Any:
        if change is None:
            raise NotFound("change.not_found")
        return undo(change, actor=request.actor)

    return answer(
        request, None, act, page="desk/undone.html", fragment="undone", context=dict, said=_("Taken back.")
    )
