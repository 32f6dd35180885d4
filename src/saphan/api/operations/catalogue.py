"""What the workspace sells, for how much, and what currencies are worth to it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Router
from pydantic import Field, StrictInt

from saphan.administration import actions
from saphan.administration.queries import own_rates_for, prices_in
from saphan.api.acting import offer_act, offer_create, offer_remove, offer_update, offered, run
from saphan.api.fields import LARGEST_AMOUNT, Currency, Day, Middle, Minor, Names, Ref, Shown, Word, Writing
from saphan.api.inward import arguments
from saphan.api.resource import Resource, offer_list, offer_read, refuse_parameters
from saphan.core.errors import NotFound
from saphan.workspace.queries import offerings_for
from saphan.workspace.terms import OfferingStatus


class OfferingShown(Shown):
    code: str
    version: int
    name: str
    names: dict[str, str]
    family: str
    unit: str
    status: str


class OfferingFacts(Writing):
    names: Names = {}
    family: Middle = ""
    unit: Word = ""
    status: OfferingStatus = OfferingStatus.ACTIVE


class OfferingCreate(OfferingFacts):
    name: Annotated[str, Field(max_length=160)]


class OfferingUpdate(OfferingFacts):
    name: Annotated[str, Field(max_length=160)] = ""


class PriceShown(Shown):
    code: str
    version: int
    offering: Ref
    currency: str
    amount_minor: int
    valid_from: date | None


class PriceSet(Writing):
    currency: Currency
    amount_minor: Minor
    valid_from: Day | None = None


class RateShown(Shown):
    """On `on`, one unit of `currency` was worth `rate_e8` / 10⁸ units of `in_currency`."""

    currency: str
    in_currency: str
    on: date
    rate_e8: int
    source: str


class RateSet(Writing):
    currency: Currency
    in_currency: Currency
    on: Day
    rate_e8: Annotated[StrictInt, Field(ge=1, le=LARGEST_AMOUNT)]


OFFERINGS = Resource("offerings", "offering", offerings_for, OfferingShown)
PRICES = Resource("prices", "offering_price", prices_in, PriceShown, along=("offering",))
RATES = Resource("rates", "exchange_rate", own_rates_for, RateShown)

offerings, prices, rates = (Router(tags=["Workspace"]) for _ in range(3))
offer_list(offerings, OFFERINGS)
offer_create(offerings, OFFERINGS, actions.create_offering, OfferingCreate)
offer_read(offerings, OFFERINGS)
offer_update(offerings, OFFERINGS, actions.update_offering, OfferingUpdate)
offer_act(offerings, OFFERINGS, "retire", actions.retire_offering)
offer_act(offerings, OFFERINGS, "bring-back", actions.bring_back_offering)
offer_act(offerings, OFFERINGS, "set-price", actions.set_price, PriceSet, answers=PRICES)
offer_list(prices, PRICES)
offer_read(prices, PRICES)
offer_remove(prices, PRICES, actions.remove_price)
offer_list(rates, RATES)


@rates.put("", response=RateShown, operation_id="set_rate", summary="Set a rate of one's own for a day")
def set_rate(request: Any, body: RateSet) -> HttpResponse:
    refuse_parameters(request)
    rate = run(request, actions.set_own_rate, values=arguments(body, request.actor))
    return RATES.answer(rate)


@rates.delete(
    "/{currency}/{in_currency}/{on}", response={204: None}, operation_id="remove_rate",
    summary="Withdraw a rate of one's own",
)  # fmt: skip
def remove_rate(request: Any, currency: str, in_currency: str, on: date) -> HttpResponse:
    refuse_parameters(request)
    rate = RATES.visible(request.actor).filter(currency=currency, in_currency=in_currency, on=on).first()
    if rate is None:
        raise NotFound("exchange_rate.not_found")
    run(request, actions.remove_own_rate, values={"rate_id": rate.pk})
    return HttpResponse(status=204)


offered(actions.set_own_rate, "PUT", "/rates")
offered(actions.remove_own_rate, "DELETE", "/rates/{currency}/{in_currency}/{on}")
