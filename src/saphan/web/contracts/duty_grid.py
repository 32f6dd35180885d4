"""The list of what is owed by contracts: its columns, how a cell says what became of it, and its filters."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from saphan.commerce.actions import breach_duty, meet_duty, waive_duty
from saphan.commerce.contract_lists import DUTIES as LISTING
from saphan.commerce.contract_queries import duties_for
from saphan.commerce.contract_rules import may_settle
from saphan.commerce.contract_terms import ClauseKind, DutyStatus, Side
from saphan.commerce.models import Duty
from saphan.core.contracts import DUTY_MOVES
from saphan.web.commerce.sections import sections
from saphan.web.grid import cells, choices
from saphan.web.grid.columns import About, Cell, Column, Editor, Facet, Grid, Preset
from saphan.web.grid.editors import read_choice
from saphan.web.request import MemberRequest

TONES = {DutyStatus.MET: "good", DutyStatus.BREACHED: "crit"}
SECTIONS = (("list", _("Contracts")), ("duties", _("What is owed")))
BECAME = choices.words_of(DutyStatus)


def around(request: MemberRequest) -> dict[str, Any]:
    return {"sections": sections(request, "duties", "contracts", SECTIONS)}


def _settle(duty: Duty, value: str, *, actor: Any, version: int | None, reason: str) -> Any:
    """The deed behind the new state; `reason` is where it can be seen, or why."""
    if value == duty.state:
        return duty
    if value == DutyStatus.MET:
        return meet_duty(duty, actor=actor, evidence=reason, version=version)
    act = breach_duty if value == DutyStatus.BREACHED else waive_duty
    return act(duty, actor=actor, reason=reason, version=version)


def _what(duty: Duty, about: About) -> Cell:
    note = cells.in_language(duty.contract.name, "und")
    return cells.titled(about.page_of(duty.code), "", cells.in_language(duty.what, "und"), note, duty.what)


def _client(duty: Duty, about: About) -> Cell:
    account = duty.contract.account
    url = reverse("clients:detail", args=[about.actor.workspace.code, account.code])
    return cells.company(account.name, account.pk, url)


def _due(duty: Duty, about: About) -> Cell:
    left = (duty.due_on - about.reader.today).days if duty.state == DutyStatus.OPEN else 1
    return cells.plain(
        about.reader.day(duty.due_on), tone="crit" if left < 0 else "nowrap" if left else "warn"
    )


def _late(duty: Duty, about: About) -> Cell:
    days = (about.reader.today - duty.due_on).days if duty.state == DutyStatus.OPEN else 0
    return cells.plain(str(days) if days > 0 else "", tone="crit" if days > 0 else "")


def _state(duty: Duty, about: About) -> Cell:  # noqa: ARG001
    return cells.chip(duty.get_state_display(), edit=duty.state, tone=TONES.get(DutyStatus(duty.state), ""))


def _contract(duty: Duty, about: About) -> Cell:
    url = reverse("contracts:detail", args=[about.actor.workspace.code, duty.contract.code])
    return cells.linked(url, duty.contract.number or duty.contract.code)


def _owner(duty: Duty, about: About) -> Cell:  # noqa: ARG001
    owner = duty.contract.account.owner
    return cells.person(owner.name if owner else "", duty.contract.account.owner_id)


def _clause(duty: Duty, about: About) -> Cell:  # noqa: ARG001
    return cells.text(str(duty.clause))


DUTIES = Grid(
    key="duties",
    label=_("What is owed"),
    listing=LISTING,
    rows=duties_for,
    along=("contract", "contract__account", "contract__account__owner", "clause"),
    template="contracts/duties_list.html",
    empty="contracts/no_duties.html",
    page="contracts:duties",
    record="contracts:duty",
    count=lambda n: ngettext("%(n)s duty", "%(n)s duties", n) % {"n": f"{n:,}"},
    above=lambda n: ngettext("more than %(n)s duty", "more than %(n)s duties", n) % {"n": f"{n:,}"},
    columns=(
        Column("what", pgettext_lazy("duty", "Duty"), _what, "name", "title", width=260),
        Column("account", _("Client"), _client, "", "sub", "account", width=190, group=lambda duty, _reader: duty.contract.account.name),
        Column("owed_by", _("Who owes"), lambda duty, _about: cells.plain(duty.get_owed_by_display()), width=100),
        Column("due", _("Due on"), _due, "", "end", "due", width=130),
        Column("late", _("Days late"), _late, "number", width=90),
        Column(
            "state", _("Status"), _state, sort="state", width=120, group=lambda duty, _reader: duty.get_state_display(),
            editor=Editor("choice", "state", _settle, read_choice(BECAME), BECAME, in_bulk=True),
        ),
        Column("contract", _("Contract"), _contract, width=130),
        Column("owner", _("Owner"), _owner, width=150),
        Column("clause", _("Clause"), _clause, width=180, is_first_shown=False),
        Column("settled", _("Settled on"), lambda duty, about: cells.plain(about.reader.day(duty.settled_on), tone="nowrap"), width=110, is_first_shown=False),
        Column("note", _("Note"), lambda duty, _about: cells.text(duty.note), width=240, is_first_shown=False),
    ),
    facets=(
        Facet("state", _("Status"), "choice", choices.words_of(DutyStatus)),
        Facet("overdue", _("Overdue"), "flag"),
        Facet("owed_by", _("Who owes"), "choice", choices.words_of(Side)),
        Facet("due", _("Due on"), "day"),
        Facet("owner", _("Owner"), "choice", choices.owners),
        Facet("account", _("Client")),
        Facet("contract", _("Contract")),
        Facet("kind", _("Kind of clause"), "choice", choices.words_of(ClauseKind)),
        Facet("territory", _("Territory"), "choice", choices.territories),
        Facet("settled", _("Settled on"), "day"),
    ),
    presets=(
        Preset(_("All")), Preset(DutyStatus.OPEN.label, "state=open"), Preset(_("Mine"), "owner=me&state=open"),
        Preset(_("Overdue"), "overdue=true"), Preset(_("By the client"), "owed_by=client&state=open"),
        Preset(DutyStatus.MET.label, "state=met&sort=-due"), Preset(DutyStatus.BREACHED.label, "state=breached&sort=-due"),
    ),
    default_sort="due",
    may_edit=lambda actor, duty, _gathered: bool(DUTY_MOVES[duty.state]) and may_settle(actor, duty),
    export="duties",
    around=around,
    past=frozenset({"what", "owed_by", "due", "state", "contract", "clause", "settled", "note"}),
    searched_then=("what",),
)  # fmt: skip
