"""The list of products and services."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from saphan.administration.actions import update_offering
from saphan.administration.lists import OFFERINGS as LISTING
from saphan.administration.queries import prices_in
from saphan.web.grid import cells, choices, editors, makers
from saphan.web.grid.columns import About, Cell, Column, Facet, Grid, Preset
from saphan.web.markup import put
from saphan.web.reader import Reader
from saphan.web.request import MemberRequest
from saphan.web.settings.choices import amount
from saphan.web.settings.pages import address
from saphan.workspace.actor import Actor
from saphan.workspace.models import Offering, OfferingPrice
from saphan.workspace.models.record import label_of
from saphan.workspace.queries import offerings_for
from saphan.workspace.rights import Right
from saphan.workspace.terms import OfferingStatus

Prices = dict[int, dict[str, OfferingPrice]]


def gather(actor: Actor, offerings: Sequence[Offering], reader: Reader) -> Prices:
    """By offering and currency, the list price that holds today; one query."""
    found: Prices = {}
    known = prices_in(actor).filter(offering__in=[offering.pk for offering in offerings])
    begun = [price for price in known if price.valid_from is None or price.valid_from <= reader.today]
    for price in sorted(begun, key=lambda price: (price.valid_from is not None, price.valid_from, price.pk)):
        found.setdefault(price.offering_id, {})[price.currency] = price
    return found


def _name(offering: Offering, about: About) -> Cell:
    label = label_of(offering, about.reader.language)
    return cells.titled(about.page_of(offering.code), "", cells.in_language(label, "und"), "", offering.name)


def _prices(offering: Offering, about: About) -> Cell:
    """The price in the reporting currency, or the first one, and all of them at hand."""
    found = about.gathered.get(offering.pk, {})
    if not found:
        return Cell("")
    shown = {each.currency: amount(each.amount_minor, each.currency) for each in found.values()}
    first = shown.pop(about.reader.currency, None) or shown.pop(min(shown))
    more = (
        put(' <span class="note" title="{}">+{}</span>', " · ".join(shown.values()), len(shown))
        if shown
        else ""
    )
    return Cell(put("{}{}", first, more))


def _status(offering: Offering, _about: About) -> Cell:
    is_retired = offering.status == OfferingStatus.RETIRED
    return (
        cells.chip(offering.get_status_display())
        if is_retired
        else cells.plain(offering.get_status_display())
    )


def around(request: MemberRequest) -> dict[str, Any]:
    return {
        "settings_url": address(request, "home"),
        "new_url": address(request, "new_offering"),
        "nothing": (_("Nothing on sale yet"), _("Add what you sell to see figures by product.")),
    }


OFFERINGS = Grid(
    key="offerings",
    label=gettext_lazy("Products and services"),
    listing=LISTING,
    rows=offerings_for,
    right=Right.CONFIGURE,
    template="settings/offerings.html",
    empty="performance/none.html",
    page="settings:offerings",
    record="settings:offering",
    count=lambda n: ngettext("%(n)s row", "%(n)s rows", n) % {"n": f"{n:,}"},
    above=lambda n: ngettext("more than %(n)s row", "more than %(n)s rows", n) % {"n": f"{n:,}"},
    columns=(
        Column("name", gettext_lazy("Name"), _name, "name", "title", "name", editors.words(update_offering, "name"), 320),
        makers.words("family", gettext_lazy("Family"), update_offering, 200, phone="sub", sort="family", group=lambda offering, _reader: offering.family),
        makers.words("unit", gettext_lazy("Unit"), update_offering, 120),
        Column("prices", gettext_lazy("List prices"), _prices, "number", width=200),
        Column("status", gettext_lazy("Status"), _status, "", "end", "status", width=130, group=lambda offering, _reader: offering.get_status_display()),
        makers.created(),
    ),
    facets=(
        Facet("family", gettext_lazy("Family")),
        Facet("status", gettext_lazy("Status"), "choice", choices.words_of(OfferingStatus)),
        Facet("unit", gettext_lazy("Unit")),
        Facet("created", gettext_lazy("Added"), "day"),
    ),
    presets=(
        Preset(gettext_lazy("All")),
        Preset(OfferingStatus.ACTIVE.label, "status=active"),
        Preset(OfferingStatus.RETIRED.label, "status=retired"),
    ),
    default_sort="family,name",
    gather=gather,
    may_edit=lambda actor, offering, _gathered: actor.may(Right.CONFIGURE) and offering.status == OfferingStatus.ACTIVE,
    export="offerings",
    past=frozenset({"name", "family", "unit", "status", "created"}),
    searched_then=("name", "family"),
    around=around,
)  # fmt: skip
