"""The list of leads: its columns, editors and filters."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from saphan.pipeline.actions import assign_lead, update_lead
from saphan.pipeline.lists import LEADS as LISTING
from saphan.pipeline.models import Lead
from saphan.pipeline.queries import leads_for
from saphan.pipeline.rules import may_write
from saphan.pipeline.terms import LeadState
from saphan.web.grid import cells, choices, editors
from saphan.web.grid.columns import About, Cell, Column, Facet, Grid, Preset
from saphan.web.templatetags.saphan import avatar_of
from saphan.workspace.actor import Actor

TONES = {LeadState.QUALIFIED: "good", LeadState.CONVERTED: "good", LeadState.DISQUALIFIED: "crit"}


def name(lead: Lead, about: About) -> Cell:
    title = cells.in_language(lead.name, "und")
    url = about.page_of(lead.code)
    return cells.titled(url, avatar_of(lead.name, lead.pk, "company tiny"), title, "", lead.name)


def _plain(name: str, label: Any, width: int, **more: Any) -> Column:
    edits = editors.words(update_lead, name)
    return Column(
        name, label, lambda lead, _about: cells.text(getattr(lead, name)), editor=edits, width=width, **more
    )


def _owner(lead: Lead, value: Any, *, actor: Actor, version: int | None, reason: str) -> Any:  # noqa: ARG001
    return assign_lead(lead, actor=actor, owner=value, version=version)


def _state(lead: Lead, about: About) -> Cell:  # noqa: ARG001
    return cells.chip(lead.get_state_display(), tone=TONES.get(LeadState(lead.state), ""))


LEADS = Grid(
    key="leads",
    label=_("Leads"),
    listing=LISTING,
    rows=leads_for,
    along=("owner",),
    template="leads/list.html",
    empty="leads/none.html",
    page="leads:list",
    record="leads:detail",
    peek="leads:peek",
    count=lambda n: ngettext("%(n)s lead", "%(n)s leads", n) % {"n": f"{n:,}"},
    above=lambda n: ngettext("more than %(n)s lead", "more than %(n)s leads", n) % {"n": f"{n:,}"},
    columns=(
        Column("name", _("Lead"), name, "name", "title", "name", editors.words(update_lead, "name"), 240),
        _plain("contact_name", _("Contact"), 150, phone="sub"),
        Column(
            "source", _("Source"), lambda lead, _about: cells.text(lead.source), sort="source",
            editor=editors.words(update_lead, "source", in_bulk=False), width=130,
            group=lambda lead, _reader: lead.source,
        ),
        Column(
            "owner", _("Owner"), lambda lead, _about: cells.member(lead),
            editor=editors.picked("owner_id", _owner, choices.members, choices.member_of), width=150, sort="owner",
            group=lambda lead, _reader: lead.owner.name if lead.owner else "",
        ),
        Column(
            "state", _("State"), _state, "", "end", "state", width=130,
            group=lambda lead, _reader: lead.get_state_display(),
        ),
        Column("qualified", _("Qualified on"), lambda lead, about: cells.plain(about.reader.day(lead.qualified_on)), "nowrap", "", "qualified", width=110, falls=True),
        Column("created", _("Came in"), lambda lead, about: cells.plain(about.reader.ago(lead.created_at)), "nowrap", "", "created", width=0, falls=True),
        _plain("job_title", _("Job title"), 130, is_first_shown=False),
        _plain("email", _("E-mail"), 180, is_first_shown=False),
        _plain("phone", _("Phone"), 130, is_first_shown=False),
        _plain("city", _("City"), 120, is_first_shown=False),
        _plain("campaign", _("Campaign"), 130, is_first_shown=False),
    ),
    facets=(
        Facet("state", _("State"), "choice", choices.words_of(LeadState)),
        Facet("owner", _("Owner"), "choice", choices.owners),
        Facet("territory", _("Territory"), "choice", choices.territories),
        Facet("source", _("Source")),
        Facet("campaign", _("Campaign")),
        Facet("city", _("City")),
        Facet("qualified", _("Qualified on"), "day"),
        Facet("created", _("Came in"), "day"),
    ),
    presets=(
        Preset(_("All")), Preset(_("Mine"), "owner=me"), Preset(LeadState.NEW.label, "state=new"),
        Preset(LeadState.WORKING.label, "state=working"), Preset(LeadState.QUALIFIED.label, "state=qualified"),
    ),
    default_sort="-created",
    may_edit=lambda actor, lead, _gathered: may_write(actor, lead),
    export="leads",
    past=frozenset({
        "name", "contact_name", "source", "owner", "state", "qualified", "created", "job_title", "email", "phone", "city",
        "campaign", "territory",
    }),
    searched_then=("name", "contact_name"),
)  # fmt: skip
