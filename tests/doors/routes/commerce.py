"""Pages of agreements in money."""

from __future__ import annotations

from typing import Any

from saphan.workspace.rights import Right
from tests.doors.matrix import Route

WRITE, BILL, RECEIVE = Right.WRITE, Right.BILL, Right.RECEIVE
LINE = {
    "offering": [""], "description": ["Film"], "quantity": ["1"], "price": ["100"], "months": [""], "discount": [""],
    "tax": [""], "pass_through": [""],
}  # fmt: skip


def deed(name: str, subject: str, /, right: Right = WRITE, **sent: Any) -> Route:
    return Route(f"commerce:{name}", "POST", right=right, subject=subject, data=lambda world, record: sent)


ROUTES = [
    Route("commerce:orders"),
    Route("commerce:new_order", right=WRITE),
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
    Route("commerce:amend_order", right=WRITE, subject="order"),
    deed("amend_order", "order", reason="Less of it", **LINE),
    deed("cancel_order", "order", reason="Budget cut"),
    deed("remove_order", "order", reason="Entered twice"),
    Route("commerce:invoices"),
    Route("commerce:new_invoice", right=BILL),
    Route("commerce:new_invoice", "POST", right=BILL, data=lambda world, record: {
        "account": world.records["account", "owner"].code, "purpose": "full", "currency": "THB",
        "description": ["Film"], "amount": ["100"], "tax": ["7"],
    }),
    Route("commerce:invoice", subject="invoice"),
    Route("commerce:edit_invoice", "POST", right=BILL, subject="invoice", data=lambda world, record: {
        "note": "Thank you", "initial-note": "", "version": record.version,
    }),
    deed("issue_invoice", "invoice", right=BILL),
    deed("credit_invoice", "invoice", right=BILL, reason="Less of it"),
    deed("pay_invoice", "invoice", right=RECEIVE, amount="1"),
    deed("remove_invoice", "invoice", right=BILL),
    Route("commerce:receipts"),
    Route("commerce:new_receipt", right=RECEIVE),
    Route("commerce:new_receipt", "POST", right=RECEIVE, data=lambda world, record: {
        "account": world.records["account", "owner"].code, "amount": "100", "currency": "THB",
    }),
    Route("commerce:receipt", subject="receipt"),
    deed("allocate_receipt", "receipt", right=RECEIVE),
    deed("reverse_receipt", "receipt", right=RECEIVE, reason="Bounced"),
]  # fmt: skip
