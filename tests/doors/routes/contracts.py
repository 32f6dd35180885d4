"""Pages of contracts and duties."""

from __future__ import annotations

from typing import Any

from saphan.workspace.rights import Right
from tests.doors.matrix import Route

WRITE = Right.WRITE
CLAUSE = {
    "clause_code": [""], "clause_number": ["1"], "clause_heading": ["Payment"], "clause_kind": ["payment"],
    "clause_text": [""], "clause_deemed_days": [""], "clause_owed_by": [""], "clause_duty": [""], "clause_every": [""],
    "clause_due_on": [""], "clause_days_before": [""],
}  # fmt: skip
TERMS = {
    "name": "Film", "kind": "project", "language": "en", "currency": "THB", "renewal": "none", "notice_unit": "days",
}  # fmt: skip


def form(name: str, subject: str, /, **sent: Any) -> list[Route]:
    """A dialog that only those may open who may also send it."""
    known = {"right": WRITE, "subject": subject}
    return [
        Route(f"contracts:{name}", **known),
        Route(f"contracts:{name}", "POST", data=lambda world, record: sent, **known),
    ]


def deed(name: str, subject: str) -> Route:
    return Route(f"contracts:{name}", "POST", right=WRITE, subject=subject)


ROUTES = [
    Route("contracts:list"),
    Route("contracts:new", right=WRITE),
    Route("contracts:new", "POST", right=WRITE, data=lambda world, record: {
        "account": world.records["account", "owner"].code, **TERMS,
    }),
    Route("contracts:detail", subject="contract"),
    Route("contracts:pdf", subject="contract"),
    Route("contracts:version", subject="contract_signed", arguments=lambda record: {"code": record.code, "number": 1}),
    *form("edit", "contract", name="Renamed"),
    *form("clauses", "contract", **CLAUSE),
    deed("talk", "contract"),
    deed("withdraw", "contract"),
    *form("sign", "contract"),
    *form("amend", "contract_signed", summary="Less of it", **TERMS, **CLAUSE),
    *form("notice", "contract_signed", side="client"),
    *form("end", "contract_signed", end_reason="terminated", reason="Budget cut"),
    *form("orders", "contract"),
    *form("attach", "contract_signed"),
    deed("renew", "contract_signed"),
    *form("remove", "contract", reason="Entered twice"),
    Route("contracts:duties"),
    Route("contracts:duty", subject="duty"),
    *form("meet", "duty", evidence="Mail"),
    *form("breach", "duty", reason="Forgotten"),
    *form("waive", "duty", reason="They have it"),
]  # fmt: skip
