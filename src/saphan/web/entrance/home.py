"""The first address: straight on to the person's work."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from saphan.administration.first_run import no_workspace_is_here
from saphan.administration.queries import workspaces_of
from saphan.workspace.models import User


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """On to the clients of the first workspace; a person without one is told whom to ask.

    Where there is no workspace at all, this person opens the first.
    """
    assert isinstance(request.user, User)  # noqa: S101 - signed in
    workspace = workspaces_of(request.user).first()
    if workspace is None and no_workspace_is_here():
        return redirect("start")
    if workspace is None:
        return render(request, "settings/no_workspace.html")
    return redirect(f"/w/{workspace.code}/clients/")


@require_safe
@login_required
def design(request: HttpRequest) -> HttpResponse:
    """On to the component sheet of the first workspace; it is the same in all of them."""
    assert isinstance(request.user, User)  # noqa: S101 - signed in
    workspace = workspaces_of(request.user).first()
    return redirect("desk:design", workspace.code) if workspace else redirect("home")
