"""Coming in by invitation: choose a password, or join as the person who is signed in."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from saphan.administration.actions import accept_invitation
from saphan.administration.invitations import Invitation, read_token
from saphan.administration.sign_ins import NewPerson, known_person
from saphan.web.answers import UNPROCESSABLE
from saphan.workspace.actor import Actor
from saphan.workspace.models import Member, User
from saphan.workspace.terms import Door

PAGE = "settings/invitation.html"


class JoinForm(forms.Form):
    name = forms.CharField(label=_("Your name"), max_length=120)
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters. A sentence of your own is easy to keep in mind."),
    )

    def __init__(self, *arguments: Any, email: str, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.address = email

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "password" in cleaned:
            person = User(email=self.address, name=cleaned.get("name", ""))
            try:
                validate_password(cleaned["password"], person)
            except forms.ValidationError as problem:
                self.add_error("password", problem)
        return cleaned


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind an invitation link. Nothing changes before the person says so with a button."""
    found = read_token(token)
    person = known_person(found.member.email)
    if person is None:
        return _choose_password(request, found)
    if request.user != person:
        return render(request, PAGE, {"invited": found.member, "must_sign_in": True})
    if request.method == "POST":
        return redirect(_start_page(_join(found, person)))
    return render(request, PAGE, {"invited": found.member, "person": person})


def _choose_password(request: HttpRequest, found: Invitation) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = JoinForm(data, email=found.member.email, initial={"name": found.member.name})
    if not form.is_valid():
        status = UNPROCESSABLE if form.is_bound else 200
        return render(request, PAGE, {"invited": found.member, "form": form}, status=status)
    chosen = form.cleaned_data
    language = getattr(request, "LANGUAGE_CODE", found.member.workspace.language)
    member = _join(found, NewPerson(chosen["name"], chosen["password"], language))
    response: HttpResponse = perform_login(request, Login(user=member.user, redirect_url=_start_page(member)))
    return response


def _join(found: Invitation, person: User | NewPerson) -> Member:
    return accept_invitation(found.member, actor=Actor(found.member, Door.WEB), person=person)


def _start_page(member: Member) -> str:
    return f"/w/{member.workspace.code}/clients/"
