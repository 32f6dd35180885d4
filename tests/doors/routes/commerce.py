"""Pages of agreements in money."""

from __future__ import annotations

from typing import Any

from saphan.workspace.rights import Right
from tests.doors.matrix import Route

WRITE = Right.WRITE
LINE = {
    "offering": [""], "description": ["Film"], "quantity": ["1"], "price": ["100"], "months": [""], "discount": [""],
    "tax": [""], "pass_through": [""],
}  # fmt: skip


def deed(name: str, subject: str, /, **sent: Any) -> Route:
    return Route(f"commerce:{name}", "POST", right=WRITE, subject=subject, data=lambda world, record: sent)


ROUTES = [
    Route("commerce:orders"),
    Route("commerce:new_order"),
    Route("commerce:new_order", "POST", right=WRITE, data=lambda world, record: {
        "account": world.records["account", "owner"].code, "currency": "THB", **LINE,
    }),
    Route("commerce:order", subject="order"),
    Route("commerce:peek_order", subject="order"),
    Route("commerce:edit_order", "POST", right=WRITE, subject="order", data=lambda world, record: {
        "name": "Renamed", "initial-name": record.name, "reference": "", "initial-reference": "",
        "version": record.version,
    }),
    Route("commerce:assign_order", "POST", right=WRITE, subject="order",
          data=lambda world, record: {"owner": world.story.ploy.member.code}),
    Route("commerce:amend_order", subject="order"),
    deed("amend_order", "order", reason="Less of it", **LINE),
    deed("cancel_order", "order", reason="Budget cut"),
    deed("remove_order", "order", reason="Entered twice"),
]  # fmt: skip
