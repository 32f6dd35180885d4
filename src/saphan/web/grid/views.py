"""Saved views: keeping the present address, renaming, sharing, deleting."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from saphan.listings.actions import remove_view, save_view, share_view, update_view
from saphan.listings.models import SavedView
from saphan.listings.queries import views_for
from saphan.web.answers import answer
from saphan.web.grid.known import GRIDS
from saphan.web.request import MemberRequest
from saphan.workspace.rights import Right


@require_POST
def save(request: MemberRequest) -> HttpResponse:
    """Keep what the address of a list asks for, under a name."""
    sent = request.POST
    act = partial(
        save_view, actor=request.actor, place=sent.get("place", ""), name=sent.get("name", ""),
        query=sent.get("query", ""), is_shared=sent.get("is_shared") == "on",
    )  # fmt: skip
    return _run(request, act, _("The view is saved."), sent.get("place", ""))


@require_POST
def change(request: MemberRequest, code: str) -> HttpResponse:
    """Another name, or the present address in place of the one it kept."""
    view = _view(request, code)
    changes = {name: request.POST[name] for name in ("name", "query") if name in request.POST}
    return _run(
        request, partial(update_view, view, actor=request.actor, changes=changes), _("Saved."), view.place
    )


@require_POST
def share(request: MemberRequest, code: str) -> HttpResponse:
    """Show a view to everybody, or to its owner alone."""
    view, is_shared = _view(request, code), request.POST.get("is_shared") == "yes"
    said = _("Everybody sees this view now.") if is_shared else _("The view is only yours now.")
    return _run(
        request, partial(share_view, view, actor=request.actor, is_shared=is_shared), said, view.place
    )


@require_POST
def remove(request: MemberRequest, code: str) -> HttpResponse:
    """Take a view away."""
    view = _view(request, code)
    act = partial(remove_view, view, actor=request.actor)
    return _run(request, act, _("The view is deleted."), view.place)


def _view(request: MemberRequest, code: str) -> SavedView:
    return get_object_or_404(views_for(request.actor), code=code)


def _run(request: MemberRequest, act: Callable[[], SavedView], said: str, place: str) -> HttpResponse:
    if place not in GRIDS:
        raise Http404
    home = reverse(GRIDS[place].page, args=[request.workspace.code])

    def to(view: Any) -> str:
        if view.removed_at is not None:
            return home
        return f"{home}?{view.query}{'&' if view.query else ''}view={view.code}"

    def kept() -> SavedView:
        view = act()
        if not (request.actor.may(Right.WRITE) or request.actor.may(Right.LOG)):
            vars(view)["change"] = None  # the right to undo comes with the right to work
        return view

    return answer(
        request, None, kept, page="clients/notice.html", fragment="notice",
        context=lambda: {"back": home}, to=to, said=said,
    )  # fmt: skip
