"""What comes next with a client."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from saphan.clients.actions import (
    Step,
    add_next_step,
    complete_next_step,
    drop_next_step,
    reschedule_next_step,
    update_next_step,
)
from saphan.clients.models import NextStep
from saphan.clients.rules import may_log, may_log_child
from saphan.web.clients.contact_forms import DayForm, DoneForm, DropForm, SavedStepForm, StepForm
from saphan.web.clients.editing import Edit, edit
from saphan.web.clients.finding import account_of, client_page, place_page, step_of
from saphan.web.request import MemberRequest, require
from saphan.web.settings.forms import save_touched


def add_step(request: MemberRequest, code: str) -> HttpResponse:
    account = account_of(request, code)
    require(may_log(request.actor, account))
    page = client_page(request, account)

    def act(form: StepForm) -> Any:
        values = {"owner_id": request.member.pk, **form.changes(), "what": form.cleaned_data["what"]}
        return add_next_step(account, actor=request.actor, **values)

    form = partial(StepForm, request=request, initial={"owner": request.member.pk})
    return edit(
        request,
        Edit(
            title=_("Plan a next step"),
            form=form,
            act=act,
            to=page,
            back=page,
            said=_("Planned."),
            button=_("Plan"),
        ),
    )


def edit_step(request: MemberRequest, code: str) -> HttpResponse:
    step = _own(request, code)
    initial = {name: getattr(step, name) for name in ("what", "kind", "due_on", "version")} | {
        "owner": step.owner_id
    }
    form = partial(SavedStepForm, request=request, initial=initial)
    return _change(
        request, step, step.what, form,
        lambda sent: save_touched(update_next_step, step, sent, actor=request.actor), _("Saved."), _("Save"),
    )  # fmt: skip


def done(request: MemberRequest, code: str) -> HttpResponse:
    """Done; the next one is offered at once."""
    step = _own(request, code)

    def act(form: DoneForm) -> NextStep:
        cleaned = form.cleaned_data
        following = (
            Step(cleaned["next_what"], cleaned["next_due"], kind=cleaned["next_kind"])
            if cleaned["next_what"]
            else None
        )
        completed: NextStep = complete_next_step(
            step, actor=request.actor, outcome=cleaned["outcome"], following=following
        )
        return completed

    form = partial(DoneForm, initial={"next_kind": step.kind})
    return _change(request, step, _("Done: %(step)s") % {"step": step.what}, form, act, _("Done."), _("Done"))


def drop_step(request: MemberRequest, code: str) -> HttpResponse:
    step = _own(request, code)
    return _change(
        request, step, _("Drop “%(step)s”") % {"step": step.what}, DropForm,
        lambda form: drop_next_step(step, actor=request.actor, reason=form.cleaned_data["reason"]),
        _("Dropped."), _("Drop"),
    )  # fmt: skip


def reschedule(request: MemberRequest, code: str) -> HttpResponse:
    step = _own(request, code)
    return _change(
        request, step, _("Another day for “%(step)s”") % {"step": step.what},
        partial(DayForm, initial={"due_on": step.due_on}),
        lambda form: reschedule_next_step(step, actor=request.actor, due_on=form.cleaned_data["due_on"]),
        _("Moved to another day."), _("Reschedule"),
    )  # fmt: skip


def _own(request: MemberRequest, code: str) -> NextStep:
    step = step_of(request, code)
    require(may_log_child(request.actor, step))
    return step


def _change(
    request: MemberRequest, step: NextStep, title: str, form: Any, act: Any, said: str, button: str
) -> HttpResponse:
    page = place_page(request, step)
    return edit(request, Edit(title=title, form=form, act=act, to=page, back=page, said=said, button=button))
