"""Reading JSON bodies: strictly, and without what no database keeps."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser

NUL = "\x00"


class StrictParser(Parser):
    """Refuses NaN and Infinity, which are no JSON, repeated names, and NUL, which PostgreSQL refuses."""

    def parse_body(self, request: HttpRequest) -> Any:
        body = request.body
        parsed = json.loads(body, parse_constant=_refuse, object_pairs_hook=_object)
        if b"\\u0000" in body and _holds_nul(parsed):
            raise ValueError("NUL character")
        return parsed


def _refuse(word: str) -> None:
    raise ValueError(word)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name occurs twice")
    return found


def _holds_nul(value: Any) -> bool:
    if isinstance(value, dict):
        return any(NUL in name or _holds_nul(each) for name, each in value.items())
    if isinstance(value, list):
        return any(_holds_nul(each) for each in value)
    return isinstance(value, str) and NUL in value
