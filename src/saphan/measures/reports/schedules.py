"""Reports that are frozen and sent by themselves: setting one up, stopping it, leaving it, and each sending."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Q, QuerySet

from saphan.core.errors import RuleBroken
from saphan.core.period import Micros, parse_period
from saphan.core.schedule import Every, next_due
from saphan.journal import action, create, emit, now, remove, save
from saphan.measures.models import Report, ReportSchedule
from saphan.measures.reports.actions import kept_report, report_name
from saphan.measures.reports.figures import Asked, Draft, draft_report
from saphan.measures.reports.rules import may_freeze
from saphan.measures.reports.terms import TOPIC, Subject
from saphan.workspace.actor import Actor
from saphan.workspace.days import today_in
from saphan.workspace.models import Member
from saphan.workspace.rights import Right
from saphan.workspace.terms import Door, MemberStatus

PERIODS = (
    "this_week",
    "last_week",
    "this_month",
    "last_month",
    "this_quarter",
    "last_quarter",
    "this_year",
    "last_year",
)
MOST_RECIPIENTS = 50


def schedules_for(actor: Actor) -> QuerySet[ReportSchedule]:
    """One's own and those that come to oneself; all of them for whoever sets the workspace up."""
    rows = ReportSchedule.objects.filter(workspace_id=actor.workspace_id, removed_at=None)
    if not actor.may(Right.READ):
        return rows.none()
    if not actor.may(Right.CONFIGURE):
        rows = rows.filter(Q(owner_id=actor.member.pk) | Q(recipients__contains=f"|{actor.member.pk}|"))
    return rows.select_related("owner").order_by("name", "pk")


def may_stop(actor: Actor, schedule: ReportSchedule) -> bool:
    """Its owner, and whoever sets the workspace up."""
    is_here = schedule.workspace_id == actor.workspace_id and schedule.removed_at is None
    return (
        is_here and may_freeze(actor) and (schedule.owner_id == actor.member.pk or actor.may(Right.CONFIGURE))
    )


def may_leave(actor: Actor, schedule: ReportSchedule) -> bool:
    """Whoever gets it."""
    return schedule.workspace_id == actor.workspace_id and actor.member.pk in schedule.recipient_ids


def may_send(actor: Actor, schedule: ReportSchedule) -> bool:
    """Saphan itself, under the name of the schedule's owner."""
    return actor.door == Door.SYSTEM and schedule.owner_id == actor.member.pk and schedule.removed_at is None


@action("report_schedule.create", allow=may_freeze)
def create_schedule(
    *,
    actor: Actor,
    name: str,
    recipients: Sequence[int],
    period: str = "last_month",
    every: str = Every.MONTH,
    day: int = 1,
    hour: int = 8,
    filters: Mapping[str, int] | None = None,
    currency: str = "",
) -> ReportSchedule:
    """Freeze and send the performance page every week or month, to these members (ids).

    Raises RuleBroken("report.name_missing" | "report.name_too_long" | "schedule.period" | "schedule.time" |
    "schedule.recipients").
    """
    if period not in PERIODS:
        raise RuleBroken("schedule.period", field="period", choices=", ".join(PERIODS))
    if every not in set(Every) or not 1 <= day <= (7 if every == Every.WEEK else 31) or not 0 <= hour <= 23:
        raise RuleBroken("schedule.time", field="day")
    chosen = Member.objects.filter(
        workspace_id=actor.workspace_id, pk__in=list(recipients), status=MemberStatus.ACTIVE, removed_at=None
    ).values_list("pk", flat=True)
    if not chosen or len(chosen) > MOST_RECIPIENTS or len(chosen) != len(set(recipients)):
        raise RuleBroken("schedule.recipients", field="recipients", most=MOST_RECIPIENTS)
    return create(
        ReportSchedule(
            name=report_name(name), period=period, filters=dict(filters or {}), currency=currency, every=every, day=day,
            hour=hour, recipients=_written(chosen), owner=actor.member,
            next_at=next_due(now(), actor.workspace.zone, Every(every), day, hour),
        )
    )  # fmt: skip


@action("report_schedule.remove", allow=may_stop)
def remove_schedule(schedule: ReportSchedule, *, actor: Actor) -> ReportSchedule:  # noqa: ARG001
    """Send it no more. What was sent stays among the reports."""
    return remove(schedule)


@action("report_schedule.leave", allow=may_leave)
def leave_schedule(schedule: ReportSchedule, *, actor: Actor) -> ReportSchedule:
    """Get it no more oneself; the others still do."""
    schedule.recipients = _written(pk for pk in schedule.recipient_ids if pk != actor.member.pk)
    return save(schedule)


@action("report_schedule.send", allow=may_send)
def send_schedule(schedule: ReportSchedule, *, actor: Actor, draft: Draft, due: Micros) -> Report:
    """Keep the figures and promise one message to each recipient; the next time is set in the same transaction.

    Raises RuleBroken("schedule.sent") when another worker was first: then nothing of it happens.
    """
    following = next_due(
        max(now(), due), actor.workspace.zone, Every(schedule.every), schedule.day, schedule.hour
    )
    mine = ReportSchedule.objects.filter(pk=schedule.pk, next_at=due, removed_at=None)
    if not mine.update(next_at=following):
        raise RuleBroken("schedule.sent")
    report = kept_report(actor, draft, schedule.name, is_shared=True)
    for member_id in schedule.recipient_ids:
        emit(TOPIC, report=report.pk, schedule=schedule.pk, member=member_id)
    return report


def send_due(instant: Micros, limit: int = 20) -> int:
    """Send what is due. A schedule that was missed for long is sent once, not once for each time."""
    due = ReportSchedule.objects.filter(next_at__lte=instant, removed_at=None).select_related(
        "owner__workspace", "owner__team"
    )
    return sum(_send(schedule, instant) for schedule in due.order_by("next_at", "pk")[:limit])


def _send(schedule: ReportSchedule, instant: Micros) -> bool:
    owner = Actor(schedule.owner, Door.SYSTEM)
    workspace = owner.workspace
    period = parse_period(
        schedule.period, today=today_in(workspace, instant), fiscal_start=workspace.fiscal_start_month
    )
    asked = Asked(Subject.WALL, period.start, period.end, schedule.filters, schedule.currency)
    try:
        send_schedule(schedule, actor=owner, draft=draft_report(owner, asked), due=schedule.next_at)
    except RuleBroken as refusal:
        if refusal.code != "schedule.sent":
            raise
        return False
    return True


def _written(ids: Iterable[int]) -> str:
    return "|" + "".join(f"{pk}|" for pk in sorted(ids))
