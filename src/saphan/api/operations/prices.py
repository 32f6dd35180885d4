"""Price lists: what offerings cost, for whom and from when until when."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from ninja import Router

from saphan.api.acting import offer_add, offer_create, offer_remove, offer_update
from saphan.api.fields import Currency, Day, Line, Minor, Moment, Ref, Shown, Word, Writing, to
from saphan.api.operations.clients import Blank
from saphan.api.resource import Listed, Resource, offer_list, offer_read, refuse_parameters
from saphan.clients.terms import Tier
from saphan.commerce import actions
from saphan.commerce.quote_lists import PRICE_LISTS as PRICE_LIST_LIST
from saphan.commerce.quote_queries import price_lines_for, price_lists_for
from saphan.workspace.queries import offerings_for


class PriceListShown(Shown):
    """It holds from `valid_from` until the day before `valid_until`; null leaves that end open."""

    code: str
    version: int
    name: str
    currency: str
    segment: str
    valid_from: date | None
    valid_until: date | None
    created_at: Moment


class ListedPriceShown(Shown):
    code: str
    version: int
    price_list: Ref
    offering: Ref
    unit: str
    unit_price_minor: int


class PriceListCreate(Writing):
    name: Line
    currency: Currency
    segment: Tier | Blank = ""
    valid_from: Day | None = None
    valid_until: Day | None = None


class PriceListUpdate(Writing):
    name: Line = ""
    segment: Tier | Blank = ""
    valid_from: Day | None = None
    valid_until: Day | None = None


class PriceSet(Writing):
    """The price of an offering and unit in the list, set anew if it was there."""

    offering: to(offerings_for)  # type: ignore[valid-type]
    unit_price_minor: Minor
    unit: Word = ""


PRICE_LISTS = Resource("price-lists", "price_list", price_lists_for, PriceListShown, PRICE_LIST_LIST)
PRICES = Resource("prices", "price_line", price_lines_for, ListedPriceShown, along=("price_list", "offering"))
LINES = Resource("listed-prices", "price_line", price_lines_for, ListedPriceShown)


price_lists, listed_prices = (Router(tags=["Catalogue"]) for _ in range(2))
offer_list(price_lists, PRICE_LISTS)
offer_create(price_lists, PRICE_LISTS, actions.create_price_list, PriceListCreate)
offer_read(price_lists, PRICE_LISTS)
offer_update(price_lists, PRICE_LISTS, actions.update_price_list, PriceListUpdate)
offer_remove(price_lists, PRICE_LISTS, actions.remove_price_list)
offer_add(price_lists, PRICE_LISTS, PRICES, actions.set_listed_price, PriceSet)
offer_remove(listed_prices, LINES, actions.remove_listed_price)


@price_lists.get(
    "/{code}/prices", response=Listed[ListedPriceShown], operation_id="list_listed_prices",
    summary="The prices of a list",
)  # fmt: skip
def list_prices(request: Any, code: str) -> HttpResponse:
    refuse_parameters(request)
    found = PRICE_LISTS.find(request.actor, code)
    return PRICES.all_of(
        PRICES.visible(request.actor).filter(price_list=found).order_by("offering__name", "unit")
    )
