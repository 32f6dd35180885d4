"""Frozen reports: freezing, listing, reading, sharing, putting away."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Router
from pydantic import Field, StrictInt

from saphan.api.acting import offer_act, offer_create, offer_remove
from saphan.api.fields import Body, Code, Currency, Day, Flag, Instant, Middle, Moment, Ref, Shown, Word
from saphan.api.operations.movement import PipelineFilters
from saphan.api.resource import Resource, offer_list, offer_read
from saphan.core.errors import RuleBroken
from saphan.core.period import parse_period
from saphan.journal import now
from saphan.measures.reports import actions
from saphan.measures.reports.figures import Asked, Draft, draft_report
from saphan.measures.reports.queries import reports_for
from saphan.measures.reports.schedules import create_schedule, leave_schedule, remove_schedule, schedules_for
from saphan.measures.reports.terms import Subject
from saphan.workspace.actor import Actor
from saphan.workspace.days import today_in
from saphan.workspace.queries import active_members_for

CHOICES = ("mode", "reading", "unit")


class ReportFreeze(PipelineFilters):
    """What is to be kept. A wall has a period; what changed has a first day and an end."""

    subject: Literal["wall", "changes"] = "wall"
    name: Middle
    is_shared: Flag = False
    period: Annotated[Word, Field(description="of a wall, such as 2026-Q2")] = "this_year"
    start: Annotated[Day | None, Field(description="of changes: the first day that counts")] = None
    end: Annotated[Day | None, Field(description="of changes: the first day that does not")] = None
    mode: Literal["path", "endpoint"] = "path"
    reading: Literal["known", "stood"] = "known"
    unit: Literal["amount", "weighted", "count"] = "amount"
    as_of: Annotated[Instant | None, Field(description="state of the business then")] = None
    known_at: Annotated[Instant | None, Field(description="with what was known then")] = None
    currency: Currency | None = None


class ReportShare(Body):
    is_shared: Flag = True


class ReportShown(Shown):
    """`figures` hold exact values with the ids of the rows behind them, as they were frozen."""

    code: str
    version: int
    subject: str
    name: str
    question: dict[str, Any]
    as_of: Moment
    known_at: Moment
    owner: Ref
    is_shared: bool


def _draft(values: dict[str, Any], actor: Actor) -> dict[str, Any]:
    """The arguments of the action: the figures are asked for here, before its transaction begins."""
    workspace, subject = actor.workspace, Subject(values.get("subject", "wall"))
    filters = {
        name: values[f"{name}_id"]
        for name in ("owner", "team", "territory", "pipeline")
        if values.get(f"{name}_id")
    }
    if subject is Subject.CHANGES:
        start, end = _days(values)
        chosen = {name: values[name] for name in CHOICES if name in values}
    else:
        period = parse_period(
            values.get("period", "this_year"),
            today=today_in(workspace, now()),
            fiscal_start=workspace.fiscal_start_month,
        )
        start, end, chosen = period.start, period.end, {}
    asked = Asked(subject, start, end, filters, values.get("currency") or "", chosen)
    draft: Draft = draft_report(actor, asked, as_of=values.get("as_of"), known_at=values.get("known_at"))
    return {"draft": draft, "name": values["name"], "is_shared": values.get("is_shared", False)}


def _days(values: dict[str, Any]) -> tuple[date, date]:
    if values.get("start") is None or values.get("end") is None:
        raise RuleBroken("changes.half_a_window", field="start")
    return values["start"], values["end"]


REPORTS = Resource("reports", "report", reports_for, ReportShown, along=("owner",))
reports = Router(tags=["Reports"])
offer_list(reports, REPORTS)
offer_create(reports, REPORTS, actions.freeze_report, ReportFreeze, prepare=_draft)
offer_read(reports, REPORTS)
offer_act(reports, REPORTS, "share", actions.share_report, ReportShare)
offer_remove(reports, REPORTS, actions.remove_report)


class ScheduleCreate(Body):
    """The performance page of a moving period, frozen and sent every week or month."""

    name: Middle
    recipients: Annotated[list[Code], Field(min_length=1, max_length=50, description="members by code")]
    period: Word = "last_month"
    every: Literal["week", "month"] = "month"
    day: Annotated[
        StrictInt, Field(ge=1, le=31, description="1 is Monday; 31 is the last day of a month")
    ] = 1
    hour: Annotated[StrictInt, Field(ge=0, le=23, description="in the workspace's time zone")] = 8


class ScheduleShown(Shown):
    code: str
    version: int
    name: str
    period: str
    every: str
    day: int
    hour: int
    owner: Ref
    next_at: Moment


def _recipients(values: dict[str, Any], actor: Actor) -> dict[str, Any]:
    """Members by id. Raises RuleBroken("reference.not_found")."""
    codes = values["recipients"]
    found = dict(active_members_for(actor).filter(code__in=codes).values_list("code", "pk"))
    for code in codes:
        if code not in found:
            raise RuleBroken("reference.not_found", field="recipients", value=code)
    return values | {"recipients": [found[code] for code in codes]}


SCHEDULES = Resource("report-schedules", "report_schedule", schedules_for, ScheduleShown, along=("owner",))
schedules = Router(tags=["Reports"])
offer_list(schedules, SCHEDULES)
offer_create(schedules, SCHEDULES, create_schedule, ScheduleCreate, prepare=_recipients)
offer_read(schedules, SCHEDULES)
offer_act(schedules, SCHEDULES, "leave", leave_schedule)
offer_remove(schedules, SCHEDULES, remove_schedule)
