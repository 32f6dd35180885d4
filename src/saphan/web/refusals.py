"""The last door for refusals: what a view did not answer itself still becomes a calm page, not a crash."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from saphan.core.errors import SaphanError
from saphan.words.refusal import refusal_of


class RefusalMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, SaphanError):
            return None
        refusal = refusal_of(error)
        return render(request, "states/refused.html", {"refusal": refusal}, status=refusal.status)
