"""Pages of the pipeline and its deals."""

from __future__ import annotations

from typing import Any

from saphan.workspace.rights import Right
from tests.doors.matrix import Route

READ, WRITE, LOG = Right.READ, Right.WRITE, Right.LOG
DEAL = "opportunity"


def deed(name: str, right: Right, /, **sent: Any) -> Route:
    return Route(f"pipeline:{name}", "POST", right=right, subject=DEAL, data=lambda world, record: sent)


ROUTES = [
    Route("pipeline:board"),
    Route("pipeline:table"),
    Route("pipeline:changed"),
    Route("pipeline:freeze_changes", "POST", data=lambda world, record: {"name": "June"}),
    Route("pipeline:forecast"),
    Route("pipeline:forecast_strip"),
    Route("pipeline:calls"),
    Route("pipeline:make_call", "POST", right=WRITE, data=lambda world, record: {"about": "", "call": "100"}),
    Route("pipeline:deal_forecast", subject=DEAL),
    Route("pipeline:column", subject="stage", query="", data=lambda world, record: {"after": "_1"}),
    Route("pipeline:new", right=WRITE),
    Route("pipeline:new", "POST", right=WRITE, data=lambda w, r: {
        "name": "By page", "stage": w.shared("stage").code, "currency": "THB", "type": "new",
    }),
    Route("pipeline:peek", subject=DEAL),
    Route("pipeline:checks", subject=DEAL),
    Route("pipeline:deal", subject=DEAL),
    Route("pipeline:earlier", subject=DEAL),
    Route("pipeline:lines", right=WRITE, subject=DEAL),
    deed("lines", WRITE, offering=[], quantity=[], price=[], operation=[]),
    Route("pipeline:edit", "POST", right=WRITE, subject=DEAL, data=lambda world, record: {
        "name": "Renamed", "initial-name": record.name, "currency": "THB", "initial-currency": "THB", "amount": "100",
        "initial-amount": "100", "type": "new", "initial-type": "new", "category": "pipeline",
        "initial-category": "pipeline", "version": record.version,
    }),
    Route("pipeline:assign", "POST", right=WRITE, subject=DEAL,
          data=lambda world, record: {"owner": world.story.ploy.member.code}),
    Route("pipeline:move", "POST", right=WRITE, subject=DEAL,
          data=lambda world, record: {"stage": world.story.stage("Propose").code}),
    Route("pipeline:move_page", "POST", right=WRITE, subject=DEAL,
          data=lambda world, record: {"stage": world.story.stage("Propose").code}),
    deed("win", WRITE),
    Route("pipeline:lose", "POST", right=WRITE, subject=DEAL,
          data=lambda world, record: {"lost_reason": world.shared("lost_reason").code}),
    deed("no_decision", WRITE),
    Route("pipeline:reopen", "POST", right=WRITE, subject=DEAL, data=lambda world, record: {"reason": "They called"}),
    deed("log", LOG, channel="call", words="Hello"),
    deed("add_step", LOG, what="Call again"),
]  # fmt: skip
