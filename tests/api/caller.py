"""A program that calls the API with a token."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.test import Client

from saphan.tokens.actions import create_token
from saphan.workspace.actor import Actor
from saphan.workspace.rights import Right

ROOT = "/api/v1"
ALL = tuple(right.value for right in Right)


@dataclass
class Caller:
    """`secret` opens the door; `language` is what the program asks for."""

    secret: str
    language: str = ""

    def get(self, path: str, query: dict[str, Any] | None = None, **headers: str) -> Any:
        return Client().get(ROOT + path, query or {}, headers=self._headers(headers))

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self._send("post", path, body, headers)

    def patch(self, path: str, body: Any, **headers: str) -> Any:
        return self._send("patch", path, body, headers)

    def put(self, path: str, body: Any, **headers: str) -> Any:
        return self._send("put", path, body, headers)

    def delete(self, path: str, **headers: str) -> Any:
        return Client().delete(ROOT + path, headers=self._headers(headers))

    def _send(self, method: str, path: str, body: Any, headers: dict[str, str]) -> HttpResponse:
        sent = body if isinstance(body, str | bytes) else json.dumps(body)
        call = getattr(Client(), method)
        answer: HttpResponse = call(
            ROOT + path, sent, content_type="application/json", headers=self._headers(headers)
        )
        return answer

    def _headers(self, headers: dict[str, str]) -> dict[str, str]:
        found = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.secret:
            found["Authorization"] = f"Bearer {self.secret}"
        return found | ({"Accept-Language": self.language} if self.language else {})


def program_of(actor: Actor, scopes: Iterable[str] = ALL, **known: Any) -> Caller:
    """A program with a token of this member."""
    token = create_token(actor=actor, name="Test program", scopes=scopes, **known)
    return Caller(token.secret)  # type: ignore[attr-defined]
