"""The measures: which there are, and a figure with its explanation and its rows."""

from __future__ import annotations

import json
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Router
from pydantic import Field, StrictInt, model_validator

from saphan.api.fields import Body, Currency, Day, Flag, Instant, Shown, Word, to
from saphan.api.inward import arguments
from saphan.api.resource import JSON, Listed, refuse_parameters
from saphan.core.errors import NotAllowed
from saphan.core.period import Period, parse_period
from saphan.journal import now
from saphan.measures.compute import compute
from saphan.measures.drivers import drivers
from saphan.measures.explain import explain
from saphan.measures.likely import likely_of
from saphan.measures.question import By
from saphan.measures.registry import METRICS
from saphan.pipeline.queries import pipelines_for
from saphan.workspace.actor import Actor
from saphan.workspace.days import today_in
from saphan.workspace.queries import members_for, offerings_for, teams_for, territories_for
from saphan.workspace.rights import Right

MOST_ROWS = 10_000


class ParameterShown(Shown):
    default: str | int
    choices: list[str]


class MetricShown(Shown):
    key: str
    version: int
    name: str
    formula: str
    unit: str
    parameters: dict[str, ParameterShown]


class Filters(Body):
    """Only what belongs to these."""

    owner: to(members_for, by_id=True) | None = None  # type: ignore[valid-type]
    team: to(teams_for, by_id=True) | None = None  # type: ignore[valid-type]
    territory: to(territories_for, by_id=True) | None = None  # type: ignore[valid-type]
    offering: to(offerings_for, by_id=True) | None = None  # type: ignore[valid-type]
    pipeline: to(pipelines_for, by_id=True) | None = None  # type: ignore[valid-type]


class Question(Body):
    """A period by name (2026, 2026-Q2, this_month) or by its first day and the first that does not count."""

    period: Word = ""
    start: Day | None = None
    end: Day | None = None
    base: Annotated[Word, Field(description="period to compare with, where the metric compares")] = ""
    as_of: Annotated[Instant | None, Field(description="state of the business then")] = None
    known_at: Annotated[Instant | None, Field(description="with what was known then")] = None
    by: By | None = None
    filters: Filters = Filters()
    currency: Currency | None = None
    params: Annotated[dict[Word, Word | StrictInt], Field(max_length=20)] = {}
    rows: Annotated[StrictInt, Field(ge=0, le=MOST_ROWS, description="how many rows to bring along")] = 0
    whole: Annotated[Flag, Field(description="for the whole workspace, without rows")] = False
    explain: Flag = False
    drivers: Annotated[
        Flag, Field(description="what moved the figure since the period it is compared with")
    ] = False
    likely: Annotated[
        Flag, Field(description="say where the figure of a running period will likely stand")
    ] = False

    @model_validator(mode="after")
    def _names_one_period(self) -> Question:
        if bool(self.period) == (self.start is not None and self.end is not None):
            raise ValueError("name a period, or its start and end")
        return self


class Figure(Shown):
    """A figure as exact numbers; `value` is null where it is undefined, and `reason` says why."""

    metric: str
    version: int
    value: dict[str, Any] | None
    reason: str | None
    n: int | None
    interval: dict[str, Any] | None
    groups: list[dict[str, Any]]
    rows: list[dict[str, Any]]
    explanation: dict[str, Any] | None = None
    drivers: dict[str, Any] | None = None
    likely: dict[str, Any] | None = None


metrics = Router(tags=["Metrics"])


@metrics.get("", response=Listed[MetricShown], operation_id="list_metrics", summary="Which figures there are")
def list_metrics(request: Any) -> HttpResponse:
    refuse_parameters(request)
    _require_reading(request.actor)
    found = Listed[MetricShown](items=[_shown(key) for key in METRICS], next=None)
    return HttpResponse(found.model_dump_json(), content_type=JSON)


@metrics.post(
    "/{key}/compute", response=Figure, operation_id="compute_metric", summary="One figure over one period"
)  # fmt: skip
def compute_metric(request: Any, key: str, body: Question) -> HttpResponse:
    """Writes nothing; it is a POST because the question has parts."""
    refuse_parameters(request)
    _require_reading(request.actor)
    result = compute(
        request.actor, key, _period(body, request.actor), as_of=body.as_of, known_at=body.known_at,
        by=body.by, filters=_filters(body.filters, request.actor), currency=body.currency, params=body.params,
        base_period=_named(body.base, request.actor) if body.base else None, rows=body.rows,
        whole=body.whole,
    )  # fmt: skip
    answer = result.as_json() | {
        "explanation": explain(result) if body.explain else None,
        "drivers": drivers(result.question).as_json() if body.drivers else None,
        "likely": likely_of(result).as_json() if body.likely else None,
    }
    return HttpResponse(json.dumps(answer, ensure_ascii=False, default=str), content_type=JSON)


def _require_reading(actor: Actor) -> None:
    if not actor.may(Right.READ):
        raise NotAllowed("action.not_allowed")


def _shown(key: str) -> MetricShown:
    metric = METRICS[key]
    return MetricShown(
        key=key, version=metric.version, name=str(metric.name), formula=str(metric.formula),
        unit=metric.definition.unit.value,
        parameters={
            name: ParameterShown(default=one.default, choices=list(one.choices))
            for name, one in metric.definition.parameters.items()
        },
    )  # fmt: skip


def _filters(filters: Filters, actor: Actor) -> dict[str, int]:
    found = arguments(filters, actor)
    return {name.removesuffix("_id"): pk for name, pk in found.items() if pk is not None}


def _period(question: Question, actor: Actor) -> Period:
    if question.start is not None and question.end is not None:
        return Period(question.start, question.end)
    return _named(question.period, actor)


def _named(name: str, actor: Actor) -> Period:
    workspace = actor.workspace
    return parse_period(name, today=today_in(workspace, now()), fiscal_start=workspace.fiscal_start_month)
