"""What all settings pages share: who may open them, and how a form on its own page is shown and answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from saphan.core.errors import NotAllowed
from saphan.web.answers import answer
from saphan.web.request import MemberRequest
from saphan.web.settings.forms import TouchedForm
from saphan.web.settings.sections import sections_for
from saphan.workspace.rights import Right

View = Callable[..., HttpResponseBase]
EDIT = "settings/edit.html"


def needs(right: Right) -> Callable[[View], View]:
    """Open the page to members with this right; everybody else is told so, and nothing else."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: MemberRequest, *arguments: Any, **named: Any) -> HttpResponseBase:
            if not request.actor.may(right):
                raise NotAllowed("action.not_allowed", action=f"settings.{right}")
            return view(request, *arguments, **named)

        return guarded

    return guard


def address(request: MemberRequest, name: str, *arguments: Any) -> str:
    """The address of a settings page of the present workspace."""
    return reverse(f"settings:{name}", args=[request.workspace.code, *arguments])


def frame(request: MemberRequest, section: str, **context: Any) -> dict[str, Any]:
    """Context of a settings page: the list of sections and the one that is open."""
    return {"sections": sections_for(request.actor), "section": section, **context}


def page(request: MemberRequest, section: str, template: str, **context: Any) -> HttpResponse:
    return render(request, template, frame(request, section, **context))


@dataclass(frozen=True)
class Edit:
    """One form on a page of its own.

    `act` is called with the form once it is valid. `effect` says in sentences what the form as filled in
    would do; it is shown while the person is still choosing.
    """

    section: str
    title: Any
    form: Callable[..., TouchedForm]
    act: Callable[[TouchedForm], Any]
    back: str
    said: Any
    button: Any
    effect: Callable[[TouchedForm], list[str]] | None = None


def edit(request: MemberRequest, what: Edit) -> HttpResponse:
    """Show the form, its effect, or what became of it."""
    return _Editing(request, what).answer()


class _Editing:
    def __init__(self, request: MemberRequest, what: Edit) -> None:
        self.request, self.what = request, what
        self.form = what.form(request.POST) if request.method == "POST" else what.form()

    def answer(self) -> HttpResponse:
        if self.request.method != "POST":
            return render(self.request, EDIT, self.context())
        if "show-effect" in self.request.GET:
            return render(self.request, f"{EDIT}#effect", self.context())
        return answer(
            self.request,
            self.form,
            lambda **_cleaned: self.what.act(self.form),
            page=EDIT,
            fragment="form",
            context=self.context,
            to=self.what.back,
            said=self.what.said,
        )

    def context(self) -> dict[str, Any]:
        what = self.what
        return frame(
            self.request,
            what.section,
            form=self.form,
            title=what.title,
            button=what.button,
            back=what.back,
            has_effect=what.effect is not None,
            effects=self.effects(),
        )

    def effects(self) -> list[str]:
        if self.what.effect is None or (self.form.is_bound and not self.form.is_valid()):
            return []
        return self.what.effect(self.form)
