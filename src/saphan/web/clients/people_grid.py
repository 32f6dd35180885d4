"""The list of people: its columns, editors and filters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from saphan.clients.actions import update_person
from saphan.clients.lists import PEOPLE as LISTING
from saphan.clients.models import Affiliation, Person
from saphan.clients.queries import affiliations_for, people_for
from saphan.clients.terms import PersonStatus
from saphan.web.clients.writing import called
from saphan.web.grid import cells, choices, editors
from saphan.web.grid.columns import About, Cell, Column, Facet, Grid, Preset
from saphan.web.reader import Reader
from saphan.web.templatetags.saphan import avatar_of
from saphan.workspace.actor import Actor
from saphan.workspace.rights import Right


@dataclass(frozen=True)
class Jobs:
    """Running jobs by person, and the people whom the actor may change because of a job."""

    by_person: dict[int, list[Affiliation]]
    within_reach: frozenset[int]
    client: str  # address of a client's page, with CODE in it


def gather(actor: Actor, people: Sequence[Person], reader: Reader) -> Jobs:  # noqa: ARG001
    """Two queries for a whole page."""
    ids = [person.pk for person in people]
    jobs: dict[int, list[Affiliation]] = {}
    running = affiliations_for(actor).filter(person__in=ids, to_date=None)
    for job in running.select_related("account").order_by("pk"):
        jobs.setdefault(job.person_id, []).append(job)
    return Jobs(jobs, _reached(actor, ids), reverse("clients:detail", args=[actor.workspace.code, "CODE"]))


def _reached(actor: Actor, ids: list[int]) -> frozenset[int]:
    owners = actor.owners_within(Right.WRITE)
    if owners is None:
        return frozenset(ids)
    jobs = Affiliation.objects.filter(person_id__in=ids, removed_at=None, account__removed_at=None)
    return frozenset(jobs.filter(account__owner_id__in=sorted(owners)).values_list("person_id", flat=True))


def may_edit(actor: Actor, person: Person, jobs: Jobs) -> bool:
    return person.pk in jobs.within_reach or actor.reaches(Right.WRITE, person.owner_id)


def name(person: Person, about: About) -> Cell:
    found = called(person, about.reader.language)
    note = cells.in_language(found.other, found.other_lang) if found.other else ""
    title = cells.in_language(found.name, found.lang)
    url = about.page_of(person.code)
    return cells.titled(url, avatar_of(found.name, person.pk, "medium"), title, note, person.name)


def employers(person: Person, about: About) -> Cell:
    jobs = about.gathered.by_person.get(person.pk, [])
    lines = (
        (about.gathered.client.replace("CODE", job.account.code), job.account.name, job.job_title)
        for job in jobs
    )
    return Cell(
        format_html_join(
            "", '<p><a href="{}" lang="und">{}</a> <span class="note" lang="und">{}</span></p>', lines
        )
    )


def last_talk(person: Person, about: About) -> Cell:
    return cells.plain(about.reader.ago(person.last_touch_at), tone="nowrap")


def _plain(name: str, label: Any, width: int, **more: Any) -> Column:
    edits = editors.words(update_person, name)
    return Column(
        name,
        label,
        lambda person, _about: cells.text(getattr(person, name)),
        editor=edits,
        width=width,
        **more,
    )


def _owner(person: Person, value: Any, *, actor: Actor, version: int | None, reason: str) -> Any:  # noqa: ARG001
    return update_person(person, actor=actor, changes={"owner_id": value and value.pk}, version=version)


PEOPLE = Grid(
    key="people",
    label=_("People"),
    listing=LISTING,
    rows=people_for,
    along=("owner",),
    template="clients/people.html",
    empty="clients/no_people.html",
    page="clients:people",
    record="clients:person",
    peek="clients:peek_person",
    count=lambda n: ngettext("%(n)s person", "%(n)s people", n) % {"n": f"{n:,}"},
    above=lambda n: ngettext("more than %(n)s person", "more than %(n)s people", n) % {"n": f"{n:,}"},
    columns=(
        Column("name", _("Name"), name, "name", "title", "name", editors.words(update_person, "name"), 240),
        Column("client", _("Client"), employers, "", "sub", width=240),
        _plain("email", _("E-mail"), 260),
        _plain("phone", _("Phone"), 140),
        Column(
            "owner", _("Owner"), lambda person, _about: cells.member(person), editor=editors.picked(
                "owner_id", _owner, choices.members_or_nobody, choices.member_of
            ), width=150,
        ),
        Column("last_touch", _("Last talk"), last_talk, "", "end", "last_touch", width=0),
        _plain("nickname", _("Nickname"), 110, is_first_shown=False),
        _plain("name_en", _("Name in English"), 150, is_first_shown=False),
        _plain("name_zh", _("Name in Chinese"), 150, is_first_shown=False),
        _plain("name_th", _("Name in Thai"), 150, is_first_shown=False),
    ),
    facets=(
        Facet("owner", _("Owner"), "choice", choices.owners),
        Facet("status", _("Status"), "choice", choices.words_of(PersonStatus)),
        Facet("email", _("E-mail")),
        Facet("last_touch", _("Last talk"), "day"),
        Facet("created", _("Added"), "day"),
    ),
    presets=(Preset(_("All")), Preset(_("Mine"), "owner=me")),
    gather=gather,
    may_edit=may_edit,
    export="people",
    past=frozenset({"name", "email", "phone", "owner", "nickname", "name_en", "name_zh", "name_th", "status", "created"}),
    searched_then=("name", "name_en", "name_zh", "name_th", "nickname"),
)  # fmt: skip
