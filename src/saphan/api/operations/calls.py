"""Calls: what people say will be won, the categories they roll up from, and how past calls came out."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpResponse, JsonResponse
from ninja import Router
from pydantic import Field

from saphan.api.acting import offer_create
from saphan.api.fields import Body, Day, Minor, Moment, Note, Ref, Shown, Word, Writing, to
from saphan.api.resource import Resource, offer_list, offer_read, refuse_parameters
from saphan.core.errors import NotAllowed
from saphan.core.period import parse_period
from saphan.journal import now
from saphan.measures.actions import make_submission
from saphan.measures.calls.rollup import roll_up
from saphan.measures.calls.track import tracks
from saphan.measures.lists import SUBMISSIONS as SUBMISSION_LIST
from saphan.measures.queries import submissions_for
from saphan.workspace.days import today_in
from saphan.workspace.queries import active_members_for, teams_for
from saphan.workspace.rights import Right


class SubmissionShown(Shown):
    """Amounts are in minor units of `currency`; each category stands by itself, as it was at `known_at`."""

    code: str
    version: int
    author: Ref
    member: Ref
    team: Ref
    starts_on: date
    ends_on: date
    known_at: Moment
    currency: str
    closed_minor: int
    commit_minor: int
    best_case_minor: int
    pipeline_minor: int
    call_minor: int
    low_minor: int | None
    high_minor: int | None
    comment: str


class SubmissionMade(Writing):
    starts_on: Day
    ends_on: Day
    call_minor: Minor
    low_minor: Minor | None = None
    high_minor: Minor | None = None
    comment: Note = ""
    member: to(active_members_for) | None = None  # type: ignore[valid-type]
    team: to(teams_for) | None = None  # type: ignore[valid-type]


class RollUpBody(Body):
    period: Annotated[Word, Field(description="such as 2026-Q2 or this_quarter")] = "this_quarter"


SUBMISSIONS = Resource(
    "submissions",
    "submission",
    submissions_for,
    SubmissionShown,
    SUBMISSION_LIST,
    along=("author", "member", "team"),
)
submissions = Router(tags=["Forecast"])
offer_list(submissions, SUBMISSIONS)
offer_create(submissions, SUBMISSIONS, make_submission, SubmissionMade)
offer_read(submissions, SUBMISSIONS)
rolling = Router(tags=["Forecast"])
records = Router(tags=["Forecast"])


@rolling.post("", operation_id="roll_up_calls", summary="Forecast categories by person, team and territory")
def read_roll_up(request: Any, body: RollUpBody) -> HttpResponse:
    """Writes nothing; it is a POST because the question has parts."""
    refuse_parameters(request)
    actor = _reading(request)
    workspace = actor.workspace
    period = parse_period(
        body.period, today=today_in(workspace, now()), fiscal_start=workspace.fiscal_start_month
    )
    return JsonResponse(roll_up(actor, period).as_json())


@records.get("", operation_id="read_track_records", summary="How past submissions came out")
def read_track_records(request: Any) -> HttpResponse:
    """The caller's own first; colleagues by name, once there are ten to judge by."""
    refuse_parameters(request)
    return JsonResponse({"tracks": [track.as_json() for track in tracks(_reading(request))]})


def _reading(request: Any) -> Any:
    if not request.actor.may(Right.READ):
        raise NotAllowed("action.not_allowed")
    return request.actor
