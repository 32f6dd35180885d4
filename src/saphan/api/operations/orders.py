"""Orders: what a client has agreed to buy, and how it is amended or cancelled."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from ninja import Router
from pydantic import Field

from saphan.api.acting import offer_act, offer_create, offer_remove, offer_update
from saphan.api.fields import (
    Body,
    Currency,
    Day,
    Flag,
    Line,
    Moment,
    Ref,
    Short,
    Shown,
    Writing,
    to,
)
from saphan.api.operations.opportunities import LinePrice, Quantity
from saphan.api.resource import Resource, offer_list, offer_parts, offer_read
from saphan.clients.queries import accounts_for
from saphan.commerce import actions
from saphan.commerce.lines import Line as AgreedLine
from saphan.commerce.lists import ORDERS as ORDER_LIST
from saphan.commerce.queries import order_lines_for, orders_for
from saphan.pipeline.queries import opportunities_for
from saphan.workspace.actor import Actor
from saphan.workspace.queries import active_members_for, offerings_for

Share = Annotated[int, Field(strict=True, ge=0, le=10_000, description="hundredths of a percent")]
Months = Annotated[int, Field(strict=True, ge=1, le=600, description="term; the price is then per month")]


class OrderShown(Shown):
    code: str
    version: int
    name: str
    account: Ref
    opportunity: Ref
    owner: Ref
    reference: str
    status: str
    currency: str
    amount_minor: int
    tax_minor: int
    reporting_minor: int | None
    invoiced_minor: int
    billing: str
    confirmed_on: date
    cancelled_on: date | None
    external_id: str
    created_at: Moment


class OrderLineShown(Shown):
    code: str
    version: int
    offering: Ref
    family: str
    description: str
    quantity: int
    unit_price_minor: int
    discount_bp: int
    tax_bp: int
    months: int | None
    starts_on: date | None
    is_pass_through: bool
    amount_minor: int
    tax_minor: int
    position: int


class OrderedLine(Body):
    """Without an offering a line has a description. Prices are in minor units, per month where there are months."""

    offering: to(offerings_for) | None = None  # type: ignore[valid-type]
    description: Line = ""
    quantity: Quantity = 1
    unit_price_minor: LinePrice = 0
    discount_bp: Share = 0
    tax_bp: Share = 0
    months: Months | None = None
    starts_on: Day | None = None
    is_pass_through: Flag = False


Lines = Annotated[list[OrderedLine], Field(min_length=1, max_length=200)]


class OrderCreate(Writing):
    """Of an `opportunity` it must be won; the order then carries its booking."""

    account: to(accounts_for)  # type: ignore[valid-type]
    lines: Lines
    name: Line = ""
    opportunity: to(opportunities_for) | None = None  # type: ignore[valid-type]
    owner: to(active_members_for) | None = None  # type: ignore[valid-type]
    currency: Currency = ""
    confirmed_on: Day | None = None
    reference: Short = ""
    external_id: Short = ""


class OrderUpdate(Writing):
    name: Line = ""
    reference: Short = ""


class OrderAssign(Writing):
    owner: to(active_members_for)  # type: ignore[valid-type]


class OrderAmend(Writing):
    """The lines as they are agreed from now on."""

    reason: Annotated[str, Field(min_length=1, max_length=2_000)]
    lines: Lines
    amended_on: Day | None = None


class OrderCancel(Writing):
    reason: Annotated[str, Field(min_length=1, max_length=2_000)]
    cancelled_on: Day | None = None


ORDERS = Resource(
    "orders", "order", orders_for, OrderShown, ORDER_LIST, along=("account", "opportunity", "owner")
)
LINES = Resource("lines", "order_line", orders_for, OrderLineShown)


def with_lines(values: dict[str, Any], _actor: Actor) -> dict[str, Any]:
    """Lines as the action wants them."""
    return (
        values | {"lines": [AgreedLine(**line) for line in values["lines"]]} if "lines" in values else values
    )


orders = Router(tags=["Orders"])
offer_list(orders, ORDERS)
offer_create(orders, ORDERS, actions.create_order, OrderCreate, prepare=with_lines)
offer_read(orders, ORDERS)
offer_update(orders, ORDERS, actions.update_order, OrderUpdate)
offer_remove(orders, ORDERS, actions.remove_order, needs_reason=True)
offer_act(orders, ORDERS, "assign", actions.assign_order, OrderAssign)
offer_act(orders, ORDERS, "amend", actions.amend_order, OrderAmend, prepare=with_lines)
offer_act(orders, ORDERS, "cancel", actions.cancel_order, OrderCancel)


offer_parts(
    orders, ORDERS, LINES, order_lines_for, "lines", operation="list_order_lines",
    summary="What stands in an order",
)  # fmt: skip
