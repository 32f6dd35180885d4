"""How far everything has come that a member's desk follows from: as long as it stands there, so does the desk."""

from __future__ import annotations

from typing import Any

from django.db.models import Aggregate, Count, Max, OuterRef, Q, QuerySet, Subquery

from saphan.clients.models import AccountPin
from saphan.exchange.models import ImportRun
from saphan.exchange.terms import RunState
from saphan.journal.models import Change
from saphan.workspace.models import ExchangeRate, Member

Mark = tuple[int | None, ...]
NAMES = ("at_change", "at_instant", "at_rate", "at_pin", "at_pins", "at_run", "at_runs")


def marks() -> dict[str, Subquery]:
    """Expressions over a row of `Member`, each one step into an index.

    The journal moves with every business row. Its last instant stands beside its last number, because a journal that
    was put back counts on from an earlier one. Pins, imports under way and published rates are not journaled.
    """
    journal = Change.objects.filter(workspace_id=OuterRef("workspace_id")).order_by("-id")
    rates = ExchangeRate.objects.filter(workspace=None).order_by("-pk")
    pins = AccountPin.objects.filter(member_id=OuterRef("pk"))
    runs = ImportRun.objects.filter(member_id=OuterRef("pk"))
    where = (
        Subquery(journal.values("pk")[:1]),
        Subquery(journal.values("recorded_at")[:1]),
        Subquery(rates.values("pk")[:1]),
        _over(pins, Max("pk")),
        _over(pins, Count("pk")),
        _over(runs, Max("touched_at")),
        _over(runs, Count("pk", filter=Q(state=RunState.PAUSED))),
    )
    return dict(zip(NAMES, where, strict=True))


def mark_of(member: Member) -> Mark:
    """The mark that came along with a member; when they last looked at their notices is part of it."""
    return (*(getattr(member, name) for name in NAMES), member.notices_read_at)


def _over(rows: QuerySet[Any], what: Aggregate) -> Subquery:
    return Subquery(rows.order_by().values("member_id").annotate(found=what).values("found"))
