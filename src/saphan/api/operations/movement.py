"""What changed in the pipeline between two days."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from django.http import HttpResponse
from ninja import Router
from pydantic import Field, StrictInt

from saphan.api.fields import Body, Currency, Day, Instant, Shown, Word, to
from saphan.api.inward import arguments
from saphan.api.resource import JSON, refuse_parameters
from saphan.core.errors import NotAllowed, RuleBroken
from saphan.core.period import Period
from saphan.measures.changes import MOST_MOVES, changes
from saphan.pipeline.queries import pipelines_for
from saphan.workspace.queries import members_for, teams_for, territories_for
from saphan.workspace.rights import Right


class PipelineFilters(Body):
    """Only what belongs to these."""

    owner: to(members_for, by_id=True) | None = None  # type: ignore[valid-type]
    team: to(teams_for, by_id=True) | None = None  # type: ignore[valid-type]
    territory: to(territories_for, by_id=True) | None = None  # type: ignore[valid-type]
    pipeline: to(pipelines_for, by_id=True) | None = None  # type: ignore[valid-type]


class Stretched(Body):
    """Two days: the first that counts and the first that does not; a window of expected dates, where wanted."""

    start: Day
    end: Day
    mode: Annotated[Literal["path", "endpoint"], Field(description="every change, or both ends only")] = (
        "path"
    )
    reading: Annotated[
        Literal["known", "stood"], Field(description="as we now know, or as people saw it on each day")
    ] = "known"
    known_at: Annotated[Instant | None, Field(description="for “known”: with what was known then")] = None
    window_start: Annotated[Day | None, Field(description="only deals expected from this day on")] = None
    window_end: Annotated[Day | None, Field(description="and before this day")] = None
    unit: Literal["amount", "weighted", "count"] = "amount"
    filters: PipelineFilters = PipelineFilters()
    currency: Currency | None = None
    label: Annotated[Word, Field(description="bring only the moves of this label")] = ""
    moves: Annotated[StrictInt, Field(ge=0, le=10_000, description="how many moves to bring along")] = (
        MOST_MOVES
    )


class Waterfall(Shown):
    """Opening and all bars add up to the closing; `fx` is what another plan rate adds to it."""

    mode: str
    reading: str
    unit: str
    currency: str
    opening: dict[str, int]
    bars: list[dict[str, Any]]
    closing: dict[str, int]
    fx: int
    unreconciled: int
    won_outside_window: dict[str, int]
    left_out: dict[str, int]
    corrected: int
    moves: list[dict[str, Any]]


movement = Router(tags=["Metrics"])


@movement.post(
    "", response=Waterfall, operation_id="compute_pipeline_changes",
    summary="What changed in the open pipeline between two days",
)  # fmt: skip
def compute_changes(request: Any, body: Stretched) -> HttpResponse:
    """Writes nothing; it is a POST because the question has parts."""
    refuse_parameters(request)
    if not request.actor.may(Right.READ):
        raise NotAllowed("action.not_allowed")
    found = arguments(body.filters, request.actor)
    told = changes(
        request.actor, body.start, body.end, mode=body.mode, reading=body.reading, known_at=body.known_at,
        window=_window(body), filters={name.removesuffix("_id"): pk for name, pk in found.items() if pk is not None},
        currency=body.currency, unit=body.unit, label=body.label, moves=body.moves,
    )  # fmt: skip
    return HttpResponse(json.dumps(told.as_json(), ensure_ascii=False), content_type=JSON)


def _window(body: Stretched) -> Period | None:
    if body.window_start is None and body.window_end is None:
        return None
    if body.window_start is None or body.window_end is None:
        raise RuleBroken("changes.half_a_window", field="window_end")
    return Period(body.window_start, body.window_end)
