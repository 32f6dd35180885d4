"""Notices: only what asks for a deed, read from the tables and the journal; there is no second memory of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from saphan.clients.models import NextStep
from saphan.clients.queries import open_steps_for
from saphan.core.period import local_date, start_of_day
from saphan.exchange.models import ImportRun
from saphan.exchange.runs import runs_for
from saphan.exchange.terms import RunState
from saphan.journal import now
from saphan.journal.models import Change, Entry
from saphan.notices.papers import ASKING
from saphan.pipeline.queries import leads_for, open_opportunities_for
from saphan.workspace.actor import Actor
from saphan.workspace.days import today_in
from saphan.workspace.models import Member
from saphan.workspace.terms import Door

DAY = 86_400_000_000  # microseconds
LASTS, UNDOABLE = 14 * DAY, DAY
OF_EACH = 8
STEP, GIVEN, IMPORT, UNDO = "step", "given", "import", "undo"
HANDED: dict[str, Callable[[Actor], QuerySet[Any]]] = {
    "opportunity": open_opportunities_for,
    "lead": leads_for,
}


@dataclass(frozen=True)
class Notice:
    """`kind` is step, given, import, undo or that of an `Asking`; `subject` the record, run or change; `at` UTC
    microseconds.

    `by` is who did it, where somebody did.
    """

    kind: str
    at: int
    subject: Any
    by: str = ""
    is_new: bool = False


def notices_for(actor: Actor) -> list[Notice]:
    """Everything that asks the member for a deed: what is new first, then by time."""
    read = read_until(actor)
    found = [*_steps(actor), *_papers(actor), *_given(actor), *_imports(actor), *_undos(actor)]
    told = [Notice(n.kind, n.at, n.subject, n.by, n.kind != UNDO and n.at > read) for n in found]
    return sorted(told, key=lambda notice: (not notice.is_new, -notice.at))


def unread(actor: Actor) -> dict[str, QuerySet[Any]]:
    """The queries behind the mark on the bell, for `tally`."""
    since = max(read_until(actor), now() - LASTS)
    zone = actor.workspace.zone
    new_due = Q(due_at__gt=since) | Q(due_at=None, due_on__gt=local_date(since, zone))
    return {
        "unread_step": due_steps(actor).filter(new_due),
        **{f"unread_{each.kind}": each.newer_than(actor, local_date(since, zone)) for each in ASKING},
        "unread_given": _handovers(actor, since),
        "unread_import": _finished(actor, since),
        **{f"unread_{kind}": _only_born(actor, kind, since) for kind in HANDED},
    }


def mark_read(actor: Actor) -> None:
    """From here on everything that is there counts as seen. A habit of one person: no journal, no undo."""
    Member.objects.filter(pk=actor.member.pk).update(notices_read_at=now())


def read_until(actor: Actor) -> int:
    return actor.member.notices_read_at or 0


def is_quiet(minute: int, begin: int | None, end: int | None) -> bool:
    """Whether `minute` (after midnight) lies in the quiet hours, which may run over midnight."""
    if begin is None or end is None:
        return False
    return begin <= minute < end if begin <= end else minute >= begin or minute < end


def due_steps(actor: Actor) -> QuerySet[NextStep]:
    """The member's own open steps that are due today or before, and the hour of which has come."""
    today = today_in(actor.workspace, now())
    return open_steps_for(actor).filter(
        Q(due_at=None) | Q(due_at__lte=now()), owner_id=actor.member.pk, due_on__lte=today
    )


def _steps(actor: Actor) -> Iterator[Notice]:
    zone = actor.workspace.zone
    for step in due_steps(actor).select_related("account", "opportunity")[:OF_EACH]:
        day = start_of_day(step.due_on, zone) if step.due_on else 0
        yield Notice(STEP, step.due_at or day, step)


def _papers(actor: Actor) -> Iterator[Notice]:
    """What contracts and invoices ask for, since the day on which they began to ask."""
    zone = actor.workspace.zone
    for each in ASKING:
        for record in each.found(actor)[:OF_EACH]:
            yield Notice(each.kind, start_of_day(each.since(record), zone), record)


def _given(actor: Actor) -> Iterator[Notice]:
    """Deals and leads that somebody else gave to the member, and that are still the member's."""
    since = now() - LASTS
    handed = {
        (e.kind, e.entity_id): e
        for e in _handovers(actor, since).order_by("seq").select_related("change__actor")[: OF_EACH * 4]
    }
    for kind, visible in HANDED.items():
        ids = [entity_id for each, entity_id in handed if each == kind]
        for record in visible(actor).filter(pk__in=ids, owner_id=actor.member.pk)[:OF_EACH]:
            entry = handed[kind, record.pk]
            yield Notice(GIVEN, entry.recorded_at, record, entry.change.actor.name)
        for record in (
            _born(actor, kind, since)
            .exclude(pk__in=ids)
            .select_related("created_by")
            .order_by("-pk")[:OF_EACH]
        ):
            yield Notice(GIVEN, record.created_at, record, record.created_by.name)


def _handovers(actor: Actor, since: int) -> QuerySet[Entry]:
    mine = Entry.objects.filter(
        workspace_id=actor.workspace_id, attribute="owner_id", new=str(actor.member.pk)
    )
    return mine.filter(kind__in=list(HANDED), recorded_at__gt=since).exclude(change__actor_id=actor.member.pk)


def _born(actor: Actor, kind: str, since: int) -> QuerySet[Any]:
    """What somebody else made for the member by hand; what a table brought is no news about one record."""
    made = HANDED[kind](actor).filter(owner_id=actor.member.pk, created_at__gt=since, external_id="")
    return made.exclude(created_by_id=actor.member.pk).exclude(created_by=None)


def _only_born(actor: Actor, kind: str, since: int) -> QuerySet[Any]:
    """The same without what was made for somebody else first: that counts as handed over."""
    handed = _handovers(actor, since).filter(kind=kind).values("entity_id")
    return _born(actor, kind, since).exclude(pk__in=handed)


def _finished(actor: Actor, since: int) -> QuerySet[ImportRun]:
    mine = runs_for(actor).filter(member_id=actor.member.pk)
    return mine.filter(
        Q(state=RunState.DONE, finished_at__gt=since) | Q(state=RunState.PAUSED, touched_at__gt=since)
    )


def _imports(actor: Actor) -> Iterator[Notice]:
    for run in _finished(actor, now() - LASTS)[:OF_EACH]:
        yield Notice(IMPORT, run.finished_at or run.touched_at or 0, run)


def _undos(actor: Actor) -> Iterator[Notice]:
    """What the member did on the desk within a day and may still take back: the toasts, kept."""
    mine = Change.objects.filter(
        workspace_id=actor.workspace_id, actor_id=actor.member.pk, door=Door.WEB, batch="", undoes=None,
        recorded_at__gt=now() - UNDOABLE,
    ).exclude(action__startswith="standing.")  # fmt: skip
    for change in mine.filter(undone_by=None).order_by("-id")[:OF_EACH]:
        yield Notice(UNDO, change.recorded_at, change)
