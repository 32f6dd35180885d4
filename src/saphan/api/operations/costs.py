"""What selling cost, and what was run to win clients."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Router
from pydantic import Field, StrictInt

from saphan.api.acting import offer_create, offer_remove, offer_update, offered, run
from saphan.api.fields import Currency, Day, Line, Minor, Ref, Short, Shown, Writing, to
from saphan.api.inward import arguments
from saphan.api.resource import Resource, offer_list, offer_read, refuse_parameters
from saphan.commerce import actions
from saphan.commerce.lists import CAMPAIGNS as CAMPAIGN_LIST
from saphan.commerce.lists import COSTS as COST_LIST
from saphan.commerce.queries import campaigns_for, costs_for, shares_for
from saphan.commerce.terms import WHOLE_SHARE, CostKind, ShareTable
from saphan.workspace.queries import territories_for

Share = Annotated[StrictInt, Field(ge=0, le=WHOLE_SHARE, description="basis points: 8000 is 80 %")]
Name = Annotated[str, Field(max_length=160)]


class CampaignShown(Shown):
    code: str
    version: int
    name: str
    channel: str
    starts_on: date | None
    ends_on: date | None
    territory: Ref


class CampaignFacts(Writing):
    channel: Short = ""
    starts_on: Day | None = None
    ends_on: Day | None = None


class CampaignCreate(CampaignFacts):
    name: Name
    territory: to(territories_for) | None = None  # type: ignore[valid-type]


class CampaignUpdate(CampaignFacts):
    name: Name = ""
    territory: to(territories_for, by_id=True) | None = None  # type: ignore[valid-type]


class CostShown(Shown):
    """Spent over the days from `starts_on` to `ends_on`, both included."""

    code: str
    version: int
    kind: str
    about: str
    starts_on: date
    ends_on: date
    channel: str
    territory: Ref
    campaign: Ref
    currency: str
    amount_minor: int
    acquisition_share: int | None
    external_id: str


class CostFacts(Writing):
    about: Line = ""
    channel: Short = ""
    acquisition_share: Share | None = None


class CostCreate(CostFacts):
    kind: CostKind
    amount_minor: Minor
    starts_on: Day
    ends_on: Day | None = None
    currency: Currency = ""
    external_id: Short = ""
    territory: to(territories_for) | None = None  # type: ignore[valid-type]
    campaign: to(campaigns_for) | None = None  # type: ignore[valid-type]


class CostUpdate(CostFacts):
    kind: CostKind | None = None
    amount_minor: Minor | None = None
    starts_on: Day | None = None
    ends_on: Day | None = None
    currency: Currency | None = None
    territory: to(territories_for, by_id=True) | None = None  # type: ignore[valid-type]
    campaign: to(campaigns_for, by_id=True) | None = None  # type: ignore[valid-type]


class ShareShown(Shown):
    """The newest share of a kind of cost in one table; earlier ones are in its history."""

    code: str
    version: int
    table: str
    kind: str
    share: int


class ShareSet(Writing):
    table: ShareTable
    kind: CostKind
    share: Share
    valid_from: Day | None = None


CAMPAIGNS = Resource(
    "campaigns", "campaign", campaigns_for, CampaignShown, CAMPAIGN_LIST, along=("territory",)
)
COSTS = Resource("costs", "cost_line", costs_for, CostShown, COST_LIST, along=("territory", "campaign"))
SHARES = Resource("acquisition-shares", "acquisition_share", shares_for, ShareShown)

campaigns, costs, shares = (Router(tags=["Costs"]) for _ in range(3))
offer_list(campaigns, CAMPAIGNS)
offer_create(campaigns, CAMPAIGNS, actions.create_campaign, CampaignCreate)
offer_read(campaigns, CAMPAIGNS)
offer_update(campaigns, CAMPAIGNS, actions.update_campaign, CampaignUpdate)
offer_remove(campaigns, CAMPAIGNS, actions.remove_campaign)
offer_list(costs, COSTS)
offer_create(costs, COSTS, actions.create_cost, CostCreate)
offer_read(costs, COSTS)
offer_update(costs, COSTS, actions.update_cost, CostUpdate)
offer_remove(costs, COSTS, actions.remove_cost)
offer_list(shares, SHARES)


@shares.put(
    "", response=ShareShown, operation_id="set_acquisition_share", summary="Set a share from a day on"
)
def set_share(request: Any, body: ShareSet) -> HttpResponse:
    refuse_parameters(request)
    share = run(request, actions.set_acquisition_share, values=arguments(body, request.actor))
    return SHARES.answer(share)


offered(actions.set_acquisition_share, "PUT", "/acquisition-shares")
