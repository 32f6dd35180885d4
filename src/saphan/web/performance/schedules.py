"""Reports that come by mail: setting one up, stopping it, leaving it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from saphan.measures.models import ReportSchedule
from saphan.measures.reports.schedules import (
    create_schedule,
    leave_schedule,
    may_leave,
    may_stop,
    remove_schedule,
    schedules_for,
)
from saphan.measures.reports.terms import Cadence
from saphan.web.answers import answer
from saphan.web.performance.sections import sections
from saphan.web.reader import Reader, reader_of
from saphan.web.request import MemberRequest
from saphan.workspace.queries import active_members_for

PAGE = "performance/schedules.html"
PERIODS = (
    ("last_month", gettext_lazy("Last month")), ("this_month", gettext_lazy("This month")),
    ("last_quarter", gettext_lazy("Last quarter")), ("this_quarter", gettext_lazy("This quarter")),
    ("this_year", gettext_lazy("This year")),
)  # fmt: skip


class ScheduleForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name of the report"), max_length=120)
    period = forms.ChoiceField(label=gettext_lazy("Period"), choices=PERIODS)
    every = forms.ChoiceField(label=gettext_lazy("Every"), choices=Cadence)
    day = forms.IntegerField(
        label=gettext_lazy("Day"), min_value=1, max_value=31, initial=1,
        help_text=gettext_lazy("Of a week 1 is Monday; of a month 31 is its last day."),
    )  # fmt: skip
    hour = forms.IntegerField(label=gettext_lazy("Hour"), min_value=0, max_value=23, initial=8)
    recipients = forms.MultipleChoiceField(
        label=gettext_lazy("To"), widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Only who may see as much as you gets the figures."),
    )  # fmt: skip


@require_safe
def schedules(request: MemberRequest) -> HttpResponse:
    """What comes by mail: one's own, and what comes to oneself."""
    return render(request, PAGE, _context(request))


@require_POST
def new(request: MemberRequest) -> HttpResponse:
    """Send the performance page by itself from now on."""
    act: Any = lambda **known: create_schedule(  # noqa: E731  the form's values with the actor
        actor=request.actor, **known | {"recipients": [int(pk) for pk in known["recipients"]]}
    )
    form = _form(request, request.POST)
    return answer(
        request, form, act, page=PAGE, fragment="schedules", context=partial(_context, request),
        to=reverse("performance:schedules", args=[request.workspace.code]), said=_("The report comes by mail from now on."),
    )  # fmt: skip


@require_POST
def remove(request: MemberRequest, code: str) -> HttpResponse:
    """Send it no more to anybody."""
    return _done(request, partial(remove_schedule, _found(request, code)), _("It is sent no more."))


def leave(request: MemberRequest, code: str) -> HttpResponse:
    """Get it no more oneself; the link in the message leads here and asks first."""
    found = _found(request, code)
    if request.method != "POST":
        return render(
            request, "performance/leave.html", {"schedule": found, "gets_it": may_leave(request.actor, found)}
        )
    return _done(request, partial(leave_schedule, found), _("It comes to you no more."))


def _done(request: MemberRequest, act: Any, said: str) -> HttpResponse:
    home = reverse("performance:schedules", args=[request.workspace.code])
    return answer(
        request, None, partial(act, actor=request.actor), page="clients/notice.html", fragment="notice",
        context=lambda: {"back": home}, to=home, said=said,
    )  # fmt: skip


def _found(request: MemberRequest, code: str) -> ReportSchedule:
    return get_object_or_404(schedules_for(request.actor), code=code)


def _form(request: MemberRequest, sent: Any = None) -> ScheduleForm:
    form = ScheduleForm(sent, initial={"recipients": [str(request.actor.member.pk)]})
    members = active_members_for(request.actor).order_by("name").values_list("pk", "name")
    form.fields["recipients"].choices = [(str(pk), name) for pk, name in members]  # type: ignore[attr-defined]
    return form


def _context(request: MemberRequest) -> dict[str, Any]:
    reader = reader_of(request)
    names = dict(active_members_for(request.actor).values_list("pk", "name"))
    rows = [_row(each, request, reader, names) for each in schedules_for(request.actor)]
    return {"rows": rows, "form": _form(request), "sections": sections(request, "reports")}


def _row(
    each: ReportSchedule, request: MemberRequest, reader: Reader, names: dict[int, str]
) -> dict[str, Any]:
    when = (
        _("every %(day)s") % {"day": WEEKDAYS[each.day - 1]} if each.every == Cadence.WEEK
        else _("on day %(day)d of the month") % {"day": each.day}
    )  # fmt: skip
    return {
        "code": each.code, "name": each.name, "period": dict(PERIODS).get(each.period, each.period), "when": when,
        "hour": f"{each.hour:02d}:00", "next": reader.moment(each.next_at), "owner": each.owner.name,
        "to": ", ".join(names[pk] for pk in each.recipient_ids if pk in names),
        "may_stop": may_stop(request.actor, each), "gets_it": may_leave(request.actor, each),
    }  # fmt: skip
