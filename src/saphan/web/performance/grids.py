"""The lists of costs, campaigns and targets: columns, editors, filters, sums."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from saphan.commerce.actions import update_campaign, update_cost
from saphan.commerce.lists import CAMPAIGNS as CAMPAIGN_LIST
from saphan.commerce.lists import COSTS as COST_LIST
from saphan.commerce.models import CostLine
from saphan.commerce.queries import campaigns_for, costs_for
from saphan.commerce.rules import may_keep_costs
from saphan.commerce.terms import CostKind
from saphan.web.grid import cells, choices, editors, makers
from saphan.web.grid.columns import About, Cell, Column, Editor, Facet, Grid, Preset, Total
from saphan.web.performance.shelves import LIST, NOTHING, shelf
from saphan.web.reader import Reader
from saphan.web.request import MemberRequest
from saphan.workspace.actor import Actor
from saphan.workspace.rights import Right

FIRST = (CostKind.SALARIES, CostKind.ADS, CostKind.EVENTS)  # the kinds that people look for


def count_of(n: int) -> str:
    return ngettext("%(n)s row", "%(n)s rows", n) % {"n": f"{n:,}"}


def above(n: int) -> str:
    return ngettext("more than %(n)s row", "more than %(n)s rows", n) % {"n": f"{n:,}"}


def named(record: Any, about: About) -> Cell:
    """The first cell of records that are known by a name."""
    title = cells.in_language(str(record), "und")
    return cells.titled(about.page_of(record.code), "", title, "", getattr(record, "name", ""))


def _about(cost: CostLine, about: About) -> Cell:
    title = cells.in_language(str(cost), "und")
    return cells.titled(about.page_of(cost.code), "", title, "", cost.about)


def _share(cost: CostLine, _about: About) -> Cell:
    shown = "" if cost.acquisition_share is None else f"{cost.acquisition_share / 100:g}%"
    return Cell(shown, shown)


def spent(actor: Actor, rows: QuerySet[CostLine], reader: Reader) -> list[Total]:  # noqa: ARG001
    """What these costs add up to, currency by currency: there is no rate that fits them all."""
    sums = rows.order_by("currency").values("currency").annotate(sum=Sum("amount_minor"))
    amounts = [reader.money(row["sum"], row["currency"]) for row in sums]
    return [Total(_("Sum"), " · ".join(amounts))] if amounts else []


def campaign_choices(request: MemberRequest) -> list[tuple[str, str]]:
    return [("", "—"), *campaigns_for(request.actor).order_by("name").values_list("code", "name")]


def _campaign_of(request: MemberRequest, code: str) -> Any:
    return campaigns_for(request.actor).filter(code=code).first() if code else None


def _by_reference(act: Any, name: str) -> Any:
    def write(record: Any, value: Any, *, actor: Actor, version: int | None, reason: str) -> Any:  # noqa: ARG001
        return act(record, actor=actor, changes={name: value and value.pk}, version=version)

    return write


def _starts(cost: CostLine, value: Any, *, actor: Actor, version: int | None, reason: str) -> Any:  # noqa: ARG001
    """A cost of one day moves with its day."""
    changes = {"starts_on": value}
    if cost.ends_on == cost.starts_on:
        changes["ends_on"] = value
    return update_cost(cost, actor=actor, changes=changes, version=version)


def _territory(act: Any) -> Editor:
    return editors.picked(
        "territory_id", _by_reference(act, "territory_id"), choices.territories_or_none, choices.territory_of
    )


COSTS = Grid(
    key="costs",
    label=_("Costs of sales and marketing"),
    listing=COST_LIST,
    rows=costs_for,
    along=("territory", "campaign"),
    right=Right.COSTS,
    template=LIST,
    empty=NOTHING,
    page="performance:costs",
    record="performance:cost",
    count=count_of,
    above=above,
    columns=(
        Column("about", _("What for"), _about, "name", "title", editor=editors.words(update_cost, "about"), width=220),
        Column(
            "kind", _("Kind of cost"), lambda cost, _about: cells.plain(cost.get_kind_display(), edit=cost.kind), "", "sub", "kind",
            editors.choice(update_cost, "kind", choices.words_of(CostKind)), 120, group=lambda cost, _reader: cost.get_kind_display(),
        ),
        makers.day("starts", "starts_on", _("From"), editors.needed(Editor("date", "starts_on", _starts, editors.read_day)), sort="starts", falls=True),
        makers.day("ends", "ends_on", _("To"), editors.needed(editors.day(update_cost, "ends_on")), sort="ends", falls=True),
        Column(
            "channel", _("Channel"), lambda cost, _about: cells.text(cost.channel), sort="channel", width=110,
            editor=editors.words(update_cost, "channel", in_bulk=False), group=lambda cost, _reader: cost.channel,
        ),
        makers.related("campaign", _("Campaign"), editors.picked("campaign_id", _by_reference(update_cost, "campaign_id"), campaign_choices, _campaign_of), sort="campaign"),
        makers.related("territory", _("Territory"), _territory(update_cost), 110, sort="territory"),
        Column("amount", _("Amount"), cells.money, "number", "end", "amount", editors.needed(editors.money(update_cost, "amount_minor")), 150, falls=True),
        Column("share", _("Share that wins clients, in %"), _share, "number", editor=editors.share(update_cost, "acquisition_share"), width=120, is_first_shown=False),
        makers.created(),
    ),
    facets=(
        Facet("kind", _("Kind of cost"), "choice", choices.words_of(CostKind)),
        Facet("starts", _("From"), "day"),
        Facet("ends", _("To"), "day"),
        Facet("campaign", _("Campaign"), "choice", campaign_choices),
        Facet("territory", _("Territory"), "choice", choices.territories),
        Facet("channel", _("Channel")),
        Facet("created", _("Added"), "day"),
    ),
    presets=(Preset(_("All")), *(Preset(kind.label, f"kind={kind.value}") for kind in FIRST)),
    totals=spent,
    may_edit=lambda actor, cost, _gathered: may_keep_costs(actor, cost),
    export="costs",
    past=frozenset({
        "about", "kind", "starts", "ends", "channel", "campaign", "territory", "amount", "share", "created",
    }),
    searched_then=("about", "channel"),
    around=shelf(
        "costs", key="cost", new=_("New cost"), may=may_keep_costs,
        empty=(_("No costs yet"), _("Note what selling costs, or bring a table. It makes the customer acquisition cost.")),
        beside=(("campaigns", _("Campaigns")), ("shares", _("Shares that win clients"))),
    ),
)  # fmt: skip

CAMPAIGNS = Grid(
    key="campaigns",
    label=_("Campaigns"),
    listing=CAMPAIGN_LIST,
    rows=campaigns_for,
    along=("territory",),
    right=Right.COSTS,
    template=LIST,
    empty=NOTHING,
    page="performance:campaigns",
    record="performance:campaign",
    count=count_of,
    above=above,
    columns=(
        Column("name", _("Name"), named, "name", "title", "name", editors.words(update_campaign, "name"), 280),
        Column(
            "channel", _("Channel"), lambda campaign, _about: cells.text(campaign.channel), "", "sub", "channel", width=160,
            editor=editors.words(update_campaign, "channel", in_bulk=False), group=lambda campaign, _reader: campaign.channel,
        ),
        makers.day("starts", "starts_on", _("From"), editors.day(update_campaign, "starts_on"), sort="starts", falls=True),
        makers.day("ends", "ends_on", _("To"), editors.day(update_campaign, "ends_on"), phone="end"),
        makers.related("territory", _("Territory"), _territory(update_campaign), 0, sort="territory"),
        makers.created(),
    ),
    facets=(
        Facet("channel", _("Channel")),
        Facet("territory", _("Territory"), "choice", choices.territories),
        Facet("starts", _("From"), "day"),
        Facet("ends", _("To"), "day"),
    ),
    presets=(Preset(_("All")),),
    may_edit=lambda actor, campaign, _gathered: may_keep_costs(actor, campaign),
    export="campaigns",
    past=frozenset({"name", "channel", "starts", "ends", "territory", "created"}),
    around=shelf(
        "costs", key="campaign", new=_("New campaign"), may=may_keep_costs,
        empty=(_("No campaigns yet"), _("A campaign gathers the costs of one thing you run to win clients.")),
        beside=(("costs", _("Costs")),),
    ),
)  # fmt: skip
