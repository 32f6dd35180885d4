"""The list of targets."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from saphan.core.errors import RuleBroken
from saphan.core.format import full_money, plain_amount
from saphan.core.kpi import DEFINITIONS, Unit
from saphan.core.money import parse_amount
from saphan.core.targets import aim
from saphan.measures.display import display_amount
from saphan.measures.words import NAMES
from saphan.pipeline.actions import update_target
from saphan.pipeline.lists import TARGETS as LISTING
from saphan.pipeline.models import Target
from saphan.pipeline.queries import targets_for
from saphan.pipeline.rules import may_configure
from saphan.web.grid import cells, choices, editors, makers
from saphan.web.grid.columns import About, Cell, Column, Editor, Facet, Grid, Preset
from saphan.web.performance.grids import above, count_of
from saphan.web.performance.shelves import LIST, NOTHING, shelf
from saphan.web.request import MemberRequest
from saphan.workspace.queries import teams_for
from saphan.workspace.rights import Right


def amount_read(metric: str, text: str, currency: str) -> int:
    """What was typed, as the target keeps it. Raises RuleBroken("target.not_positive")."""
    if DEFINITIONS[metric].unit is Unit.MONEY:
        return parse_amount(text, currency).minor
    try:
        return round(float(text.replace("%", "").strip()) * 100)
    except (ValueError, OverflowError):
        raise RuleBroken("target.not_positive", field="amount") from None


def amount_shown(target: Target) -> str:
    unit = DEFINITIONS[target.metric].unit
    if unit is Unit.MONEY and target.currency:
        return full_money(target.amount, target.currency)
    value = aim(target.amount, is_money=unit is Unit.MONEY, is_share=unit is Unit.SHARE)
    return display_amount(value, unit, target.currency or None)


def amount_typed(target: Target) -> str:
    """The amount as a field shows it for editing."""
    return plain_amount(target.amount, target.currency) if target.currency else f"{target.amount / 100:g}"


def _metric(target: Target, about: About) -> Cell:
    name = str(NAMES.get(target.metric, target.metric))
    return cells.titled(about.page_of(target.code), "", name, "", "")


def _subject(target: Target, _about: About) -> Cell:
    found = target.member or target.team or target.territory or target.account
    return cells.text(str(found)) if found else cells.plain(_("Whole workspace"))


def _read(text: str, target: Target, request: MemberRequest) -> int:  # noqa: ARG001
    return amount_read(target.metric, text, target.currency)


def metrics(request: MemberRequest) -> list[tuple[str, str]]:  # noqa: ARG001
    return [(key, str(name)) for key, name in NAMES.items()]


def _teams(request: MemberRequest) -> list[tuple[str, str]]:
    return list(teams_for(request.actor).order_by("path").values_list("code", "name"))


def _edits(name: str) -> Editor:
    return editors.needed(editors.day(update_target, name))


AMOUNT = Editor("money", "amount", editors.attribute(update_target, "amount"), _read)
TARGETS = Grid(
    key="targets",
    label=pgettext_lazy("performance", "Targets"),
    listing=LISTING,
    rows=targets_for,
    along=("member", "team", "territory", "account"),
    right=Right.CONFIGURE,
    template=LIST,
    empty=NOTHING,
    page="performance:targets",
    record="performance:target",
    count=count_of,
    above=above,
    columns=(
        Column("metric", gettext_lazy("Figure"), _metric, "name", "title", "metric", width=260, group=lambda target, _reader: str(NAMES.get(target.metric, target.metric))),
        Column("subject", gettext_lazy("For"), _subject, "", "sub", width=220),
        makers.day("starts", "starts_on", gettext_lazy("From"), _edits("starts_on"), sort="starts", falls=True),
        makers.day("ends", "ends_on", gettext_lazy("To"), _edits("ends_on"), sort="ends", falls=True),
        Column("amount", gettext_lazy("Target"), lambda target, _about: Cell(amount_shown(target), amount_typed(target)), "number", "end", editor=AMOUNT, width=160),
        makers.created(),
    ),
    facets=(
        Facet("metric", gettext_lazy("Figure"), "choice", metrics),
        Facet("member", gettext_lazy("For a colleague"), "choice", choices.members),
        Facet("team", gettext_lazy("For a team"), "choice", _teams),
        Facet("territory", gettext_lazy("For a territory"), "choice", choices.territories),
        Facet("starts", gettext_lazy("From"), "day"),
        Facet("ends", gettext_lazy("To"), "day"),
    ),
    presets=(Preset(gettext_lazy("All")), Preset(gettext_lazy("Mine"), "member=me")),
    may_edit=lambda actor, target, _gathered: may_configure(actor, target),
    export="targets",
    past=frozenset({"metric", "subject", "starts", "ends", "amount", "created", "member", "territory"}),
    searched_then=(),
    around=shelf(
        "targets", key="target", new=gettext_lazy("New target"), may=may_configure,
        empty=(
            gettext_lazy("No targets yet"),
            gettext_lazy("A target says who is to reach which figure in a period. The wall shows it beside the figure."),
        ),
    ),
)  # fmt: skip
