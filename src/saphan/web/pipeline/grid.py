"""The table of deals and the board: columns, editors, filters, sums."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet, Sum
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from saphan.pipeline.actions import (
    assign_opportunities,
    assign_opportunity,
    categorise_opportunities,
    move_opportunities,
    move_stage,
    update_opportunity,
)
from saphan.pipeline.lists import OPPORTUNITIES, SPANS
from saphan.pipeline.models import Opportunity, Stage
from saphan.pipeline.queries import opportunities_for, pipelines_for, stages_for
from saphan.pipeline.rules import may_write
from saphan.pipeline.terms import Category, OpportunityStatus, OpportunityType
from saphan.web.grid import cells, choices, editors
from saphan.web.grid.columns import About, Cell, Column, Facet, Grid, Preset, Total
from saphan.web.markup import put
from saphan.web.pipeline.stages import stages_of
from saphan.web.reader import Reader
from saphan.web.request import MemberRequest
from saphan.workspace.actor import Actor
from saphan.workspace.queries import sellable_offerings_for

SPAN_WORDS = {
    "this_month": gettext_lazy("This month"),
    "this_quarter": gettext_lazy("This quarter"),
    "next_quarter": gettext_lazy("Next quarter"),
    "this_year": gettext_lazy("This year"),
    "overdue": gettext_lazy("Past their date"),
    "no_date": gettext_lazy("Without a date"),
}
TONES = {OpportunityStatus.WON: "good", OpportunityStatus.LOST: "crit"}


def name(deal: Opportunity, about: About) -> Cell:
    client = cells.in_language(deal.account.name, "und") if deal.account else ""
    title = cells.in_language(deal.name, "und")
    return cells.titled(
        about.page_of(deal.code),
        "",
        title,
        put('<span class="only-phone">{}</span>', client),
        deal.name,
    )


def client(deal: Opportunity, about: About) -> Cell:  # noqa: ARG001
    if deal.account is None:
        return Cell(put('<span class="note">{}</span>', _("No client yet")))
    return cells.company(deal.account.name, deal.account_id)


def stage(deal: Opportunity, about: About) -> Cell:
    return cells.chip(
        stage_name(deal, about.reader),
        edit=deal.stage.code,
        tone=TONES.get(OpportunityStatus(deal.status), ""),
    )


def stage_name(deal: Opportunity, reader: Reader) -> str:
    is_open = deal.status == OpportunityStatus.OPEN
    return deal.stage.label(reader.language) if is_open else str(deal.get_status_display())


def amount(deal: Opportunity, about: About) -> Cell:
    return cells.money(deal, about)


def close(deal: Opportunity, about: About) -> Cell:
    expected, is_open = deal.expected_close_on, deal.status == OpportunityStatus.OPEN
    is_late = is_open and expected is not None and expected < about.reader.today
    shown = about.reader.day(deal.closed_on or expected)
    return cells.plain(
        shown, edit=expected.isoformat() if expected else "", tone="warn nowrap" if is_late else "nowrap"
    )


def next_step(deal: Opportunity, about: About) -> Cell:
    if deal.next_step is None:
        return Cell("")
    due, today = deal.next_due_on, about.reader.today
    kind = "planned" if due is None or due > today else "late" if due < today else "today"
    return cells.step(deal.next_step.what, about.reader.day(due), kind)


def totals(actor: Actor, rows: QuerySet[Opportunity], reader: Reader) -> list[Total]:  # noqa: ARG001
    """What these deals add up to in the reporting currency."""
    return [Total(_("Sum"), reader.compact(rows.aggregate(sum=Sum("reporting_minor", default=0))["sum"]))]


def stages(request: MemberRequest) -> list[tuple[str, str]]:
    language = request.LANGUAGE_CODE
    found = stages_of(request)
    several = len({each.pipeline_id for each in found}) > 1
    return [
        (
            each.code,
            f"{each.pipeline.label(language)} · {each.label(language)}" if several else each.label(language),
        )
        for each in found
    ]


def pipelines(request: MemberRequest) -> list[tuple[str, str]]:
    found = list(pipelines_for(request.actor))
    return [(each.code, each.label(request.LANGUAGE_CODE)) for each in found] if len(found) > 1 else []


def offerings(request: MemberRequest) -> list[tuple[str, str]]:
    return list(sellable_offerings_for(request.actor).order_by("name").values_list("code", "name"))


def spans(request: MemberRequest) -> list[tuple[str, str]]:  # noqa: ARG001
    return [(span, str(SPAN_WORDS[span])) for span in SPANS]


def _stage_of(request: MemberRequest, code: str) -> Stage:
    return get_object_or_404(stages_for(request.actor), code=code)


def _give(deal: Opportunity, value: Any, *, actor: Actor, version: int | None, reason: str) -> Any:  # noqa: ARG001
    return assign_opportunity(deal, actor=actor, owner=value, version=version)


def _move(deal: Opportunity, value: Stage, *, actor: Actor, version: int | None, reason: str) -> Any:
    return move_stage(deal, actor=actor, stage=value, override=reason, version=version)


def _plain(name: str, label: Any, width: int, **more: Any) -> Column:
    edits = editors.words(update_opportunity, name)
    return Column(
        name,
        label,
        lambda deal, _about: cells.text(getattr(deal, name)),
        editor=edits,
        width=width,
        is_first_shown=False,
        **more,
    )


OWNER = editors.picked(
    "owner_id", _give, choices.members, choices.member_of,
    lambda actor, ids, owner: assign_opportunities(actor=actor, ids=ids, owner=owner),
)  # fmt: skip
STAGE = editors.picked(
    "stage_id", _move, stages, _stage_of,
    lambda actor, ids, stage: move_opportunities(actor=actor, ids=ids, stage=stage),
)  # fmt: skip
CATEGORY = editors.choice(
    update_opportunity, "category", choices.words_of(Category),
    many=lambda actor, ids, category: categorise_opportunities(actor=actor, ids=ids, category=category),
)  # fmt: skip

DEALS = Grid(
    key="deals",
    label=gettext_lazy("Deals"),
    listing=OPPORTUNITIES,
    rows=opportunities_for,
    along=("account", "owner", "stage", "next_step"),
    template="pipeline/table.html",
    empty="pipeline/none.html",
    page="pipeline:table",
    record="pipeline:deal",
    peek="pipeline:peek",
    count=lambda n: ngettext("%(n)s deal", "%(n)s deals", n) % {"n": f"{n:,}"},
    above=lambda n: ngettext("more than %(n)s deal", "more than %(n)s deals", n) % {"n": f"{n:,}"},
    columns=(
        Column("name", gettext_lazy("Deal"), name, "name", "title", "name", editors.words(update_opportunity, "name"), 230),
        Column("client", gettext_lazy("Client"), client, width=180, sort="account", group=lambda deal, _reader: deal.account.name if deal.account else ""),
        Column("owner", gettext_lazy("Owner"), lambda deal, _about: cells.member(deal), editor=OWNER, width=140, sort="owner", group=lambda deal, _reader: deal.owner.name if deal.owner else ""),
        Column("stage", gettext_lazy("Stage"), stage, "", "sub", "stage", STAGE, 120, group=lambda deal, reader: deal.stage.label(reader.language), group_sort="each_stage"),
        Column("amount", gettext_lazy("Amount"), amount, "number", "end", "amount", editors.money(update_opportunity, "amount_minor", with_reason=True), 130, falls=True),
        Column("reporting", gettext_lazy("In the reporting currency"), lambda deal, about: Cell(about.reader.compact(deal.reporting_minor)), "number", width=120, sort="amount", falls=True),
        Column("expected_close", gettext_lazy("Closes"), close, "", "", "expected_close", editors.day(update_opportunity, "expected_close_on", with_reason=True), 110),
        Column("next", gettext_lazy("Next step"), next_step, "step", "", "next_due", width=0),
        Column("category", gettext_lazy("Forecast category"), lambda deal, _about: cells.plain(deal.get_category_display(), edit=deal.category), editor=CATEGORY, width=120, is_first_shown=False, sort="category", group=lambda deal, _reader: deal.get_category_display()),
        Column("type", gettext_lazy("Type"), lambda deal, _about: cells.plain(deal.get_type_display(), edit=deal.type), editor=editors.choice(update_opportunity, "type", choices.words_of(OpportunityType), in_bulk=False), width=110, is_first_shown=False),
        _plain("source", gettext_lazy("Source"), 130),
        Column("since", gettext_lazy("In this stage"), lambda deal, about: cells.plain(about.reader.ago(deal.stage_since)), "nowrap", "", "in_stage_since", width=110, is_first_shown=False),
        Column("created", gettext_lazy("Added"), lambda deal, about: cells.plain(about.reader.ago(deal.created_at)), "nowrap", "", "created", width=110, is_first_shown=False, falls=True),
    ),
    facets=(
        Facet("owner", gettext_lazy("Owner"), "choice", choices.owners),
        Facet("close", gettext_lazy("Closes"), "words", spans),
        Facet("expected_close", gettext_lazy("Closes on"), "day"),
        Facet("territory", gettext_lazy("Territory"), "choice", choices.territories),
        Facet("pipeline", gettext_lazy("Pipeline"), "choice", pipelines),
        Facet("stage", gettext_lazy("Stage"), "choice", stages),
        Facet("status", gettext_lazy("Status"), "choice", choices.words_of(OpportunityStatus)),
        Facet("category", gettext_lazy("Forecast category"), "choice", choices.words_of(Category)),
        Facet("reporting", gettext_lazy("Amount"), "money"),
        Facet("type", gettext_lazy("Type"), "choice", choices.words_of(OpportunityType)),
        Facet("offering", gettext_lazy("Offering"), "words", offerings),
        Facet("no_next_step", gettext_lazy("No next step"), "flag", choices.yes_or_no),
        Facet("stuck", gettext_lazy("Too long in its stage"), "flag", choices.yes_or_no),
        Facet("source", gettext_lazy("Source")),
        Facet("created", gettext_lazy("Added"), "day"),
    ),
    presets=(
        Preset(OpportunityStatus.OPEN.label, "status=open"), Preset(gettext_lazy("Mine"), "status=open&owner=me"),
        Preset(gettext_lazy("This quarter"), "status=open&close=this_quarter"),
        Preset(gettext_lazy("No next step"), "no_next_step=true"), Preset(gettext_lazy("Won"), "status=won"),
        Preset(gettext_lazy("All")),
    ),
    default_sort="-amount",
    totals=totals,
    sum_column="reporting_minor",
    may_edit=lambda actor, deal, _gathered: may_write(actor, deal),
    export="opportunities",
    past=frozenset({"type", "category", "source", "expected_close", "created"}),
)  # fmt: skip

# The board shows what is open in one pipeline, so neither is a filter there.
BOARD = replace(
    DEALS,
    key="board",
    template="pipeline/board.html",
    page="pipeline:board",
    columns=(),
    facets=tuple(facet for facet in DEALS.facets if facet.key not in {"pipeline", "stage", "status"}),
    presets=(
        Preset(gettext_lazy("All open")), Preset(gettext_lazy("Mine"), "owner=me"),
        Preset(gettext_lazy("This quarter"), "close=this_quarter"), Preset(gettext_lazy("Stuck"), "stuck=true"),
        Preset(gettext_lazy("No next step"), "no_next_step=true"),
    ),
)  # fmt: skip
