"""The people of the workspace: who they are, what their role allows, invitations, suspension."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from saphan.administration.actions import (
    invite_again,
    invite_member,
    reactivate_member,
    suspend_member,
    update_member,
)
from saphan.administration.invitations import link_for
from saphan.journal import now
from saphan.pipeline.presets import FORMS
from saphan.web.answers import answer
from saphan.web.request import MemberRequest
from saphan.web.settings.forms import TouchedForm, offer, reference, save_touched, version_field
from saphan.web.settings.pages import Edit, address, edit, frame, needs, page
from saphan.web.settings.rights_table import rights_in_words, rights_table
from saphan.workspace.models import Member
from saphan.workspace.queries import members_for, teams_for
from saphan.workspace.rights import Right
from saphan.workspace.terms import MemberStatus, Role

PAGE = "settings/people.html"


class PersonForm(TouchedForm):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    title = forms.CharField(label=gettext_lazy("Job title"), max_length=120, required=False)
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Role.choices, initial=Role.AE)
    team = forms.TypedChoiceField()

    def __init__(self, *arguments: Any, request: MemberRequest, **options: Any) -> None:
        super().__init__(*arguments, **options)
        shown = self.fields["team"].show_hidden_initial
        self.fields["team"] = reference(_("Team"), teams_for(request.actor).order_by("path"))
        self.fields["team"].show_hidden_initial = shown
        offer(self, role=_roles(request, self.initial.get("role", "")))
        if Role.AE not in FORMS[request.workspace.form].roles:
            self.fields["role"].initial = Role.TEAM_MEMBER


def _roles(request: MemberRequest, present: str) -> list[tuple[str, Any]]:
    """The roles of the organisation form, and the one that the person has already."""
    usual = FORMS[request.workspace.form].roles
    return [(role.value, role.label) for role in Role if role in usual or role == present]


class MemberForm(PersonForm):
    version = version_field()


class InvitationForm(PersonForm):
    email = forms.EmailField(label=gettext_lazy("E-mail"))


@require_safe
@needs(Right.ADMINISTER)
def members(request: MemberRequest) -> HttpResponse:
    return page(request, "members", PAGE, **_people(request))


@needs(Right.ADMINISTER)
def invite(request: MemberRequest) -> HttpResponse:
    """Invite somebody by e-mail."""
    return edit(
        request,
        Edit(
            section="members",
            title=_("Invite somebody"),
            form=partial(InvitationForm, request=request),
            act=lambda form: _invite(request, form.cleaned_data),
            back=address(request, "members"),
            said=_("The invitation is on its way. It is good for seven days."),
            button=_("Send"),
            effect=_role_effect,
        ),
    )


@needs(Right.ADMINISTER)
def member(request: MemberRequest, code: str) -> HttpResponse:
    """Change a member's name, role or team."""
    person = _found(request, code)
    initial = {
        "name": person.name,
        "email": person.email,
        "title": person.title,
        "role": person.role,
        "team": person.team_id,
        "version": person.version,
    }
    return edit(
        request,
        Edit(
            section="members",
            title=person.name,
            form=partial(MemberForm, request=request, initial=initial),
            act=lambda form: save_touched(update_member, person, form, actor=request.actor),
            back=address(request, "members"),
            said=_("%(name)s is saved.") % {"name": person.name},
            button=_("Save"),
            effect=_role_effect,
        ),
    )


@require_POST
@needs(Right.ADMINISTER)
def suspend(request: MemberRequest, code: str) -> HttpResponse:
    return _change(request, partial(suspend_member, _found(request, code)), _("Suspended from now on."))


@require_POST
@needs(Right.ADMINISTER)
def reactivate(request: MemberRequest, code: str) -> HttpResponse:
    return _change(request, partial(reactivate_member, _found(request, code)), _("Active again."))


@require_POST
@needs(Right.ADMINISTER)
def remind(request: MemberRequest, code: str) -> HttpResponse:
    """Send the invitation again."""
    return _change(request, partial(invite_again, _found(request, code)), _("The invitation was sent again."))


def _change(request: MemberRequest, act: Any, said: str) -> HttpResponse:
    return answer(
        request,
        None,
        partial(act, actor=request.actor),
        page=PAGE,
        fragment="people",
        context=lambda: frame(request, "members", **_people(request)),
        said=said,
    )


def _people(request: MemberRequest) -> dict[str, Any]:
    """Everybody, those who can come in first; invited people with the link, for workspaces without mail."""
    people = list(members_for(request.actor).select_related("team", "user").order_by("name", "pk"))
    for person in people:
        person.link = _link(person) if person.status == MemberStatus.INVITED else ""  # type: ignore[attr-defined]
    return {"people": people, "roles": rights_table()}


def _link(person: Member) -> str:
    return link_for(person, now())


def _found(request: MemberRequest, code: str) -> Member:
    return get_object_or_404(members_for(request.actor), code=code)


def _invite(request: MemberRequest, chosen: dict[str, Any]) -> Member:
    team = teams_for(request.actor).filter(pk=chosen.pop("team")).first()
    return invite_member(actor=request.actor, team=team, **chosen)


def _role_effect(form: TouchedForm) -> list[str]:
    return [_("This role includes:"), *rights_in_words(form.value("role") or Role.AE)]
