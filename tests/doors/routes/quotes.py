"""Pages of quotes and price lists."""

from __future__ import annotations

from typing import Any

from saphan.workspace.rights import Right
from tests.doors.matrix import Route

WRITE, CONFIGURE, APPROVE = Right.WRITE, Right.CONFIGURE, Right.APPROVE
LINE = {
    "offering": [""], "description": ["Film"], "quantity": ["1"], "unit": [""], "price": ["100"], "months": [""],
    "discount": [""], "tax": [""], "pass_through": [""],
}  # fmt: skip


def deed(name: str, subject: str, right: Right = WRITE, /, **sent: Any) -> Route:
    return Route(f"quotes:{name}", "POST", right=right, subject=subject, data=lambda world, record: sent)


def first_version(record: Any) -> dict[str, Any]:
    return {"code": record.code, "number": 1}


ROUTES = [
    Route("quotes:list"),
    Route("quotes:new", right=WRITE),
    Route("quotes:new", "POST", right=WRITE, data=lambda world, record: {
        "account": world.records["account", "owner"].code, "currency": "THB", "language": "en", **LINE,
    }),
    Route("quotes:detail", subject="quote"),
    Route("quotes:peek", subject="quote"),
    Route("quotes:edit", "POST", right=WRITE, subject="quote", data=lambda world, record: {
        "name": "Renamed", "initial-name": record.name, "language": record.language, "initial-language": record.language,
        "valid_until": record.valid_until.isoformat(), "initial-valid_until": record.valid_until.isoformat(),
        "version": record.version,
    }),
    Route("quotes:assign", "POST", right=WRITE, subject="quote",
          data=lambda world, record: {"owner": world.story.ploy.member.code}),
    Route("quotes:lines", right=WRITE, subject="quote"),
    deed("lines", "quote", **LINE),
    deed("submit", "quote"),
    deed("withdraw", "quote_waiting"),
    deed("approve", "quote_waiting", APPROVE),
    deed("reject", "quote_waiting", APPROVE, reason="Too much"),
    deed("send", "quote"),
    deed("revise", "quote_sent"),
    deed("accept", "quote_sent"),
    deed("decline", "quote_sent", reason="Too dear"),
    deed("remove", "quote", reason="Entered twice"),
    Route("quotes:pdf", subject="quote"),
    Route("quotes:version", subject="quote_sent", arguments=first_version),
    Route("quotes:compare", subject="quote_sent", query="?from=1&to=1", allowed=frozenset({200, 404})),
    Route("settings:price_lists", right=CONFIGURE),
    Route("settings:new_price_list", right=CONFIGURE),
    Route("settings:new_price_list", "POST", right=CONFIGURE, data=lambda world, record: {
        "name": "Summer", "currency": "CNY", "segment": "",
    }),
    Route("settings:price_list", right=CONFIGURE, subject="price_list", right_first=True),
    Route("settings:edit_price_list", right=CONFIGURE, subject="price_list", right_first=True),
    Route("settings:edit_price_list", "POST", right=CONFIGURE, subject="price_list", right_first=True, data=lambda world, record: {
        "name": "Renamed", "initial-name": record.name, "segment": "", "initial-segment": "", "version": record.version,
    }),
    Route("settings:drop_price_list", "POST", right=CONFIGURE, subject="price_list", right_first=True),
    Route("settings:set_listed_price", right=CONFIGURE, subject="price_list", right_first=True),
    Route("settings:set_listed_price", "POST", right=CONFIGURE, subject="price_list", right_first=True,
          data=lambda world, record: {"offering": world.shared("offering").pk, "price": "80", "unit": ""}),
    Route("settings:drop_listed_price", "POST", right=CONFIGURE, subject="price_line", right_first=True),
    Route("settings:quoting", right=CONFIGURE),
    Route("settings:quoting", "POST", right=CONFIGURE, data=lambda world, record: {
        "discount_limit": "12.5", "valid_days": "30",
    }),
]  # fmt: skip
