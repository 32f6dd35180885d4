"""Refusals as application/problem+json, with the same sentence that every other door says."""

from __future__ import annotations

import json
import logging
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils import translation
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import BaseModel

from saphan.api.outward import public_name
from saphan.core.errors import Clash, NotFound, RuleBroken, SaphanError
from saphan.words.refusal import Refusal, refusal_of

log = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"
STALE = "record.changed_meanwhile"


class Trouble(BaseModel):
    """One value that is missing or not of the right kind: where, and which rule it breaks."""

    field: str
    rule: str


class Problem(BaseModel):
    """Why a request was refused (RFC 9457). `code` is stable; `title` is for people, in their language.

    `fields` are the fields that two sides changed at once: base, theirs, yours, by, at.
    """

    type: str
    title: str
    status: int
    code: str
    field: str | None = None
    values: dict[str, Any] = {}
    fields: list[dict[str, Any]] = []
    errors: list[Trouble] = []


class TooMany(SaphanError):
    """The token used up what it may ask in a short time."""


def problem(
    error: SaphanError,
    status: int | None = None,
    errors: list[dict[str, str]] | None = None,
) -> HttpResponse:
    """The answer to a refused request; `status` where it does not follow from the error."""
    refusal = refusal_of(error)
    body = _body(refusal, status or refusal.status, errors or [])
    response = HttpResponse(
        json.dumps(body, ensure_ascii=False, default=str), status=body["status"], content_type=MEDIA_TYPE
    )
    response.headers["Content-Language"] = translation.get_language() or "en"
    return response


def _body(refusal: Refusal, status: int, errors: list[dict[str, str]]) -> dict[str, Any]:
    values = {name: value for name, value in refusal.values.items() if name != "fields" or not refusal.fields}
    return {
        "type": f"urn:saphan:problem:{refusal.code}",
        "title": refusal.sentence,
        "status": status,
        "code": refusal.code,
        "field": public_name(refusal.field) if refusal.field else None,
        "values": values,
        "fields": refusal.fields,
        "errors": errors,
    }


def install(api: NinjaAPI) -> None:
    """Every way in which a request can fail, and its answer."""

    @api.exception_handler(SaphanError)
    def _refused(request: HttpRequest, error: SaphanError) -> HttpResponse:
        return problem(error, _status(request, error))

    @api.exception_handler(AuthenticationError)
    def _unknown(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
        response = problem(RuleBroken("token.not_accepted"), 401)
        response.headers["WWW-Authenticate"] = 'Bearer realm="api"'
        return response

    @api.exception_handler(TooMany)
    def _too_many(_request: HttpRequest, error: TooMany) -> HttpResponse:
        response = problem(error, 429)
        response.headers["Retry-After"] = str(error.values["seconds"])
        return response

    @api.exception_handler(ValidationError)
    def _invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
        errors = [_trouble(found) for found in error.errors]
        first = errors[0]["field"] if errors else None
        return problem(RuleBroken("request.invalid", field=first), 422, errors)

    @api.exception_handler(Exception)
    def _failed(request: HttpRequest, error: Exception) -> HttpResponse:
        log.error("%s %s failed", request.method, request.path, exc_info=error)
        return problem(RuleBroken("request.failed"), 500)

    for kind, code, status in (
        (HttpError, "request.unreadable", 400),
        (MultiPartParserError, "request.unreadable", 400),
        (TooManyFieldsSent, "request.too_large", 413),
        (RequestDataTooBig, "request.too_large", 413),
        (Http404, "request.no_such_address", 404),
    ):
        api.add_exception_handler(kind, _answer(code, status))


def _answer(code: str, status: int) -> Any:
    def handler(_request: HttpRequest, _error: Exception) -> HttpResponse:
        return problem(RuleBroken(code), status)

    return handler


def _status(request: HttpRequest, error: SaphanError) -> int | None:
    """412 when the condition of the request did not hold; a clash without a condition stays 409."""
    if isinstance(error, Clash) and error.code == STALE and "If-Match" in request.headers:
        return 412
    if error.code == "request.version_missing":
        return 428
    if error.code == "request.too_large":
        return 413
    return 404 if isinstance(error, NotFound) else None


def _trouble(found: dict[str, Any]) -> dict[str, str]:
    # The place begins with where the value came from and our name for the body; people know the rest.
    place = [str(part) for part in found["loc"][1:]]
    return {"field": ".".join(place[1:] if place[:1] == ["body"] else place), "rule": str(found["type"])}
