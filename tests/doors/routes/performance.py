"""Pages of the records that figures are made of."""

from __future__ import annotations

from typing import Any

from saphan.workspace.rights import Right
from tests.doors.matrix import Route

COSTS, LOG, CONFIGURE = Right.COSTS, Right.LOG, Right.CONFIGURE


def of_cost(name: str, method: str = "GET", **sent: Any) -> Route:
    """A page of one cost line; without the right nobody learns whether it is there."""
    return Route(
        f"performance:{name}",
        method,
        right=COSTS,
        subject="cost",
        right_first=True,
        data=lambda world, record: sent,
    )


ROUTES = [
    Route("performance:costs", right=COSTS),
    Route("performance:new_cost", right=COSTS),
    Route("performance:new_cost", "POST", right=COSTS, data=lambda world, record: {
        "kind": "ads", "amount": "5", "currency": "THB", "starts_on": "2026-06-01",
    }),
    of_cost("cost"),
    of_cost("cost", "POST", kind="ads", amount="7", currency="THB", starts_on="2026-06-01", version=1),
    of_cost("remove_cost", "POST"),
    Route("performance:campaigns"),
    Route("performance:new_campaign", right=COSTS),
    Route("performance:new_campaign", "POST", right=COSTS, data=lambda world, record: {"name": "Songkran"}),
    Route("performance:campaign", subject="campaign"),
    Route("performance:campaign", "POST", right=COSTS, subject="campaign", data=lambda world, record: {
        "name": "Renamed", "initial-name": record.name, "version": record.version,
    }),
    Route("performance:remove_campaign", "POST", right=COSTS, subject="campaign"),
    Route("performance:shares", right=COSTS),
    Route("performance:shares", "POST", right=COSTS, data=lambda world, record: {
        "table": "blended", "kind": "ads", "share": "90",
    }),
    Route("performance:answers"),
    Route("performance:new_answer", right=LOG),
    Route("performance:new_answer", "POST", right=LOG, data=lambda world, record: {"score": "5"}),
    Route("performance:answer", subject="survey_answer"),
    Route("performance:answer", "POST", right=LOG, subject="survey_answer", data=lambda world, record: {
        "score": "5", "initial-score": "4", "answered_on": "2026-05-01", "initial-answered_on": "2026-05-01",
        "version": record.version,
    }),
    Route("performance:remove_answer", "POST", right=LOG, subject="survey_answer"),
    Route("performance:invitations"),
    Route("performance:new_invitation", right=LOG),
    Route("performance:new_invitation", "POST", right=LOG, data=lambda world, record: {"account": "C-1"}),
    Route("performance:invitation", subject="survey_invitation"),
    Route("performance:remove_invitation", "POST", right=LOG, subject="survey_invitation"),
    Route("performance:surveys"),
    Route("performance:new_survey", right=CONFIGURE),
    Route("performance:new_survey", "POST", right=CONFIGURE, data=lambda world, record: {"name": "New", "scale": "5"}),
    Route("performance:survey", subject="survey"),
    Route("performance:survey", "POST", right=CONFIGURE, subject="survey", data=lambda world, record: {
        "name": "Renamed", "initial-name": record.name, "version": record.version,
    }),
]  # fmt: skip
ROUTES += [
    Route("performance:targets"),
    Route("performance:new_target", right=CONFIGURE),
    Route("performance:new_target", "POST", right=CONFIGURE, data=lambda world, record: {
        "metric": "win_rate", "amount": "35", "currency": "THB", "starts_on": "2026-01-01", "ends_on": "2026-12-31",
    }),
    Route("performance:target", subject="target"),
    Route("performance:remove_target", "POST", right=CONFIGURE, subject="target"),
]  # fmt: skip
ROUTES += [
    Route("performance:reports"),
    Route("performance:report", subject="report"),
    Route("performance:report_file", right=Right.EXPORT, subject="report", fixed={"fmt": "csv"}),
    Route("performance:freeze", "POST", data=lambda world, record: {"name": "June"}),
    Route("performance:share_report", "POST", right=CONFIGURE, subject="report",
          data=lambda world, record: {"is_shared": "yes"}),
    Route("performance:remove_report", "POST", right=CONFIGURE, subject="report"),
]  # fmt: skip
ROUTES += [
    Route("performance:schedules"),
    Route("performance:new_schedule", "POST", data=lambda world, record: {
        "name": "Monthly", "period": "last_month", "every": "month", "day": "1", "hour": "8",
        "recipients": [world.story.ploy.member.pk],
    }),
    Route("performance:leave_schedule", subject="report_schedule"),
    Route("performance:leave_schedule", "POST", subject="report_schedule"),
    Route("performance:remove_schedule", "POST", right=CONFIGURE, subject="report_schedule"),
]  # fmt: skip
