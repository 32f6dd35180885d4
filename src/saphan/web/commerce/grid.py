"""The list of orders: its columns, editors, filters and sums."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from saphan.commerce.actions import assign_order, update_order
from saphan.commerce.lists import ORDERS as LISTING
from saphan.commerce.models import Order
from saphan.commerce.queries import orders_for
from saphan.commerce.rules import may_write
from saphan.commerce.terms import OrderBilling, OrderStatus
from saphan.web.commerce.sections import sections
from saphan.web.grid import cells, choices, editors
from saphan.web.grid.columns import About, Cell, Column, Facet, Grid, Preset, Total
from saphan.web.reader import Reader
from saphan.web.request import MemberRequest
from saphan.workspace.actor import Actor
from saphan.workspace.queries import offerings_for

STANDING = Q(status=OrderStatus.CONFIRMED)  # a cancelled order is worth nothing any more


def name(order: Order, about: About) -> Cell:
    title = cells.in_language(order.name, "und")
    return cells.titled(about.page_of(order.code), "", title, order.code, order.name)


def client(order: Order, about: About) -> Cell:
    url = reverse("clients:detail", args=[about.actor.workspace.code, order.account.code])
    return cells.company(order.account.name, order.account_id, url)


def deal(order: Order, about: About) -> Cell:  # noqa: ARG001
    return cells.text(order.opportunity.name) if order.opportunity else Cell("")


def status(order: Order, about: About) -> Cell:  # noqa: ARG001
    is_cancelled = order.status == OrderStatus.CANCELLED
    return cells.chip(order.get_status_display(), tone="crit" if is_cancelled else "good")


def billing(order: Order, about: About) -> Cell:  # noqa: ARG001
    return cells.chip(order.get_billing_display(), tone="good" if order.billing == OrderBilling.PAID else "")


def totals(actor: Actor, rows: QuerySet[Order], reader: Reader) -> list[Total]:  # noqa: ARG001
    """What the standing ones add up to in the reporting currency."""
    added = rows.filter(STANDING).aggregate(sum=Sum("reporting_minor", default=0))
    return [Total(_("Sum"), reader.compact(added["sum"]))]


def _assign(order: Order, value: Any, *, actor: Actor, version: int | None, reason: str) -> Any:  # noqa: ARG001
    return assign_order(order, actor=actor, owner=value, version=version)


def offerings(request: MemberRequest) -> list[tuple[str, str]]:
    return list(offerings_for(request.actor).order_by("name").values_list("code", "name"))


ORDERS = Grid(
    key="orders",
    label=_("Orders"),
    listing=LISTING,
    rows=orders_for,
    along=("account", "owner", "opportunity"),
    template="commerce/orders.html",
    empty="commerce/none.html",
    page="commerce:orders",
    record="commerce:order",
    peek="commerce:peek_order",
    count=lambda n: ngettext("%(n)s order", "%(n)s orders", n) % {"n": f"{n:,}"},
    above=lambda n: ngettext("more than %(n)s order", "more than %(n)s orders", n) % {"n": f"{n:,}"},
    columns=(
        Column("name", _("Order"), name, "name", "title", "name", editors.words(update_order, "name"), 250),
        Column("client", _("Client"), client, "", "sub", "account", width=200, group=lambda order, _reader: order.account.name),
        Column("status", _("Status"), status, sort="status", width=120, group=lambda order, _reader: order.get_status_display()),
        Column("billing", _("Invoices"), billing, width=150, group=lambda order, _reader: order.get_billing_display()),
        Column("confirmed", _("Confirmed on"), lambda order, about: cells.plain(about.reader.day(order.confirmed_on), tone="nowrap"), sort="confirmed", width=120, falls=True),
        Column("amount", _("Amount"), lambda order, about: cells.plain(about.reader.money(order.amount_minor, order.currency)), "number", "end", "amount", width=140, falls=True),
        Column(
            "owner", _("Owner"), lambda order, _about: cells.member(order), sort="owner", width=0,
            editor=editors.picked("owner_id", _assign, choices.members, choices.member_of),
            group=lambda order, _reader: order.owner.name if order.owner else "",
        ),
        Column("reference", _("The client’s order number"), lambda order, _about: cells.text(order.reference), editor=editors.words(update_order, "reference"), width=180, is_first_shown=False),
        Column("deal", _("Deal"), deal, width=200, is_first_shown=False),
        Column("reporting", _("In the reporting currency"), lambda order, about: Cell(about.reader.compact(order.reporting_minor)), "number", sort="amount", width=120, is_first_shown=False, falls=True),
        Column("tax", _("Tax"), lambda order, about: Cell(about.reader.money(order.tax_minor or None, order.currency)), "number", width=110, is_first_shown=False),
        Column("cancelled", _("Cancelled on"), lambda order, about: cells.plain(about.reader.day(order.cancelled_on), tone="nowrap"), width=120, is_first_shown=False),
        Column("created", _("Added"), lambda order, about: cells.plain(about.reader.ago(order.created_at), tone="nowrap"), sort="created", width=110, is_first_shown=False, falls=True),
    ),
    facets=(
        Facet("owner", _("Owner"), "choice", choices.owners),
        Facet("status", _("Status"), "choice", choices.words_of(OrderStatus)),
        Facet("billing", _("Invoices"), "choice", choices.words_of(OrderBilling)),
        Facet("confirmed", _("Confirmed on"), "day"),
        Facet("reporting", _("Amount"), "money"),
        Facet("offering", _("Offering"), "words", offerings),
        Facet("territory", _("Territory"), "choice", choices.territories),
        Facet("reference", _("The client’s order number")),
        Facet("cancelled", _("Cancelled on"), "day"),
        Facet("created", _("Added"), "day"),
    ),
    presets=(
        Preset(_("All")), Preset(_("Mine"), "owner=me"), Preset(OrderStatus.CONFIRMED.label, "status=confirmed"),
        Preset(OrderStatus.CANCELLED.label, "status=cancelled"),
    ),
    default_sort="-confirmed",
    totals=totals,
    sum_column="reporting_minor",
    summed=STANDING,
    may_edit=lambda actor, order, _gathered: may_write(actor, order),
    export="orders",
    past=frozenset({
        "name", "client", "status", "confirmed", "amount", "owner", "reference", "deal", "tax", "cancelled", "created",
    }),
    searched_then=("name", "reference"),
    around=lambda request: {"sections": sections(request, "orders")},
)  # fmt: skip
