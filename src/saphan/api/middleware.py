"""Parts the requests of programs from those of people."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

ROOT = "/api/"


class ApiMiddleware:
    """Sends what begins with /api/ through the API's gate."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(ROOT):
            return self.get_response(request)
        # The framework behind the gate takes as long to load as all the pages; many starts never see a program.
        from saphan.api.gate import answered

        return answered(request, self.get_response)
