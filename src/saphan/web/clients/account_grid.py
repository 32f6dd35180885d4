"""The list of clients: its columns, editors, filters and figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from saphan.clients.actions import (
    assign_owner_many,
    move_territory_many,
    set_status_many,
    set_target_many,
    set_tier_many,
    update_account,
)
from saphan.clients.models import Account, NextStep
from saphan.clients.queries import accounts_for
from saphan.clients.rules import may_write
from saphan.clients.terms import AccountStatus, Tier
from saphan.journal import now
from saphan.measures.clients import ACCOUNTS, WHOLE_BP, Figures, figures_of, summary
from saphan.measures.health import checkups
from saphan.pipeline.queries import open_opportunities_for
from saphan.web.clients.figures import OpenDeals, next_steps, open_deals
from saphan.web.clients.health import health_cell
from saphan.web.clients.writing import due, named, talk
from saphan.web.grid import cells, choices, editors
from saphan.web.grid.columns import About, Cell, Column, Editor, Facet, Grid, Preset, Total, awaited
from saphan.web.markup import put
from saphan.web.reader import Reader
from saphan.web.request import MemberRequest
from saphan.web.templatetags.saphan import avatar_of, icon
from saphan.workspace.actor import Actor
from saphan.workspace.models.record import label_of


@dataclass(frozen=True)
class Beside:
    """What a page of clients needs beside the clients themselves."""

    now: int
    deals: dict[int, OpenDeals] = field(default_factory=dict)
    steps: dict[int, NextStep] = field(default_factory=dict)
    worth: dict[int, Figures] = field(default_factory=dict)


def gather(actor: Actor, accounts: Sequence[Account], reader: Reader) -> Beside:  # noqa: ARG001
    """Three queries for a whole page, and those for what changed since figures were kept."""
    ids = [account.pk for account in accounts]
    return Beside(now(), open_deals(actor, ids), next_steps(actor, ids), figures_of(actor, accounts))


def name(account: Account, about: About) -> Cell:
    found = named(account, about.reader.language)
    target = format_html(
        ' {}<span class="sr">{}</span>', icon("target", "small"), _("Target client")
    ) if account.is_target else ""  # fmt: skip
    title = format_html("{}{}", cells.in_language(found.name, found.lang), target)
    other = cells.in_language(found.other, found.other_lang) if found.other else ""
    city = cells.in_language(account.city, "und") if account.city else ""
    note = format_html("{}{}{}", other, " · " if other and city else "", city)
    url = about.page_of(account.code)
    return cells.titled(url, avatar_of(found.name, account.pk, "company medium"), title, note, account.name)


def health(actor: Actor, accounts: Sequence[Account], reader: Reader) -> dict[int, Cell]:  # noqa: ARG001
    """Score, change in a month and the largest reason; nothing where too little is known for a score."""
    return {pk: health_cell(found) for pk, found in checkups(actor, accounts).items() if found.now.band}


def last_talk(account: Account, about: About) -> Cell:
    found = talk(account, about.reader, about.gathered.now)
    return cells.plain(found.text, tone=f"nowrap {found.kind}{' strong' if found.kind else ''}")


def deals(account: Account, about: About) -> Cell:
    found = about.gathered.deals.get(account.pk)
    if found is None:
        return Cell("")
    total = about.reader.compact(found.minor) if found.minor else "—"
    return Cell(format_html('{} <span class="note">{}</span>', total, found.count))


def won(account: Account, about: About) -> Cell:
    """What came in over the year up to today, with its months as a line."""
    found = about.gathered.worth[account.pk]
    line = cells.spark(found.months)
    return Cell(put("{}<span>{}</span>", line, about.reader.compact(found.won))) if line else Cell("")


def penetration(account: Account, about: About) -> Cell:
    found = about.gathered.worth[account.pk].penetration
    if found is None:
        return Cell("")
    share = Fraction(found, WHOLE_BP)
    return cells.share(share, about.reader.percent(share, 0))


def owed(account: Account, about: About) -> Cell:
    """What is left to pay, and how much of it is overdue."""
    found = about.gathered.worth[account.pk]
    if not found.owed:
        return Cell("")
    text = about.reader.compact(found.owed)
    if not found.overdue:
        return Cell(text)
    late = _("%(amount)s overdue") % {"amount": about.reader.compact(found.overdue)}
    return Cell(
        put('<span class="two-lines"><span>{}</span><span class="note crit">{}</span></span>', text, late)
    )


def next_step(account: Account, about: About) -> Cell:
    found = due(about.gathered.steps.get(account.pk), about.reader)
    return cells.step(found.text, found.day, found.kind)


def owner_name(account: Account, reader: Reader) -> str:  # noqa: ARG001
    return account.owner.name if account.owner else ""


def totals(actor: Actor, rows: QuerySet[Account], reader: Reader) -> list[Total]:
    """What the open deals of these clients and their last year add up to, and the middle of their health."""
    mine = open_opportunities_for(actor).filter(account_id__in=rows.order_by().values("pk"))
    found, deals = summary(actor, rows), mine.aggregate(sum=Sum("reporting_minor", default=0))["sum"]
    told = [Total(_("Open deals"), reader.compact(deals))]
    if found is not None and found.won:
        told.append(Total(_("Won, 12 months"), reader.compact(found.won)))
    if found is not None and found.median is not None:
        told.append(Total(_("Median health"), str(found.median)))
    return told


def _plain(name: str, label: Any, width: int = 130, **more: Any) -> Column:
    edits = editors.words(update_account, name)
    return Column(
        name, label, lambda account, _about: cells.text(getattr(account, name)), editor=edits, width=width,
        is_first_shown=False, **more,
    )  # fmt: skip


def _is_target(request: MemberRequest, code: str) -> bool:  # noqa: ARG001
    return code == "true"


def _by_reference(name: str) -> Any:
    """Writes a foreign key by the record that was picked."""

    def write(account: Account, value: Any, *, actor: Actor, version: int | None, reason: str) -> Account:  # noqa: ARG001
        changes = {f"{name}_id": value and value.pk}
        changed: Account = update_account(account, actor=actor, changes=changes, version=version)
        return changed

    return write


def _many(act: Any, argument: str) -> Any:
    return lambda actor, ids, value: act(actor=actor, accounts=ids, **{argument: value})


OWNER = editors.picked(
    "owner_id", _by_reference("owner"), choices.members_or_nobody, choices.member_of, _many(assign_owner_many, "owner")
)  # fmt: skip
TERRITORY = editors.picked(
    "territory_id", _by_reference("territory"), choices.territories_or_none, choices.territory_of,
    _many(move_territory_many, "territory"),
)  # fmt: skip
TARGET = editors.picked(
    "is_target", editors.attribute(update_account, "is_target"), choices.yes_or_no, _is_target,
    _many(set_target_many, "is_target"),
)  # fmt: skip


def _choice(name: str, words: Any, many: Any, *, empty: bool = False) -> Editor:
    return editors.choice(update_account, name, choices.words_of(words, empty=empty), many=_many(many, name))


CLIENTS = Grid(
    key="clients",
    label=_("Clients"),
    listing=ACCOUNTS,
    rows=accounts_for,
    along=("owner", "territory"),
    template="clients/list.html",
    empty="clients/none.html",
    page="clients:list",
    record="clients:detail",
    peek="clients:peek",
    count=lambda n: ngettext("%(n)s client", "%(n)s clients", n) % {"n": f"{n:,}"},
    above=lambda n: ngettext("more than %(n)s client", "more than %(n)s clients", n) % {"n": f"{n:,}"},
    columns=(
        Column("name", _("Client"), name, "name", "title", "name", editors.words(update_account, "name"), 240),
        Column("owner", _("Owner"), lambda account, _about: cells.member(account), "face", "", "owner", OWNER, 70, group=owner_name),
        Column("health", _("Health of the relationship"), awaited, "health-cell", sort="health", width=180, later=health),
        Column(
            "status", _("Status"), lambda account, _about: cells.plain(account.get_status_display(), edit=account.status),
            sort="status", editor=_choice("status", AccountStatus, set_status_many), width=110, is_first_shown=False,
            group=lambda account, _reader: account.get_status_display(),
        ),
        Column(
            "tier", _("Tier"), lambda account, _about: cells.chip(account.get_tier_display(), edit=account.tier),
            sort="tier", editor=_choice("tier", Tier, set_tier_many, empty=True), width=70, is_first_shown=False,
            group=lambda account, _reader: account.get_tier_display(),
        ),
        Column("last_touch", _("Last talk"), last_talk, "", "end", "last_touch", width=90),
        Column("won", _("Won, 12 months"), won, "number trend", "sub", "won", width=140, falls=True),
        Column("penetration", _("Penetration"), penetration, sort="penetration", width=110, falls=True),
        Column("owed", _("To be paid"), owed, "number", sort="owed", width=110, falls=True),
        Column("next", _("Next step"), next_step, "step", width=0),
        Column("deals", _("Open deals"), deals, "number", width=120, is_first_shown=False),
        Column(
            "territory", _("Territory"),
            lambda account, about: cells.text(label_of(account.territory, about.reader.language), edit=account.territory.code) if account.territory else Cell(""),
            editor=TERRITORY, width=120, is_first_shown=False,
        ),
        _plain("industry", _("Industry")),
        _plain("city", _("City")),
        _plain("country", _("Country")),
        _plain("phone", _("Phone")),
        _plain("website", _("Website"), 160),
        Column(
            "target", _("Target client"),
            lambda account, _about: cells.plain(str(_("yes")) if account.is_target else "", edit="true" if account.is_target else "false"),
            editor=TARGET, width=100, is_first_shown=False,
        ),
        Column(
            "cadence", _("Contact cadence in days"), lambda account, _about: cells.plain(str(account.cadence_days or ""), edit=str(account.cadence_days or "")),
            "number", editor=editors.number(update_account, "cadence_days"), width=110, is_first_shown=False,
        ),
        Column(
            "created", _("Added"), lambda account, about: Cell(about.reader.day(_day(about, account))), sort="created",
            width=110, is_first_shown=False, falls=True,
        ),
    ),
    facets=(
        Facet("owner", _("Owner"), "choice", choices.owners),
        Facet("status", _("Status"), "choice", choices.words_of(AccountStatus)),
        Facet("tier", _("Tier"), "choice", choices.words_of(Tier)),
        Facet("territory", _("Territory"), "choice", choices.territories),
        Facet("industry", _("Industry")),
        Facet("city", _("City")),
        Facet("country", _("Country")),
        Facet("last_touch", _("Last talk"), "day"),
        Facet("health", _("Health of the relationship"), "number"),
        Facet("won", _("Won, 12 months"), "money"),
        Facet("penetration", _("Penetration"), "number"),
        Facet("owed", _("To be paid"), "money"),
        Facet("overdue", _("Has overdue invoices"), "flag", choices.yes_or_no),
        Facet("cooling", _("Cooling"), "flag", choices.yes_or_no),
        Facet("target", _("Target client"), "flag", choices.yes_or_no),
        Facet("created", _("Added"), "day"),
    ),
    presets=(
        Preset(_("All")), Preset(_("Mine"), "owner=me"), Preset(_("Cooling"), "cooling=true"),
        Preset(_("Targets"), "target=true"),
    ),
    gather=gather,
    totals=totals,
    may_edit=lambda actor, account, _gathered: may_write(actor, account),
    export="accounts",
    past=frozenset({
        "name", "owner", "status", "tier", "territory", "industry", "city", "country", "phone", "website", "target",
        "cadence", "created",
    }),
    searched_then=("name", "name_en", "name_zh", "name_th", "short_name"),
    deeds="clients/selection.html",
)  # fmt: skip


def _day(about: About, account: Account) -> date:
    return about.reader.at(account.created_at).date()
