"""The switch of roles at the head of the rail."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from saphan.administration.actions import act_as, look_as, step_back
from saphan.web.answers import SEE_OTHER
from saphan.web.request import MemberRequest
from saphan.web.standing import stand
from saphan.workspace.actor import Actor
from saphan.workspace.queries import active_members_for
from saphan.workspace.terms import Door, Role

ABOUT = {
    Role.OWNER: _("Everything"),
    Role.DIRECTOR: _("Everything but people and the workspace"),
    Role.AE: _("Own clients, and those of the team to read"),
    Role.TEAM_MEMBER: _("Clients of the team to read, talks to write down"),
    Role.FINANCE: _("All to read, costs and rates to keep"),
    Role.READER: _("All to read, nothing to change"),
}


@require_POST
def act_in(request: MemberRequest) -> HttpResponse:
    """Act in a narrower role from now on; one's own leads back."""
    role = request.POST.get("role", "")
    if role == request.member.role:
        return back(request)
    act_as(request.member, actor=request.actor, role=role)
    stand(request, request.workspace.code, role=role)
    return _home(request)


@require_POST
def look(request: MemberRequest) -> HttpResponse:
    """See the desk as a colleague sees it."""
    colleague = get_object_or_404(active_members_for(request.actor), code=request.POST.get("colleague", ""))
    look_as(colleague, actor=request.actor)
    stand(request, request.workspace.code, member=colleague.pk)
    return _home(request)


@require_POST
def back(request: MemberRequest) -> HttpResponse:
    """Be oneself again."""
    here, own = request.actor, Actor(request.member, Door.WEB)
    step_back(request.member, actor=own, role=here.acting, looked_at=here.eyes)
    stand(request, request.workspace.code)
    return _home(request)


def _home(request: MemberRequest) -> HttpResponse:
    # Not back to where one was: that page may be closed from here.
    return HttpResponseRedirect(reverse("clients:list", args=[request.workspace.code]), status=SEE_OTHER)
