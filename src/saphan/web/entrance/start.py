"""First run: the first sign-in, the workspace, and how the company is organised."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from saphan.administration.first_run import check_start, no_workspace_is_here, open_first_sign_in
from saphan.administration.opening import Opening, create_workspace
from saphan.core.errors import SaphanError
from saphan.pipeline.presets import FORMS
from saphan.web.answers import UNPROCESSABLE
from saphan.web.entrance.first_run import begin, steps
from saphan.web.entrance.invitation import JoinForm
from saphan.web.organisation import FormChoice, shown_forms
from saphan.web.settings.choices import currencies, months, time_zones
from saphan.web.settings.forms import offer
from saphan.words.refusal import refusal_of
from saphan.workspace.actor import Actor
from saphan.workspace.models import User
from saphan.workspace.terms import Door, Language, OrganisationForm

DRAFT = "first-workspace"  # what step 1 leaves in the session for step 2


class FirstPersonForm(JoinForm):
    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    field_order = ("email", "name", "password")

    def clean_email(self) -> str:
        self.address = str(self.cleaned_data["email"]).lower()
        return self.address


class WorkspaceForm(forms.Form):
    name = forms.CharField(label=_("Name of your company"), max_length=120)
    code = forms.SlugField(
        label=_("Short name"), max_length=40, required=False,
        help_text=_("Latin letters and digits. It stands in every address of the workspace."),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language of invitations"), choices=Language.choices)
    currency = forms.ChoiceField(label=_("Reporting currency"))
    time_zone = forms.ChoiceField(label=_("Time zone"))
    fiscal_start_month = forms.TypedChoiceField(label=_("The fiscal year starts in"), coerce=int)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        offer(self, currency=currencies(), time_zone=time_zones(), fiscal_start_month=months())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["code"] = cleaned.get("code") or slugify(cleaned.get("name", "")) or "desk"
        return cleaned


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def first_person(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the link that the server prints while nobody can sign in: choose an address and a password."""
    check_start(token)
    form = FirstPersonForm(request.POST if request.method == "POST" else None, email="")
    if not form.is_valid():
        return render(
            request, "start/person.html", {"form": form}, status=UNPROCESSABLE if form.is_bound else 200
        )
    chosen = form.cleaned_data
    language = getattr(request, "LANGUAGE_CODE", Language.EN)
    user = open_first_sign_in(token, chosen["email"], chosen["name"], chosen["password"], language=language)
    response: HttpResponse = perform_login(request, Login(user=user, redirect_url=reverse("start")))
    return response


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def workspace(request: HttpRequest) -> HttpResponse:
    """Step 1: what the workspace is called and counts by. Nothing is made before step 2."""
    _only_first()
    draft = request.session.get(DRAFT, {})
    initial = {"currency": "USD", "time_zone": "UTC", "language": request.LANGUAGE_CODE, **draft}
    form = WorkspaceForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        request.session[DRAFT] = form.cleaned_data
        return redirect("start_form")
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "start/workspace.html", {"form": form, "steps": steps(1)}, status=status)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def organisation(request: HttpRequest) -> HttpResponse:
    """Step 2: how the company is organised; then the workspace is opened."""
    _only_first()
    draft = request.session.get(DRAFT)
    if draft is None:
        return redirect("start")
    choice = FormChoice(request.POST if request.method == "POST" else None)
    refusal, status = None, UNPROCESSABLE if choice.is_bound else 200
    if choice.is_bound and choice.is_valid():
        try:
            actor = _open(request, draft, choice.cleaned_data["organisation"])
            begin(request, actor.workspace.code)
            return redirect("importing:start", actor.workspace.code)
        except SaphanError as error:
            refusal, status = refusal_of(error), refusal_of(error).status
    context = {
        "forms": shown_forms(chosen=OrganisationForm.FULL_SERVICE),
        "steps": steps(2),
        "refusal": refusal,
        "back": reverse("start"),
    }
    return render(request, "start/organisation.html", context, status=status)


def _open(request: HttpRequest, draft: dict[str, Any], form: str) -> Actor:
    assert form in FORMS  # noqa: S101 - the choice was validated
    user = request.user
    assert isinstance(user, User)  # noqa: S101 - signed in
    actor = create_workspace(
        Opening(form=form, **draft), owner_email=user.email, owner_name=user.name or user.email, door=Door.WEB
    )
    del request.session[DRAFT]
    return actor


def _only_first() -> None:
    """Workspaces beside the first are opened on the server."""
    if not no_workspace_is_here():
        raise Http404
