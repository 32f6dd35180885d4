"""Language, years and theme, switched from anywhere, signed in or not."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from saphan.administration.sign_ins import keep_preferences
from saphan.web.answers import SEE_OTHER, back
from saphan.workspace.models import User
from saphan.workspace.terms import Language, Theme, YearStyle

YEAR = 365 * 24 * 3600  # seconds


class LanguageForm(forms.Form):
    language = forms.ChoiceField(choices=Language.choices)


class ThemeForm(forms.Form):
    theme = forms.ChoiceField(choices=Theme.choices)


class YearForm(forms.Form):
    year_style = forms.ChoiceField(choices=YearStyle.choices)


@require_POST
def switch_language(request: HttpRequest) -> HttpResponse:
    """Speak this language from now on: kept with the person, or in a cookie of somebody not signed in."""
    return _switch(request, LanguageForm(request.POST), settings.LANGUAGE_COOKIE_NAME)


@require_POST
def switch_theme(request: HttpRequest) -> HttpResponse:
    """Light, dark, or like the system."""
    return _switch(request, ThemeForm(request.POST), "saphan_theme")


@require_POST
def switch_year_style(request: HttpRequest) -> HttpResponse:
    """Years as this person counts them."""
    return _switch(request, YearForm(request.POST), "saphan_year_style")


def _switch(request: HttpRequest, form: forms.Form, cookie: str) -> HttpResponse:
    response = HttpResponseRedirect(back(request, otherwise="/"), status=SEE_OTHER)
    if not form.is_valid():
        return response
    if isinstance(request.user, User):
        keep_preferences(request.user, form.cleaned_data)
    (value,) = form.cleaned_data.values()
    response.set_cookie(
        cookie, value, max_age=YEAR, secure=request.is_secure(), httponly=True, samesite="Lax"
    )
    return response
