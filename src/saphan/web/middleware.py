"""Who is here, in which workspace, in which language: settled before any view runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation

from saphan.web.arrival import member_of
from saphan.web.kept import mark_desk, seat_team
from saphan.web.own_words import speak_as
from saphan.web.standing import actor_of, refused_while_looking

Answer = Callable[[HttpRequest], HttpResponse]


class LanguageMiddleware:
    """The person's own language; for somebody not signed in, the cookie, then what the browser asks for."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = getattr(request, "user", None)
        chosen = user.language if user is not None and user.is_authenticated else None
        language = chosen or translation.get_language_from_request(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        if not chosen:
            response.headers["Vary"] = ", ".join(
                filter(None, [response.headers.get("Vary"), "Accept-Language"])
            )
        return response


class WorkspaceMiddleware:
    """Addresses under /w/<workspace>/ belong to one workspace; only its active members get past this point.

    To everybody else the workspace does not exist: the answer is the same 404 as for a code never used.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: Any,
        _view: Callable[..., HttpResponse],
        _arguments: tuple[Any, ...],
        named: dict[str, Any],
    ) -> HttpResponse | None:
        code = named.pop("workspace", None)
        if code is None:
            return None
        if not request.user.is_authenticated:
            from django.contrib.auth.views import redirect_to_login

            return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
        request.member = member_of(request, code)
        if request.member is None:
            raise Http404
        request.workspace = request.member.workspace
        request.actor = actor_of(request, request.member)
        mark_desk(request)
        seat_team(request)
        speak_as(request.workspace)
        return refused_while_looking(request)
