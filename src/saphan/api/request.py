"""What a request of an admitted token brings along."""

from __future__ import annotations

import re

from django.http import HttpRequest

from saphan.core.errors import RuleBroken
from saphan.tokens.models import ApiToken
from saphan.workspace.actor import Actor

LONGEST_KEY = 80
ETAG = re.compile(r'(?:W/)?"(\d{1,10})"')
ANY = "*"


class ApiRequest(HttpRequest):
    """A request whose token was accepted."""

    actor: Actor
    token: ApiToken
    LANGUAGE_CODE: str


def etag(version: int) -> str:
    return f'"{version}"'


def seen_version(request: HttpRequest, *, required: bool = False) -> int | None:
    """The version of If-Match; None for `*`, and without the header where it is not required.

    Raises RuleBroken("request.version_missing") and RuleBroken("request.version_unreadable").
    """
    text = request.headers.get("If-Match", "").strip()
    if not text and required:
        raise RuleBroken("request.version_missing")
    if text in {"", ANY}:
        return None
    if (found := ETAG.fullmatch(text)) is None:
        raise RuleBroken("request.version_unreadable")
    return int(found[1])


def request_key(request: HttpRequest) -> str:
    """The Idempotency-Key. Raises RuleBroken("request.key_too_long")."""
    key = request.headers.get("Idempotency-Key", "").strip()
    if len(key) > LONGEST_KEY:
        raise RuleBroken("request.key_too_long", most=LONGEST_KEY)
    return key
