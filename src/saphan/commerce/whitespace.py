"""Services × units of a client: what is sold, open, a competitor's or no fit."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

from django.db.models import Sum

from saphan.clients.models import Account, BusinessUnit, WhitespaceCell
from saphan.clients.queries import cells_for, units_of
from saphan.clients.terms import CellState
from saphan.commerce.models import LedgerLine
from saphan.core.period import start_of_day
from saphan.journal import now
from saphan.pipeline.models import OpportunityLine
from saphan.pipeline.queries import open_opportunities_for
from saphan.workspace.actor import Actor
from saphan.workspace.days import today_in
from saphan.workspace.models import Offering
from saphan.workspace.queries import sellable_offerings_for

ACTIVE_DAYS = 365
SOLD, DEAL = "sold", "deal"


@dataclass(frozen=True)
class Square:
    """One place of the matrix. `state` is sold, deal (an open one), or what was marked; "unknown" where nothing was."""

    offering: Offering
    unit: BusinessUnit | None
    state: str
    cell: WhitespaceCell | None = None
    deal_code: str = ""


@dataclass(frozen=True)
class Matrix:
    """`units` are the columns, the client as a whole first; `rows` hold the squares of one offering each."""

    units: list[BusinessUnit | None]
    rows: list[tuple[Offering, list[Square]]]


Place = tuple[int, int | None]


def matrix(actor: Actor, account: Account) -> Matrix:
    """The whitespace of a visible client: six queries whatever its size."""
    units: list[BusinessUnit | None] = [None, *units_of(actor, account)]
    marked = {(cell.offering_id, cell.unit_id): cell for cell in cells_for(actor).filter(account=account)}
    sold, deals = sold_places(actor, [account.pk])[account.pk], _open(actor, account)
    rows = []
    for offering in sellable_offerings_for(actor).order_by("family", "name"):
        places = [(offering.pk, unit.pk if unit else None) for unit in units]
        squares = [
            _square(offering, unit, place, marked, sold, deals)
            for unit, place in zip(units, places, strict=True)
        ]
        rows.append((offering, squares))
    return Matrix(units, rows)


def _square(
    offering: Offering,
    unit: BusinessUnit | None,
    place: Place,
    marked: dict[Place, WhitespaceCell],
    sold: set[Place],
    deals: dict[Place, str],
) -> Square:
    cell = marked.get(place)
    if place in sold:
        return Square(offering, unit, SOLD, cell)
    if place in deals:
        return Square(offering, unit, DEAL, cell, deals[place])
    return Square(offering, unit, cell.state if cell else "unknown", cell)


def sold_places(actor: Actor, accounts: Collection[int]) -> dict[int, set[Place]]:
    """By client, offerings whose ledger lines of the last year add up to more than nothing, of deals and of orders.

    A deal that an order took over adds up to nothing by itself; the lines of the order stand for it, in its unit.
    """
    today = today_in(actor.workspace, now())
    since = start_of_day(today - timedelta(days=ACTIVE_DAYS), actor.workspace.zone)
    recent = LedgerLine.objects.filter(workspace_id=actor.workspace_id, effective_at__gte=since)
    own = recent.filter(order=None, opportunity__account__in=accounts).values("opportunity_id")
    paying = own.annotate(total=Sum("amount_minor")).filter(total__gt=0).values("opportunity_id")
    lines = OpportunityLine.objects.filter(opportunity_id__in=paying, removed_at=None)
    ordered = recent.filter(order__account__in=accounts, order__removed_at=None, offering__isnull=False)
    places = ordered.values_list("order__account_id", "offering_id", "order__opportunity__unit_id")
    found: dict[int, set[Place]] = {account: set() for account in accounts}
    for account, *place in lines.values_list(
        "opportunity__account_id", "offering_id", "opportunity__unit_id"
    ):
        found[account].add((place[0], place[1]))
    for account, offering, unit, total in places.annotate(total=Sum("amount_minor")):
        if total > 0:
            found[account].add((offering, unit))
    return found


def penetrations(actor: Actor, accounts: Collection[int]) -> dict[int, Fraction]:
    """By visible client, services in use ÷ services that fit, from 0 to 1; none where nothing is known to fit.

    A service fits when it is in use, or open or a competitor's at the client or one of its units. Four queries.
    """
    sellable = set(sellable_offerings_for(actor).values_list("pk", flat=True))
    fitting: dict[int, set[int]] = {account: set() for account in accounts}
    marks = cells_for(actor).filter(account__in=accounts, state__in=(CellState.OPEN, CellState.COMPETITOR))
    for account, offering in marks.values_list("account_id", "offering_id"):
        fitting[account].add(offering)
    found = {}
    for account, places in sold_places(actor, accounts).items():
        used = {offering for offering, _unit in places} & sellable
        if fits := fitting[account] & sellable | used:
            found[account] = Fraction(len(used), len(fits))
    return found


def _open(actor: Actor, account: Account) -> dict[Place, str]:
    open_ones = open_opportunities_for(actor).filter(account=account)
    lines = OpportunityLine.objects.filter(opportunity__in=open_ones, removed_at=None).order_by("-pk")
    rows = lines.values_list("offering_id", "opportunity__unit_id", "opportunity__code")
    return {(offering, unit): code for offering, unit, code in rows}
