"""Saying what will be won. A call is made once and never changed."""

from __future__ import annotations

from datetime import date, timedelta

from saphan.core.errors import RuleBroken
from saphan.core.money import exponent
from saphan.core.period import Period
from saphan.journal import action, create, now
from saphan.measures.calls.rollup import totals_of
from saphan.measures.models import Submission
from saphan.measures.rules import check_subject, may_call
from saphan.workspace.actor import Actor
from saphan.workspace.models import Member, Team


@action("submission.make", allow=may_call)
def make_submission(
    *,
    actor: Actor,
    starts_on: date,
    ends_on: date,
    call_minor: int,
    member: Member | None = None,
    team: Team | None = None,
    low_minor: int | None = None,
    high_minor: int | None = None,
    comment: str = "",
) -> Submission:
    """Say what will be won over the days from `starts_on` to `ends_on`: a colleague's, a team's, everybody's.

    Amounts are in minor units of the reporting currency. The categories of the moment are kept beside the call.
    Raises RuleBroken("period.ends_before_start" | "submission.negative" | "submission.range" |
    "submission.one_subject" | "submission.out_of_reach" | "submission.no_rate" | "relation.not_found").
    """
    check_subject(actor, member, team)
    if ends_on < starts_on:
        raise RuleBroken("period.ends_before_start", field="ends_on", on=starts_on)
    if call_minor < 0:
        raise RuleBroken("submission.negative", field="call_minor")
    _check_range(call_minor, low_minor, high_minor)
    exponent(actor.workspace.currency)
    said = totals_of(actor, Period(starts_on, ends_on + timedelta(days=1)), member=member, team=team)
    return create(
        Submission(
            author=actor.member, member=member, team=team, starts_on=starts_on, ends_on=ends_on, known_at=now(),
            currency=actor.workspace.currency, closed_minor=said.closed, commit_minor=said.commit,
            best_case_minor=said.best_case, pipeline_minor=said.pipeline, call_minor=call_minor,
            low_minor=low_minor, high_minor=high_minor, comment=comment.strip(),
        )
    )  # fmt: skip


def _check_range(call: int, low: int | None, high: int | None) -> None:
    """A range has both ends, and the call lies in it. Raises RuleBroken("submission.range")."""
    if low is None and high is None:
        return
    if low is None or high is None or not 0 <= low <= call <= high:
        raise RuleBroken("submission.range", field="low_minor" if low is None else "high_minor")
