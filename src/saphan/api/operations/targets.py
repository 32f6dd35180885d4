"""Targets, and how far they are reached."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpResponse, JsonResponse
from ninja import Router
from pydantic import Field, StrictInt

from saphan.api.acting import offer_create, offer_remove, offer_update
from saphan.api.fields import LARGEST_AMOUNT, Currency, Day, Ref, Shown, Word, Writing, to
from saphan.api.resource import Resource, offer_list, offer_read, refuse_parameters
from saphan.clients.queries import accounts_for
from saphan.measures.attainment import attained
from saphan.measures.result import measured_json
from saphan.pipeline import actions
from saphan.pipeline.lists import TARGETS as TARGET_LIST
from saphan.pipeline.queries import targets_for
from saphan.workspace.queries import active_members_for, teams_for, territories_for


class TargetShown(Shown):
    """`amount` is in minor units of `currency`, or without a currency in hundredths: 3550 is 35.5 %."""

    code: str
    version: int
    metric: str
    starts_on: date
    ends_on: date
    member: Ref
    team: Ref
    territory: Ref
    account: Ref
    amount: int
    currency: str


class TargetSet(Writing):
    metric: Word
    starts_on: Day
    ends_on: Day
    amount: Annotated[StrictInt, Field(ge=1, le=LARGEST_AMOUNT)]
    currency: Currency = ""
    member: to(active_members_for) | None = None  # type: ignore[valid-type]
    team: to(teams_for) | None = None  # type: ignore[valid-type]
    territory: to(territories_for) | None = None  # type: ignore[valid-type]
    account: to(accounts_for) | None = None  # type: ignore[valid-type]


class TargetUpdate(Writing):
    starts_on: Day | None = None
    ends_on: Day | None = None
    amount: Annotated[StrictInt, Field(ge=1, le=LARGEST_AMOUNT)] | None = None


TARGETS = Resource(
    "targets",
    "target",
    targets_for,
    TargetShown,
    TARGET_LIST,
    along=("member", "team", "territory", "account"),
)
targets = Router(tags=["Targets"])
offer_list(targets, TARGETS)
offer_create(targets, TARGETS, actions.set_target_of, TargetSet)
offer_read(targets, TARGETS)
offer_update(targets, TARGETS, actions.update_target, TargetUpdate)
offer_remove(targets, TARGETS, actions.remove_target)


@targets.get("/{code}/attainment", operation_id="read_attainment", summary="How far a target is reached")
def read_attainment(request: Any, code: str) -> HttpResponse:
    refuse_parameters(request)
    found = attained(request.actor, TARGETS.find(request.actor, code))
    cover = found.cover
    return JsonResponse({
        "target": code,
        "actual": measured_json(found.actual),
        "attainment": _pair(found.share),
        "coverage": None
        if cover is None
        else {"open": cover.open_minor, "missing": cover.missing_minor, "met": cover.is_met, "value": _pair(cover.value)},
    })  # fmt: skip


def _pair(share: Any) -> dict[str, int] | None:
    return None if share is None else {"num": share.numerator, "den": share.denominator}
