"""People at clients: the list, one person, bringing one in."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from saphan.clients.actions import create_person, remove_person, update_person
from saphan.clients.models import Person
from saphan.clients.queries import accounts_for, affiliations_for, interactions_for, stakes_for
from saphan.clients.rules import may_create, may_edit_interaction, may_write_child, may_write_person
from saphan.clients.terms import Stance
from saphan.web.clients.editing import Edit, do, edit
from saphan.web.clients.finding import client_page, person_of, person_page
from saphan.web.clients.history import past_of
from saphan.web.clients.people_forms import NewPersonForm, SavedPersonForm, initial_of
from saphan.web.clients.people_grid import PEOPLE
from saphan.web.clients.writing import called
from saphan.web.grid.pages import show
from saphan.web.past.asking import looked_back
from saphan.web.past.record import past_record
from saphan.web.reader import Reader, reader_of
from saphan.web.request import MemberRequest, require
from saphan.web.settings.forms import save_touched

TALKS, FEW = 30, 6


@require_safe
def people(request: MemberRequest) -> HttpResponse:
    """People within reach."""
    return show(request, PEOPLE)


@require_safe
def person(request: MemberRequest, code: str) -> HttpResponse:
    """One person: jobs, standing, what was said, and the past of every field."""
    found, reader = person_of(request, code), reader_of(request)
    back = looked_back(request, reader)
    if back is not None:
        home = reverse("clients:people", args=[request.workspace.code])
        return past_record(request, found, back, area=_("People"), home=home)
    context = {
        "person": found,
        "name": called(found, reader.language),
        "others": [text for text in found.all_names() if text != found.name],
        "channels": [(channel.title(), handle) for channel, handle in found.channels.items()],
        "jobs": _jobs(request, found, reader),
        "stakes": _stakes(request, found),
        "talks": _talks(request, found, reader),
        "past": past_of(found, reader),
        "talk": reader.ago(found.last_touch_at),
        "may_write": may_write_person(request.actor, found),
    }
    return render(request, "clients/person.html", context)


@require_safe
def peek_person(request: MemberRequest, code: str) -> HttpResponse:
    """The person in a panel beside the list."""
    found, reader = person_of(request, code), reader_of(request)
    context = {
        "person": found,
        "name": called(found, reader.language),
        "others": [text for text in found.all_names() if text != found.name],
        "jobs": [job for job in _jobs(request, found, reader) if not job["until"]],
        "stakes": _stakes(request, found),
        "talks": _talks(request, found, reader)[:FEW],
        "talk": reader.ago(found.last_touch_at),
    }
    return render(request, "clients/peek_person.html", context)


def new_person(request: MemberRequest) -> HttpResponse:
    """Somebody new, with a job at the client of the address where one is named."""
    require(may_create(request.actor))
    code = request.GET.get("client", "")
    account = get_object_or_404(accounts_for(request.actor), code=code) if code else None
    back = (
        client_page(request, account) if account else reverse("clients:people", args=[request.workspace.code])
    )
    return edit(
        request,
        Edit(
            title=_("Add a person"),
            form=partial(NewPersonForm, request=request, initial={"account": account}),
            act=lambda form: create_person(actor=request.actor, **form.values()),
            to=back if account else partial(person_page, request),
            back=back,
            said=_("Added."),
            button=_("Add"),
        ),
    )


def edit_person(request: MemberRequest, code: str) -> HttpResponse:
    found = person_of(request, code)
    require(may_write_person(request.actor, found))
    page = person_page(request, found)
    return edit(
        request,
        Edit(
            title=_("Edit %(name)s") % {"name": found.name},
            form=partial(SavedPersonForm, request=request, initial=initial_of(found)),
            act=lambda form: save_touched(update_person, found, form, actor=request.actor),
            to=page,
            back=page,
            said=_("%(name)s is saved.") % {"name": found.name},
            button=_("Save"),
        ),
    )


@require_POST
def drop_person(request: MemberRequest, code: str) -> HttpResponse:
    found = person_of(request, code)
    act = partial(remove_person, found, actor=request.actor)
    to = reverse("clients:people", args=[request.workspace.code])
    return do(request, act, to=to, said=_("%(name)s is taken out of every list.") % {"name": found.name})


def _jobs(request: MemberRequest, found: Person, reader: Reader) -> list[dict[str, Any]]:
    jobs = affiliations_for(request.actor).filter(person=found).select_related("account", "unit")
    return [
        {
            "code": job.code,
            "account": job.account,
            "title": job.job_title,
            "unit": job.unit.name if job.unit else "",
            "since": reader.full_day(job.from_date) if job.from_date else "",
            "until": reader.full_day(job.to_date) if job.to_date else "",
            "may_write": may_write_child(request.actor, job),
        }
        for job in sorted(jobs, key=lambda job: (job.to_date is not None, -(job.pk or 0)))
    ]


def _stakes(request: MemberRequest, found: Person) -> list[dict[str, Any]]:
    stakes = (
        stakes_for(request.actor).filter(person=found).select_related("account", "opportunity", "reports_to")
    )
    return [
        {"stake": stake, "stance": Stance(stake.stance).label, "role": stake.get_role_display()}
        for stake in stakes
    ]


def _talks(request: MemberRequest, found: Person, reader: Reader) -> list[dict[str, Any]]:
    talks = (
        interactions_for(request.actor)
        .filter(participants__person=found)
        .select_related("account", "opportunity")
    )
    return [
        {
            "code": talk.code,
            "may_edit": may_edit_interaction(request.actor, talk),
            "title": talk.subject or talk.get_channel_display(),
            "words": talk.words,
            "when": reader.ago(talk.happened_at),
            "account": talk.account,
        }
        for talk in talks.select_related("account", "opportunity").order_by("-happened_at", "-pk")[:TALKS]
    ]
