"""The pipeline as it stood, or as we now know it, at any instant."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from django.http import HttpResponse
from django.utils.translation import get_language
from ninja import Router
from pydantic import Field, StrictInt

from saphan.api.fields import Body, Currency, Instant, Shown
from saphan.api.inward import arguments
from saphan.api.operations.movement import PipelineFilters
from saphan.api.resource import JSON, refuse_parameters
from saphan.core.errors import NotAllowed
from saphan.measures.past.pipeline import MOST, pipeline
from saphan.workspace.rights import Right


class PastBody(Body):
    """An instant and with which knowledge it is read; both are now by default."""

    as_of: Annotated[Instant | None, Field(description="state of the business then")] = None
    known_at: Annotated[Instant | None, Field(description="as it stood: the same instant")] = None
    status: Annotated[Literal["open", "won", "lost", "all"], Field(description="as of then")] = "open"
    filters: PipelineFilters = PipelineFilters()
    currency: Currency | None = None
    deals: Annotated[StrictInt, Field(ge=0, le=10_000, description="how many deals to bring along")] = MOST
    skip: Annotated[StrictInt, Field(ge=0, le=10_000_000, description="deals to pass over")] = 0


class PastPipeline(Shown):
    """Sums in minor units of `currency` at the plan rates in force at the instant, the largest deals first.

    `restated` compares how it stood with how we know it now, and names the entries that came later.
    """

    as_of: str | None
    known_at: str | None
    status: str
    currency: str
    rates_on: str | None
    deals_total: int
    minor: int
    weighted_minor: int
    left_out: dict[str, int]
    stages: list[dict[str, Any]]
    deals: list[dict[str, Any]]
    restated: dict[str, Any] | None
    seq: int


past = Router(tags=["Metrics"])


@past.post("", response=PastPipeline, operation_id="compute_pipeline", summary="The pipeline at an instant")
def compute_pipeline(request: Any, body: PastBody) -> HttpResponse:
    """Writes nothing; it is a POST because the question has parts."""
    refuse_parameters(request)
    if not request.actor.may(Right.READ):
        raise NotAllowed("action.not_allowed")
    found = arguments(body.filters, request.actor)
    told = pipeline(
        request.actor, as_of=body.as_of, known_at=body.known_at, status=body.status, currency=body.currency,
        filters={name.removesuffix("_id"): pk for name, pk in found.items() if pk is not None},
        deals=body.deals, skip=body.skip, language=get_language() or "en",
    )  # fmt: skip
    return HttpResponse(json.dumps(told.as_json(), ensure_ascii=False), content_type=JSON)
