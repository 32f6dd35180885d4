"""The way to another provider; imported only where an installation has one."""

from __future__ import annotations

import logging

from allauth.socialaccount.providers.openid_connect import views as oidc
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from requests import RequestException

log = logging.getLogger(__name__)


def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send the person to the provider; a provider that does not answer leaves the password."""
    try:
        response: HttpResponse = oidc.login(request, provider_id)
    except RequestException:
        log.exception("the provider of single sign-on did not answer")
        return render(request, "socialaccount/authentication_error.html", status=503)
    return response


callback = oidc.callback  # the library itself says when the provider does not answer here
