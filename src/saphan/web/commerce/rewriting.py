"""The page on which the lines or clauses of a paper are written anew: one frame for quotes, orders and contracts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from saphan.web.request import MemberRequest
from saphan.workspace.models import Record

REWRITE = "commerce/rewrite.html"


@dataclass(frozen=True)
class Rewriting:
    """What the frame says: the list and the record that it belongs to, what is done, and the template of the fields."""

    area: Any
    home: str
    name: str
    url: str
    deed: Any
    button: Any
    body: str


def rewriting(
    request: MemberRequest,
    record: Record,
    area: Any,
    routes: tuple[str, str],
    deed: Any,
    button: Any,
    body: str,
) -> Rewriting:
    """`routes` are the names of the list and of the record's page."""
    home, page = routes
    return Rewriting(
        area, reverse(home, args=[request.workspace.code]), str(record),
        reverse(page, args=[request.workspace.code, record.code]), deed, button, body,
    )  # fmt: skip
