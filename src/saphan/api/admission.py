"""Lets a request in by its token, in the language of the request or of the token's member."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import translation
from ninja.security import HttpBearer

from saphan.api.budget import BUDGET
from saphan.tokens.admission import admit
from saphan.workspace.models import User


class AccessToken(HttpBearer):
    """`Authorization: Bearer sph_…`; nothing else opens this door."""

    openapi_bearer_format = "sph_…"

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        admitted = admit(token)
        if admitted is None:
            return None
        request.token, request.actor = admitted  # type: ignore[attr-defined]
        user = request.actor.member.user  # type: ignore[attr-defined]
        if user is not None and "Accept-Language" not in request.headers:
            _speak(request, user)
        BUDGET.spend(request.token.pk)  # type: ignore[attr-defined]
        return request.actor  # type: ignore[attr-defined]


def _speak(request: HttpRequest, user: User) -> None:
    # The middleware around us puts the language back when the request is over.
    translation.activate(user.language)
    request.LANGUAGE_CODE = user.language
