"""Targets: who is to reach which figure in which period."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from saphan.measures.words import NAMES
from saphan.pipeline import actions
from saphan.pipeline.models import Target
from saphan.pipeline.rules import may_configure
from saphan.web.grid.pages import show
from saphan.web.performance.costs import day_field
from saphan.web.performance.records import Book, edit, new, take_away
from saphan.web.performance.target_grid import TARGETS, amount_read, amount_shown
from saphan.web.request import MemberRequest
from saphan.web.settings.forms import TouchedForm, choices, offer, reference
from saphan.workspace.models import Member, Team, Territory
from saphan.workspace.queries import active_members_for, teams_for, territories_for

SUBJECTS: dict[str, Any] = {"member": Member, "team": Team, "territory": Territory}


class TargetForm(TouchedForm):
    metric = forms.ChoiceField(label=gettext_lazy("Figure"))
    starts_on = day_field(gettext_lazy("From"), required=True)
    ends_on = day_field(gettext_lazy("To"), required=True)
    amount = forms.CharField(
        label=gettext_lazy("Target"),
        max_length=40,
        help_text=gettext_lazy("An amount of money, a percentage, days or a number."),
    )
    currency = forms.CharField(label=gettext_lazy("Currency"), min_length=3, max_length=3)
    member = reference(gettext_lazy("For a colleague"), ())
    team = reference(gettext_lazy("For a team"), ())
    territory = reference(
        gettext_lazy("For a territory"),
        (),
        help_text=gettext_lazy("At most one of these; none: the whole workspace."),
    )


@require_safe
def targets(request: MemberRequest) -> HttpResponse:
    return show(request, TARGETS)


def new_target(request: MemberRequest) -> HttpResponse:
    return new(request, BOOK)


def target(request: MemberRequest, code: str) -> HttpResponse:
    return edit(request, BOOK, code)


@require_POST
def remove_target(request: MemberRequest, code: str) -> HttpResponse:
    return take_away(request, BOOK, code)


def _form(request: MemberRequest, record: Target | None) -> TouchedForm:
    posted = request.POST if request.method == "POST" and "amount" in request.POST else None
    initial: dict[str, Any] = {"currency": request.workspace.currency}
    if record is not None:
        initial = {
            "metric": record.metric, "starts_on": record.starts_on, "ends_on": record.ends_on, "amount": amount_shown(record),
            "currency": record.currency or request.workspace.currency, "member": record.member_id,
            "team": record.team_id, "territory": record.territory_id,
        }  # fmt: skip
    form = TargetForm(posted, initial=initial)
    offer(
        form,
        metric=[(key, str(name)) for key, name in NAMES.items()],
        member=choices(active_members_for(request.actor).order_by("name")),
        team=choices(teams_for(request.actor).order_by("path")),
        territory=choices(territories_for(request.actor).order_by("path")),
    )
    return form


def _values(form: TouchedForm) -> dict[str, Any]:
    chosen = dict(form.cleaned_data)
    currency = chosen["currency"].upper()
    subjects = {
        name: None if chosen[name] is None else model._base_manager.get(pk=chosen[name])
        for name, model in SUBJECTS.items()
    }
    amount = amount_read(chosen["metric"], chosen["amount"], currency)
    return {
        "metric": chosen["metric"], "starts_on": chosen["starts_on"], "ends_on": chosen["ends_on"], "amount": amount,
        "currency": currency, **subjects,
    }  # fmt: skip


BOOK = Book(
    key="target",
    grid=TARGETS,
    new=gettext_lazy("New target"),
    saved=gettext_lazy("The target is set."),
    removed=gettext_lazy("The target is taken away."),
    form=_form,
    values=_values,
    create=actions.set_target_of,
    remove=actions.remove_target,
    may=may_configure,
)
