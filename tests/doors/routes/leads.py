"""Pages of leads."""

from __future__ import annotations

from typing import Any

from saphan.workspace.rights import Right
from tests.doors.matrix import Route


def deed(name: str, /, **sent: Any) -> Route:
    return Route(f"leads:{name}", "POST", right=Right.WRITE, subject="lead", data=lambda world, record: sent)


ROUTES = [
    Route("leads:list"),
    Route("leads:new", right=Right.WRITE),
    Route("leads:new", "POST", right=Right.WRITE, data=lambda world, record: {"name": "A new one"}),
    Route("leads:detail", subject="lead"),
    Route("leads:peek", subject="lead"),
    Route("leads:edit", "POST", right=Right.WRITE, subject="lead", data=lambda world, record: {
        "name": "Renamed", "initial-name": record.name, "version": record.version,
    }),
    Route("leads:answer", "POST", right=Right.WRITE, subject="lead",
          data=lambda world, record: {f"answer-{world.shared('lead_criterion').code}": "yes"}),
    deed("take_up"),
    deed("qualify", despite="We know them"),
    deed("disqualify", reason="No budget"),
    Route("leads:convert", "POST", right=Right.WRITE, subject="lead", data=lambda world, record: {
        "stage": world.shared("stage").code, "currency": "THB",
    }),
    Route("leads:assign", "POST", right=Right.WRITE, subject="lead",
          data=lambda world, record: {"owner": world.story.ploy.member.code}),
]  # fmt: skip
