"""One lead: who it is, what they asked for, how it was judged."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from saphan.pipeline.actions import assign_lead, create_lead, update_lead
from saphan.pipeline.models import Lead
from saphan.pipeline.queries import answers_of, criteria_for, leads_for, stages_for
from saphan.pipeline.rules import may_create, may_write
from saphan.pipeline.terms import Answer
from saphan.web.answers import answer
from saphan.web.history.moments import changes_shown
from saphan.web.leads.grid import LEADS
from saphan.web.past.record import stood
from saphan.web.reader import reader_of
from saphan.web.request import MemberRequest, require
from saphan.web.settings.forms import TouchedForm, save_touched, version_field
from saphan.workspace.queries import active_members_for

PAGE, FEW = "leads/detail.html", 6
FIELDS = ("name", "contact_name", "job_title", "email", "phone", "city", "source", "campaign", "wish")


class LeadForm(TouchedForm):
    name = forms.CharField(label=gettext_lazy("Company or person"), max_length=200)
    contact_name = forms.CharField(label=gettext_lazy("Contact"), max_length=160, required=False)
    job_title = forms.CharField(label=gettext_lazy("Job title"), max_length=160, required=False)
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    phone = forms.CharField(label=gettext_lazy("Phone"), max_length=60, required=False)
    city = forms.CharField(label=gettext_lazy("City"), max_length=120, required=False)
    source = forms.CharField(label=gettext_lazy("Source"), max_length=120, required=False)
    campaign = forms.CharField(label=gettext_lazy("Campaign"), max_length=120, required=False)
    wish = forms.CharField(
        label=gettext_lazy("What they asked for"), required=False, widget=forms.Textarea({"rows": 3})
    )


class EditForm(LeadForm):
    version = version_field()


@require_safe
def lead(request: MemberRequest, code: str) -> HttpResponse:
    """A lead the member may read, now or as it was."""
    here = found(request, code)
    return stood(request, here, LEADS) or render(request, PAGE, context_of(request, here))


@require_safe
def peek(request: MemberRequest, code: str) -> HttpResponse:
    """The lead in a panel beside the list."""
    context = context_of(request, found(request, code))
    return render(request, "leads/peek.html", context | {"moments": context["moments"][:FEW]})


def new(request: MemberRequest) -> HttpResponse:
    """Take a lead in."""
    require(may_create(request.actor, None))
    form = LeadForm(request.POST or None)
    context = {"form": form}
    if request.method != "POST":
        return render(request, "leads/new.html", context)
    return answer(
        request, form, partial(create_lead, actor=request.actor), page="leads/new.html", fragment="form",
        context=lambda: context, to=lambda made: reverse("leads:detail", args=[request.workspace.code, made.code]),
        said=_("The lead is in."),
    )  # fmt: skip


@require_POST
def edit(request: MemberRequest, code: str) -> HttpResponse:
    """Save what was touched."""
    here = found(request, code)
    form = EditForm(request.POST, initial=_initial(here))

    def act(**_cleaned: Any) -> Any:
        return save_touched(update_lead, here, form, actor=request.actor)

    context = partial(context_of, request, here)
    return answer(request, form, act, page=PAGE, fragment="lead", context=context, said=_("Saved."))


@require_POST
def assign(request: MemberRequest, code: str) -> HttpResponse:
    """Give the lead to another member."""
    here = found(request, code)
    owner = get_object_or_404(active_members_for(request.actor), code=request.POST.get("owner", ""))
    act = partial(assign_lead, here, actor=request.actor, owner=owner)
    said = _("%(owner)s owns it now.") % {"owner": owner.name}
    context = partial(context_of, request, here)
    return answer(request, None, act, page=PAGE, fragment="lead", context=context, said=said)


def found(request: MemberRequest, code: str) -> Lead:
    rows = leads_for(request.actor).select_related("owner", "territory", "account", "person")
    return get_object_or_404(rows, code=code)


def context_of(request: MemberRequest, here: Lead) -> dict[str, Any]:
    """Everything the page of a lead shows, read anew."""
    lead, reader = found(request, here.code), reader_of(request)
    given = {each.criterion_id: each for each in answers_of(request.actor, lead)}
    return {
        "lead": lead,
        "may_write": may_write(request.actor, lead),
        "qualified_day": reader.full_day(lead.qualified_on) if lead.qualified_on else "",
        "criteria": [
            {
                "code": criterion.code,
                "label": criterion.label(reader.language),
                "is_required": criterion.is_required,
                "answer": given[criterion.pk].answer if criterion.pk in given else Answer.UNKNOWN.value,
            }
            for criterion in criteria_for(request.actor)
        ],
        "answers": Answer.choices,
        "deals": lead.opportunities.filter(removed_at=None),
        "stages": [
            (s.code, f"{s.pipeline.label(reader.language)} · {s.label(reader.language)}")
            for s in stages_for(request.actor).select_related("pipeline")
        ],
        "members": active_members_for(request.actor).order_by("name").values_list("code", "name"),
        "moments": changes_shown(lead, reader),
        "edit_form": EditForm(initial=_initial(lead)),
    }


def _initial(lead: Lead) -> dict[str, Any]:
    return {name: getattr(lead, name) for name in (*FIELDS, "version")}
