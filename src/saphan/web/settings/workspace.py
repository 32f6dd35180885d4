"""The workspace's own terms: name, currency, time zone, fiscal year."""

from __future__ import annotations

from functools import partial
from typing import Any

from babel.dates import format_date
from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saphan.administration.actions import update_workspace
from saphan.web.request import MemberRequest
from saphan.web.settings.choices import clock, currencies, locale, months, time_zones
from saphan.web.settings.forms import TouchedForm, offer
from saphan.web.settings.pages import Edit, address, edit, needs
from saphan.workspace.rates import rate_table
from saphan.workspace.rights import Right
from saphan.workspace.terms import Language


class WorkspaceForm(TouchedForm):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    language = forms.ChoiceField(label=gettext_lazy("Language of invitations"), choices=Language.choices)
    currency = forms.ChoiceField(label=gettext_lazy("Reporting currency"))
    plan_rate_date = forms.DateField(
        label=gettext_lazy("Open deals are converted at the rates of"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Empty: the latest known day."),
    )
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"))
    fiscal_start_month = forms.TypedChoiceField(label=gettext_lazy("The fiscal year starts in"), coerce=int)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        offer(self, currency=currencies())
        offer(self, time_zone=time_zones())
        offer(self, fiscal_start_month=months())


@needs(Right.ADMINISTER)
def workspace(request: MemberRequest) -> HttpResponse:
    """Owners change what the whole workspace counts by."""
    initial = {name: getattr(request.workspace, name) for name in WorkspaceForm.base_fields}
    return edit(
        request,
        Edit(
            section="workspace",
            title=_("Workspace"),
            form=partial(WorkspaceForm, initial=initial),
            act=lambda form: update_workspace(actor=request.actor, changes=form.changes(), seen=form.seen()),
            back=address(request, "workspace"),
            said=_("The workspace is saved."),
            button=_("Save"),
            effect=partial(_effect, request),
        ),
    )


def _effect(request: MemberRequest, form: TouchedForm) -> list[str]:
    """What counts differently once this is saved. Stored amounts and dates never change."""
    return [
        _converted(request, form.value("currency"), form.value("plan_rate_date")),
        _fiscal_year(request, int(form.value("fiscal_start_month"))),
        _("It is now %(time)s in the workspace; days begin and end by this clock.")
        % {"time": clock(form.value("time_zone")).strftime("%H:%M")},
    ]


def _converted(request: MemberRequest, currency: str, on: Any) -> str:
    other = "USD" if currency != "USD" else "EUR"
    day = on or clock(request.workspace.time_zone).date()
    rate = rate_table(request.workspace).rate(other, currency, day, oldest_days=None)
    if rate is None:
        return _(
            "No rate for %(currency)s is known. Add one before choosing it, or sums will stay empty."
        ) % {"currency": currency}
    return _("Sums are shown in %(currency)s. On %(day)s, 1 %(other)s is %(rate)s %(currency)s.") % {
        "currency": currency,
        "other": other,
        "rate": f"{float(rate):,.4f}",
        "day": format_date(day, "medium", locale=locale()),
    }


def _fiscal_year(request: MemberRequest, start_month: int) -> str:
    today = clock(request.workspace.time_zone).date()
    start = today.replace(year=today.year - (today.month < start_month), month=start_month, day=1)
    return _("The present fiscal year began on %(day)s.") % {
        "day": format_date(start, "long", locale=locale())
    }
