"""How past calls came out. The person sees it first; others once there is enough to judge by, and never ranked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from saphan.core.calls import Call, TrackRecord, track_record
from saphan.core.period import Period, start_of_day
from saphan.journal import now
from saphan.measures.compute import compute
from saphan.measures.models import Submission
from saphan.measures.queries import submissions_for
from saphan.measures.question import By
from saphan.workspace.actor import Actor
from saphan.workspace.days import today_in
from saphan.workspace.models import Member
from saphan.workspace.queries import active_members_for

FEWEST_CALLS = 10


@dataclass(frozen=True)
class Track:
    """The own calls of one member over periods that are over."""

    member: Member
    record: TrackRecord

    def as_json(self) -> dict[str, Any]:
        """Shares as exact pairs; null where there is too little to say."""
        told = self.record
        return {
            "member": self.member.code, "name": self.member.name, "calls": told.calls, "bias": _pair(told.bias),
            "ranges": told.ranges, "coverage": _pair(told.coverage),
        }  # fmt: skip


def track_of(actor: Actor, member: Member) -> Track:
    """Calls that a member made about the own deals while the period still ran, against what was booked in it.

    Nothing of it is shown to others before there are ten: with fewer, `record` counts them and says no more.
    """
    told = Track(member, track_record(_calls(actor, member)))
    if member.pk == actor.member.pk or told.record.calls >= FEWEST_CALLS:
        return told
    return Track(member, TrackRecord(told.record.calls, None, 0, None))


def tracks(actor: Actor) -> list[Track]:
    """The actor's own track, then those of colleagues with ten calls or more, by name."""
    known = {pk for pk in submissions_for(actor).values_list("member_id", flat=True).distinct() if pk}
    others = active_members_for(actor).filter(pk__in=known - {actor.member.pk}).order_by("name", "id")
    found = [track_of(actor, member) for member in others]
    own = track_of(actor, actor.member)
    return [own, *(track for track in found if track.record.calls >= FEWEST_CALLS)]


def _calls(actor: Actor, member: Member) -> list[Call]:
    zone, booked = actor.workspace.zone, dict[tuple[date, date], int | None]()
    made = submissions_for(actor).filter(
        member=member, author=member, ends_on__lt=today_in(actor.workspace, now()),
        currency=actor.workspace.currency,
    )  # fmt: skip
    calls = []
    for one in made.order_by("starts_on", "id"):
        span = (one.starts_on, one.ends_on)
        if one.known_at >= start_of_day(one.ends_on + timedelta(days=1), zone):
            continue
        if span not in booked:
            booked[span] = _booked(actor, one)
        actual = booked[span]
        if actual is not None:
            calls.append(Call(one.call_minor, actual, one.low_minor, one.high_minor))
    return calls


def _booked(actor: Actor, call: Submission) -> int | None:
    period = Period(call.starts_on, call.ends_on + timedelta(days=1))
    filters = {By.OWNER.value: call.member_id} if call.member_id else {}
    value = compute(actor, "revenue_total", period, filters=filters).measured.value
    return None if value is None else int(value)


def _pair(share: Fraction | None) -> dict[str, int] | None:
    return None if share is None else {"num": share.numerator, "den": share.denominator}
