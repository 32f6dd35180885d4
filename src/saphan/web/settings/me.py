"""How Saphan speaks to one person, and how they prove who they are."""

from __future__ import annotations

from functools import partial
from zoneinfo import ZoneInfo

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from saphan.administration.sign_ins import keep_preferences
from saphan.journal import now
from saphan.web.reader import Reader
from saphan.web.request import MemberRequest
from saphan.web.settings.choices import time_zones
from saphan.web.settings.forms import TouchedForm, offer
from saphan.web.settings.pages import Edit, address, edit, page
from saphan.workspace.terms import Language, Theme, YearStyle


class PreferencesForm(TouchedForm):
    name = forms.CharField(label=gettext_lazy("Your name"), max_length=120)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=Language.choices)
    year_style = forms.ChoiceField(label=gettext_lazy("Years"), choices=YearStyle.choices)
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"), required=False)
    theme = forms.ChoiceField(label=gettext_lazy("Colours"), choices=Theme.choices)

    def __init__(self, *arguments: object, **options: object) -> None:
        super().__init__(*arguments, **options)
        as_workspace = ("", _("As the workspace"))
        offer(self, time_zone=[as_workspace, *time_zones()])


def preferences(request: MemberRequest) -> HttpResponse:
    """Name, language, years, time zone and colours of the person who asks."""
    user = request.user
    initial = {name: getattr(user, name) for name in PreferencesForm.base_fields}
    return edit(
        request,
        Edit(
            section="home",
            title=_("My preferences"),
            form=partial(PreferencesForm, initial=initial),
            act=lambda form: keep_preferences(user, form.changes()),
            back=address(request, "home"),
            said=_("Your preferences are saved."),
            button=_("Save"),
            effect=partial(_preview, request),
        ),
    )


def _preview(request: MemberRequest, form: TouchedForm) -> list[str]:
    """The present moment, written the way the person would see it."""
    zone = form.value("time_zone") or request.workspace.time_zone
    reader = Reader(
        form.value("language"), form.value("year_style") == YearStyle.BUDDHIST, ZoneInfo(zone), ""
    )
    return [_("Dates look like this: %(moment)s.") % {"moment": reader.moment(now())}]


@require_safe
def security(request: MemberRequest) -> HttpResponse:
    """What protects the person's sign-in, and where they are signed in."""
    kinds = Authenticator.Type
    mine = Authenticator.objects.filter(user=request.user)
    return page(
        request,
        "security",
        "settings/security.html",
        has_app=mine.filter(type=kinds.TOTP).exists(),
        passkeys=mine.filter(type=kinds.WEBAUTHN).count(),
        has_codes=mine.filter(type=kinds.RECOVERY_CODES).exists(),
        sessions=len(UserSession.objects.purge_and_list(request.user)),
    )
