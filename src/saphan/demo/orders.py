"""What came of won deals: orders, confirmed a few days after the win with the client's own number."""

from __future__ import annotations

from collections.abc import Iterator

from saphan.commerce.lines import Line, order_lines
from saphan.commerce.models import Order, OrderLine
from saphan.demo.deals import Life
from saphan.demo.offerings import MEDIA, SERVICES
from saphan.demo.world import World
from saphan.pipeline.pricing import price
from saphan.pipeline.terms import OpportunityStatus
from saphan.workspace.rates import PlanRates

ORDERED = 0.7  # share of won deals with an order; the others are still to be entered, as in life
TERMS = (12, 6, 3)  # months of a retainer, the longest that divides its amount
MEDIA_SHARE = 80  # percent of a media line that goes to the media owners
SERVICE = {service.key: service for service in SERVICES}


def take_orders(world: World, lives: list[Life]) -> None:
    """One order for most won deals, with the offerings they were won with."""
    told = [made for life in lives if (made := _order(world, life)) is not None]
    price([order for order, _ in told], PlanRates(world.actor.workspace))
    world.chronicle.settle(order for order, _ in told)
    for order, rows in told:
        for row in rows:
            row.order_id = order.pk
    world.chronicle.settle(row for _, rows in told for row in rows)


def _order(world: World, life: Life) -> tuple[Order, list[OrderLine]] | None:
    deal = life.deal
    confirmed_at = world.diary.after(life.turns[-1], world.diary.chance.randrange(1, 9))
    if deal.status != OpportunityStatus.WON or deal.account is None or not world.diary.happens(ORDERED):
        return None
    if not world.diary.is_past(confirmed_at):
        return None
    moment = world.chronicle.moment(confirmed_at, life.owner, "order.create")
    order = Order(
        name=deal.name, account=deal.account, opportunity=deal, owner_id=life.owner.pk, currency=deal.currency,
        confirmed_on=world.diary.day(confirmed_at), reference=f"PO {world.diary.chance.randrange(10_000, 99_999)}",
    )  # fmt: skip
    rows = order_lines(order, list(_lines(world, life)))
    order.amount_minor = sum(row.amount_minor for row in rows)
    world.chronicle.born(order, moment)
    for row in rows:
        row.order = order
        world.chronicle.born(row, moment)
    return order, rows


def _lines(world: World, life: Life) -> Iterator[Line]:
    """The last offer as it was ordered: retainers by the month, media apart from the fee for it."""
    for key, amount in life.line_sets[-1][1]:
        offering, service = world.offerings[key], SERVICE[key]
        if service.family == MEDIA and service.unit == "quarter":
            handed_on = amount * MEDIA_SHARE // 100
            yield Line(offering, "Media", unit_price_minor=handed_on, is_pass_through=True)
            yield Line(offering, unit_price_minor=amount - handed_on)
            continue
        months = (
            next((term for term in TERMS if amount % term == 0), None) if service.unit == "month" else None
        )
        yield Line(offering, unit_price_minor=amount // (months or 1), months=months)
