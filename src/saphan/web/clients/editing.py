"""A form in a dialog, or on a page of its own where there is no script; and deeds that need no form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render

from saphan.web.answers import answer
from saphan.web.request import MemberRequest

EDIT, NOTICE = "clients/edit.html", "clients/notice.html"


@dataclass(frozen=True)
class Edit:
    """One form. `act` gets it once it is valid; `to` (an address, or a function of the result) is where to go
    then.

    `above` names a template shown over the fields, with `more` as its context.
    """

    title: str
    form: Callable[..., BaseForm]
    act: Callable[[Any], Any]
    to: str | Callable[[Any], str]
    back: str
    said: str
    button: str
    above: str = ""
    more: dict[str, Any] = field(default_factory=dict)


def edit(request: MemberRequest, what: Edit) -> HttpResponse:
    """Show the form, or what became of it."""
    is_sent = request.method == "POST"
    form = what.form(request.POST, request.FILES) if is_sent else what.form()
    context = {"edit": what, "form": form, **what.more}
    if not is_sent:
        return render(request, f"{EDIT}#dialog" if request.htmx else EDIT, context)
    return answer(
        request, form, lambda **_cleaned: what.act(form),
        page=EDIT, fragment="form", context=lambda: context, to=what.to, said=what.said,
    )  # fmt: skip


def do(request: MemberRequest, act: Callable[[], Any], *, to: str, said: str) -> HttpResponse:
    """Run `act` and go on to `to`; a refusal is said where the button was."""
    return answer(
        request, None, act, page=NOTICE, fragment="notice", context=lambda: {"back": to}, to=to, said=said
    )
