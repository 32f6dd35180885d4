"""The forecast: what will be won in a period, and how past forecasts did."""

from __future__ import annotations

import json
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Router
from pydantic import Field, StrictInt

from saphan.api.fields import Body, Currency, Flag, Instant, Shown, Word, to
from saphan.api.inward import arguments
from saphan.api.resource import JSON, refuse_parameters
from saphan.core.errors import NotAllowed
from saphan.core.period import parse_period
from saphan.journal import now
from saphan.measures.forecast.compute import backtest, forecast
from saphan.pipeline.queries import pipelines_for
from saphan.workspace.days import today_in
from saphan.workspace.queries import members_for, teams_for
from saphan.workspace.rights import Right


class Scope(Body):
    """Only what belongs to these."""

    owner: to(members_for, by_id=True) | None = None  # type: ignore[valid-type]
    team: to(teams_for, by_id=True) | None = None  # type: ignore[valid-type]
    pipeline: to(pipelines_for, by_id=True) | None = None  # type: ignore[valid-type]


class ForecastBody(Body):
    period: Annotated[Word, Field(description="such as 2026-Q2 or this_quarter")] = "this_quarter"
    as_of: Annotated[Instant | None, Field(description="state of the business then")] = None
    known_at: Annotated[Instant | None, Field(description="with what was known then")] = None
    filters: Scope = Scope()
    currency: Currency | None = None
    target: Annotated[StrictInt | None, Field(ge=0, description="an amount to reach, in minor units")] = None


class BacktestBody(Body):
    period: Annotated[Word, Field(description="the last period to score, once it is over")] = "this_quarter"
    as_of: Instant | None = None
    known_at: Instant | None = None
    filters: Scope = Scope()
    currency: Currency | None = None
    mondays: Annotated[Flag, Field(description="stand on every Monday too")] = False


class ForecastShown(Shown):
    """Money in minor units of `currency`, shares from 0 to 1; null where there is too little to say."""

    period: dict[str, str]
    currency: str
    day: str
    days_to_go: int
    mode: str
    closed: int
    categories: dict[str, int]
    headline: dict[str, Any] | None
    release: dict[str, Any]
    model: dict[str, Any] | None
    target: int | None
    chance_of_target: float | None
    notes: list[str]
    deals: list[dict[str, Any]]
    swings: list[dict[str, Any]]
    drivers: list[dict[str, Any]]
    fan: list[dict[str, Any]]


class BacktestShown(Shown):
    currency: str
    release: dict[str, Any]
    scores: list[dict[str, Any]]
    by_days_to_go: list[dict[str, Any]]
    calibration: dict[str, Any] | None
    origins: list[dict[str, Any]]


forecasts = Router(tags=["Forecast"])


@forecasts.post(
    "", response=ForecastShown, operation_id="compute_forecast", summary="What will be won in a period"
)  # fmt: skip
def compute_forecast(request: Any, body: ForecastBody) -> HttpResponse:
    """Writes nothing; it is a POST because the question has parts."""
    return _answer(forecast(**_question(request, body), target=body.target).as_json())


@forecasts.post(
    "/backtest", response=BacktestShown, operation_id="backtest_forecast", summary="How past forecasts did"
)  # fmt: skip
def backtest_forecast(request: Any, body: BacktestBody) -> HttpResponse:
    """Writes nothing; it is a POST because the question has parts."""
    return _answer(backtest(**_question(request, body), mondays=body.mondays).as_json())


def _question(request: Any, body: ForecastBody | BacktestBody) -> dict[str, Any]:
    refuse_parameters(request)
    actor = request.actor
    if not actor.may(Right.READ):
        raise NotAllowed("action.not_allowed")
    workspace, found = actor.workspace, arguments(body.filters, actor)
    period = parse_period(
        body.period, today=today_in(workspace, now()), fiscal_start=workspace.fiscal_start_month
    )
    return {
        "actor": actor, "period": period, "as_of": body.as_of, "known_at": body.known_at,
        "currency": body.currency,
        "filters": {name.removesuffix("_id"): pk for name, pk in found.items() if pk is not None},
    }  # fmt: skip


def _answer(told: dict[str, Any]) -> HttpResponse:
    return HttpResponse(json.dumps(told, ensure_ascii=False), content_type=JSON)
