"""How long a session lasts: an idle limit and an absolute one, both counted on our own clock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.contrib.auth.views import redirect_to_login
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from saphan.journal import now

SECOND = 1_000_000  # microseconds
STARTED, SEEN = "started_at", "seen_at"
NOTE_EVERY = 300 * SECOND


class SessionLimitsMiddleware:
    """Ends sessions that are too old or were left alone; notes every few minutes that somebody is there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            if is_over(request.session, now()):
                return _sign_in_again(request)
            _note(request)
        return self.get_response(request)


def is_over(session: Any, instant: int) -> bool:
    """Whether a session has passed one of its limits at `instant` (UTC microseconds)."""
    started, seen = session.get(STARTED, instant), session.get(SEEN, instant)
    return bool(
        instant - started >= settings.SESSION_COOKIE_AGE * SECOND
        or instant - seen >= settings.SESSION_IDLE_AGE * SECOND
    )


@receiver(user_logged_in)
def start(request: HttpRequest, **_rest: Any) -> None:
    """A new sign-in starts both clocks."""
    request.session[STARTED] = request.session[SEEN] = now()


def _note(request: HttpRequest) -> None:
    instant = now()
    request.session.setdefault(STARTED, instant)
    if instant - request.session.get(SEEN, 0) >= NOTE_EVERY:
        request.session[SEEN] = instant
        UserSession.objects.create_from_request(request)


def _sign_in_again(request: HttpRequest) -> HttpResponse:
    logout(request)
    messages.info(request, _("You were away for a while. Sign in again to go on; your work is saved."))
    if getattr(request, "htmx", False):
        return HttpResponseClientRedirect(reverse(settings.LOGIN_URL))
    return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
