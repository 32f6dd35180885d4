"""What stands around every list of the performance area: its sections, the button for a new record, lists beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.urls import reverse

from saphan.web.performance.sections import sections
from saphan.web.request import MemberRequest
from saphan.workspace.actor import Actor

LIST, NOTHING = "performance/records.html", "performance/none.html"


def shelf(
    section: str,
    *,
    key: str,
    new: Any,
    may: Callable[[Actor, Any], bool],
    empty: tuple[Any, Any],
    beside: Sequence[tuple[str, Any]] = (),
) -> Callable[[MemberRequest], dict[str, Any]]:
    """`empty` is a title and a sentence; `beside` names addresses and what they are called."""

    def around(request: MemberRequest) -> dict[str, Any]:
        return {
            "sections": sections(request, section),
            "new": new,
            "new_url": address(request, f"new_{key}") if may(request.actor, None) else "",
            "beside": [(address(request, name), label) for name, label in beside],
            "nothing": empty,
        }

    return around


def address(request: MemberRequest, name: str, *arguments: Any) -> str:
    return reverse(f"performance:{name}", args=[request.workspace.code, *arguments])
