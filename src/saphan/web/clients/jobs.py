"""Who works where: taking a job, changing company, leaving."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from saphan.clients.actions import (
    add_affiliation,
    end_affiliation,
    move_person,
    remove_affiliation,
    update_affiliation,
)
from saphan.clients.models import Person
from saphan.clients.rules import may_write, may_write_child, may_write_person
from saphan.journal import now
from saphan.web.clients.editing import Edit, do, edit
from saphan.web.clients.finding import account_of, client_page, job_of, person_of, person_page
from saphan.web.clients.people_forms import ColleagueForm, JobForm, LeaveForm, SavedJobForm
from saphan.web.request import MemberRequest, require
from saphan.web.settings.forms import save_touched
from saphan.workspace.days import today_in


def take_job(request: MemberRequest, code: str) -> HttpResponse:
    """A person takes a job at a client, beside the present ones or instead of them."""
    person = person_of(request, code)
    require(may_write_person(request.actor, person))
    page = person_page(request, person)
    return edit(
        request,
        Edit(
            title=_("A job for %(name)s") % {"name": person.name},
            form=partial(JobForm, request=request, initial={"from_date": _today(request)}),
            act=partial(_take, request, person),
            to=page,
            back=page,
            said=_("%(name)s is saved.") % {"name": person.name},
            button=_("Save"),
        ),
    )


def add_colleague(request: MemberRequest, code: str) -> HttpResponse:
    """Somebody already known works at this client too."""
    account = account_of(request, code)
    require(may_write(request.actor, account))
    page = client_page(request, account)

    def act(form: ColleagueForm) -> Any:
        return add_affiliation(
            form.cleaned_data.pop("person"), actor=request.actor, account=account, **form.cleaned_data
        )

    return edit(
        request,
        Edit(
            title=_("Somebody who works at %(name)s too") % {"name": account.name},
            form=partial(ColleagueForm, request=request, account=account),
            act=act,
            to=page,
            back=page,
            said=_("Added."),
            button=_("Add"),
        ),
    )


def edit_job(request: MemberRequest, code: str) -> HttpResponse:
    job = job_of(request, code)
    require(may_write_child(request.actor, job))
    page = person_page(request, job.person)
    names = ("job_title", "from_date", "to_date", "version")
    initial = {name: getattr(job, name) for name in names} | {"unit": job.unit_id}
    return edit(
        request,
        Edit(
            title=_("%(person)s at %(client)s") % {"person": job.person.name, "client": job.account.name},
            form=partial(SavedJobForm, request=request, account=job.account, initial=initial),
            act=lambda form: save_touched(update_affiliation, job, form, actor=request.actor),
            to=page,
            back=page,
            said=_("Saved."),
            button=_("Save"),
        ),
    )


def leave(request: MemberRequest, code: str) -> HttpResponse:
    """The job ends; the person and what they said stay."""
    job = job_of(request, code)
    require(may_write_child(request.actor, job))
    page = person_page(request, job.person)
    return edit(
        request,
        Edit(
            title=_("%(person)s leaves %(client)s") % {"person": job.person.name, "client": job.account.name},
            form=partial(LeaveForm, initial={"on": _today(request)}),
            act=lambda form: end_affiliation(job, actor=request.actor, on=form.cleaned_data["on"]),
            to=page,
            back=page,
            said=_("The job has ended."),
            button=_("End the job"),
        ),
    )


@require_POST
def drop_job(request: MemberRequest, code: str) -> HttpResponse:
    """The job never was: an error of entry."""
    job = job_of(request, code)
    act = partial(remove_affiliation, job, actor=request.actor)
    return do(request, act, to=person_page(request, job.person), said=_("The job is taken out."))


def _take(request: MemberRequest, person: Person, form: JobForm) -> Any:
    chosen = dict(form.cleaned_data)
    if chosen.pop("ends_others"):
        day = chosen.pop("from_date") or _today(request)
        return move_person(person, actor=request.actor, on=day, **chosen)
    return add_affiliation(person, actor=request.actor, **chosen)


def _today(request: MemberRequest) -> Any:
    return today_in(request.workspace, now())
