"""The form of a command beside the list, and what became of it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from saphan.core.errors import RuleBroken, SaphanError
from saphan.web.answers import UNPROCESSABLE, toast
from saphan.web.desk.acts import FORMS, Doing, require
from saphan.web.desk.commands import Command
from saphan.web.desk.palette import asked_for_form
from saphan.web.desk.subjects import page_of, subject_of
from saphan.web.request import MemberRequest
from saphan.words.refusal import refusal_of

PAGE = "desk/act.html"


def act(request: MemberRequest, command: str, code: str) -> HttpResponse:
    """Show the form of a command about one record, or do it. The record must be in sight, the deed allowed."""
    wanted = asked_for_form(command)
    if wanted is None:
        raise Http404
    try:
        subject = subject_of(request.actor, code)
        if subject.KIND not in wanted.kinds:
            raise Http404
        doing = FORMS[wanted.form](request, subject)
        require(doing)
    except SaphanError as error:
        refusal = refusal_of(error)
        return _show(request, {"refusal": refusal, "title": wanted.label}, refusal.status)
    return (
        _done(request, wanted, doing)
        if request.method == "POST"
        else _show(request, _asking(request, wanted, doing))
    )


def _done(request: MemberRequest, command: Command, doing: Doing) -> HttpResponse:
    form = doing.form(request.POST)
    if not form.is_valid():
        return _show(request, _asking(request, command, doing, form), UNPROCESSABLE)
    try:
        result = doing.act(**form.cleaned_data)
    except SaphanError as error:
        if isinstance(error, RuleBroken):
            doing.refused(error)
        refusal = refusal_of(error)
        return _show(request, _asking(request, command, doing, form) | {"refusal": refusal}, refusal.status)
    change = getattr(result, "change", None)
    return toast(request, _after(request, command, doing), doing.said, undo=change.pk if change else None)


def _after(request: MemberRequest, command: Command, doing: Doing) -> HttpResponse:
    """What follows: the next step is offered where the deed begs for one."""
    done = {"done": doing.said, "page": page_of(request.actor, doing.subject.KIND, doing.subject.code)}
    following = asked_for_form(doing.then)
    if following is None:
        return _show(request, {**done, "title": command.label, "subject": doing.subject})
    return _show(request, _asking(request, following, FORMS[following.form](request, doing.subject)) | done)


def _asking(request: MemberRequest, command: Command, doing: Doing, form: Any = None) -> dict[str, Any]:
    subject = doing.subject
    return {
        "title": str(command.about) % {"name": subject.name},
        "subject": subject,
        "icon": command.icon,
        "form": form or doing.form(),
        "action": reverse("desk:act", args=[request.workspace.code, command.key, subject.code]),
        "button": _("Log") if command.form == "talk" else _("Save"),
        "asks": doing.asks,
    }


def _show(request: MemberRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, f"{PAGE}#pane" if request.htmx else PAGE, context, status=status)
