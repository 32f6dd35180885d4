"""Whether somebody is still on the way from an opened workspace to the desk, and what then stands around a page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

UNDER_WAY = "first-run"  # in the session: the code of the workspace that was opened
STEPS = (_("Workspace"), _("How you work"), _("Bring your data"), _("Invite people"), _("First look"))
IMPORT = 3
# The rooms through which the first run leads; any other page is the desk, and the first run is over.
ROOMS = ("importing", "settings")


def begin(request: HttpRequest, workspace: str) -> None:
    request.session[UNDER_WAY] = workspace


def shell_of(request: HttpRequest) -> dict[str, Any]:
    """The frame of the desk; during the first run the import stands in the frame of the five steps instead."""
    match, code = request.resolver_match, request.session.get(UNDER_WAY)
    room = match.namespaces[0] if match and match.namespaces else ""
    if code and room and room not in ROOMS:
        del request.session[UNDER_WAY]
    if room != "importing" or code != request.member.workspace.code:  # type: ignore[attr-defined]
        return {"shell": "frame.html"}
    return {"shell": "start/layout.html", "steps": steps(IMPORT), "first_run": True}


def steps(here: int) -> list[dict[str, Any]]:
    """The five steps with their state, for the head of the page."""
    return [
        {
            "number": number,
            "label": label,
            "state": "done" if number < here else "here" if number == here else "",
        }
        for number, label in enumerate(STEPS, start=1)
    ]
