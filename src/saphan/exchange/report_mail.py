"""The message that brings a scheduled report: its figures as text, the workbook beside, and how to get it no more."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _

from saphan.core.format import day as written_day
from saphan.exchange.export import FORMATS
from saphan.exchange.reports import name_of, report_file
from saphan.journal.models import OutboxMessage
from saphan.measures.display import display
from saphan.measures.models import Report, ReportSchedule
from saphan.measures.reports.figures import Asked, Draft, measured_of
from saphan.measures.reports.queries import reports_for
from saphan.workspace.actor import Actor
from saphan.workspace.models import Member
from saphan.workspace.rights import Right
from saphan.workspace.terms import Door, MemberStatus, YearStyle


def send(message: OutboxMessage) -> None:
    """Deliver an outbox message of this topic, to whoever still gets the report and may still see it."""
    payload: dict[str, Any] = message.payload
    member = Member.objects.select_related("workspace", "team", "user").get(pk=payload["member"])
    schedule = ReportSchedule.objects.get(pk=payload["schedule"])
    actor = Actor(member, Door.SYSTEM)
    report = reports_for(actor).filter(pk=payload["report"]).first()
    still = schedule.removed_at is None and member.pk in schedule.recipient_ids
    if not still or report is None or member.status != MemberStatus.ACTIVE or not member.email:
        return
    language = member.user.language if member.user and member.user.language else member.workspace.language
    with translation.override(language):
        _mail(actor, report, schedule, message.pk, language).send()


def _mail(actor: Actor, report: Report, schedule: ReportSchedule, number: int, language: str) -> EmailMessage:
    asked = Asked.from_json(report.subject, report.question)
    draft = Draft(asked, report.as_of, report.known_at, report.figures)
    buddhist = bool(actor.member.user and actor.member.user.year_style == YearStyle.BUDDHIST)
    first, last = (
        written_day(each, language, buddhist=buddhist)
        for each in (asked.start, asked.end - timedelta(days=1))
    )
    home = f"{settings.PUBLIC_ADDRESS}/w/{actor.workspace.code}/performance"
    figures = "\n".join(
        f"{name_of(report.subject, line['key'])}: {display(measured_of(line))}" for line in report.figures
    )
    paragraphs = [
        f"{report.name}\n{first} – {last}",
        figures,
        _("The report with what we now know beside it: %(link)s")
        % {"link": f"{home}/reports/{report.code}/"},
        _("To get it no more: %(link)s") % {"link": f"{home}/schedules/{schedule.code}/leave/"},
    ]
    subject = _("%(report)s, %(workspace)s") % {"report": report.name, "workspace": actor.workspace.name}
    # Delivered at least once: a repeated message carries the same id, so that mail programs show it once.
    headers = {
        "Message-ID": f"<report-{number}@{settings.PUBLIC_ADDRESS.split('//')[-1]}>",
        "List-Unsubscribe": f"<{home}/schedules/{schedule.code}/leave/>",
    }
    mail = EmailMessage(
        " ".join(subject.split()), "\n\n".join(paragraphs), to=[actor.member.email], headers=headers
    )
    if actor.may(Right.EXPORT):
        mail.attach(f"{report.code}.xlsx", report_file(actor, draft, "xlsx"), FORMATS["xlsx"])
    return mail
