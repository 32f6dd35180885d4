"""What holds for every address of the API before a view is found, and when none is."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from saphan.api.problems import MEDIA_TYPE, problem
from saphan.core.errors import RuleBroken
from saphan.exchange.source import LARGEST

# The largest file that may be attached, and what a multipart body adds to it.
LARGEST_REQUEST = 21 * 1024 * 1024  # bytes
LARGEST_IMPORT = LARGEST + 1024 * 1024
IMPORTS = "/api/v1/imports"
BY_STATUS = {400: "request.unreadable", 404: "request.no_such_address", 405: "request.method_not_allowed"}


def answered(request: HttpRequest, get_response: Callable[[HttpRequest], HttpResponse]) -> HttpResponse:
    """The answer of the API: without cookies, nothing too large, the framework's own errors as problems too."""
    request.urlconf = settings.API_URLCONF  # Django looks for it there
    # Only tokens open this door: without cookies there is no session to ride on.
    request.META.pop("HTTP_COOKIE", None)
    if _length(request) > (LARGEST_IMPORT if request.path_info == IMPORTS else LARGEST_REQUEST):
        return problem(RuleBroken("request.too_large"), 413)
    if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
        return problem(RuleBroken("request.unreadable"), 400)
    response = get_response(request)
    response.headers.setdefault("Cache-Control", "no-store")
    return response if _is_ours(response) else _translated(request, response)


def _length(request: HttpRequest) -> int:
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isdigit() else 0


def _is_ours(response: HttpResponse) -> bool:
    return response.status_code < 400 or response.headers.get("Content-Type") == MEDIA_TYPE


def _translated(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A refusal of the framework itself in our words, with the headers that belong to it."""
    status = response.status_code
    code = BY_STATUS.get(status, "request.failed" if status >= 500 else "request.unreadable")
    found = problem(RuleBroken(code, method=request.method), status)
    if "Allow" in response.headers:
        found.headers["Allow"] = response.headers["Allow"]
    return found
