"""One list of everything that happened with a client or an opportunity, the latest first.

Interactions stand where they happened, next steps where they were done (or planned, while open), changes
where they took effect. Three sources are read up to one page each and merged, whatever the length of the
history.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from django.core import signing
from django.db.models import BigIntegerField, F, Q, QuerySet
from django.db.models.functions import Coalesce

from saphan.clients.models import Affiliation, Attachment, BusinessUnit, Stakeholder
from saphan.clients.queries import attached_to, interactions_for, next_steps_for
from saphan.clients.terms import Direction
from saphan.core.errors import RuleBroken
from saphan.journal.models import Change, Entry
from saphan.workspace.actor import Actor
from saphan.workspace.models import Record

SALT = "timeline"
LARGEST_PAGE = 200
INTERACTION, STEP, CHANGE = "interaction", "next_step", "change"
CLIENT, TEAM = "client", "team"
# What went both ways belongs to both sides; next steps and changes are the team's own.
LANES = {
    CLIENT: (Direction.FROM_CLIENT, Direction.BOTH),
    TEAM: (Direction.TO_CLIENT, Direction.INTERNAL, Direction.BOTH),
}
RANKS = {CHANGE: 0, STEP: 1, INTERACTION: 2}  # at one instant the words come before the bookkeeping
Key = tuple[int, int, int]  # instant, rank of the kind, id


@dataclass(frozen=True)
class Moment:
    """One thing that happened. `entries` are the changed values where `what` is a change."""

    key: Key
    kind: str
    what: Any
    entries: list[Entry] = field(default_factory=list)

    @property
    def at(self) -> int:
        """UTC microseconds."""
        return self.key[0]


@dataclass(frozen=True)
class Timeline:
    """Some moments; `next` leads to the earlier ones and is empty at the beginning of the history."""

    moments: list[Moment]
    next: str


def timeline(actor: Actor, subject: Record, *, before: str = "", limit: int = 50, lane: str = "") -> Timeline:
    """What happened with a client or an opportunity that the actor can see, five queries at any depth.

    `before` is the `next` of the page before; `lane` narrows to what came from the client's side or from the
    team's. Raises RuleBroken("list.bad_cursor").
    """
    key, room = _read(before), min(max(limit, 1), LARGEST_PAGE) + 1
    found = [*_interactions(actor, subject, key, room, lane)]
    if lane != CLIENT:
        found += [*_steps(actor, subject, key, room), *_changes(actor, subject, key, room)]
    found.sort(key=lambda moment: moment.key, reverse=True)
    shown = found[: room - 1]
    return Timeline(shown, signing.dumps(shown[-1].key, salt=SALT) if len(found) >= room else "")


def before_instant(instant: int) -> str:
    """A cursor to what happened up to an instant (UTC microseconds)."""
    return signing.dumps((instant + 1, 0, 0), salt=SALT)


def _interactions(
    actor: Actor, subject: Record, before: Key | None, room: int, lane: str
) -> Iterator[Moment]:
    rows = interactions_for(actor).filter(**attached_to(subject)).select_related("created_by", "opportunity")
    rows = rows.filter(direction__in=LANES[lane]) if lane else rows
    rows = _earlier(rows, INTERACTION, "happened_at", "pk", before).prefetch_related(
        "participants__person", "participants__member"
    )
    for row in rows[:room]:
        yield Moment((row.happened_at, RANKS[INTERACTION], row.pk), INTERACTION, row)


def _steps(actor: Actor, subject: Record, before: Key | None, room: int) -> Iterator[Moment]:
    rows = next_steps_for(actor).filter(**attached_to(subject)).select_related("owner", "opportunity")
    rows = rows.annotate(at=Coalesce("done_at", "created_at", output_field=BigIntegerField()))
    for row in _earlier(rows, STEP, "at", "pk", before)[:room]:
        yield Moment((row.at, RANKS[STEP], row.pk), STEP, row)


def _changes(actor: Actor, subject: Record, before: Key | None, room: int) -> Iterator[Moment]:
    """Changes of the subject and of what belongs to it, one moment for each action and instant."""
    about = _about(actor, subject)
    moments = [
        _before(entries, CHANGE, "effective_at", "change_id", before).values_list("effective_at", "change_id")
        for entries in about
    ]
    keys = list(_united(moments).order_by("-effective_at", "-change_id")[:room])
    found: dict[tuple[int, int], list[Entry]] = {key: [] for key in keys}
    if keys:
        # By instant and not by change: the index on changes leads through everything that an import wrote.
        # Sorted here: asked for an order, SQLite would walk the journal of the whole workspace.
        instants = {at for at, _ in keys}
        theirs = _united([entries.filter(effective_at__in=instants) for entries in about], repeats=True)
        for entry in sorted(theirs, key=attrgetter("seq")):
            found.get((entry.effective_at, entry.change_id), []).append(entry)
    changes = Change.objects.select_related("actor").in_bulk([change for _, change in keys])
    for (at, change), own in found.items():
        yield Moment((at, RANKS[CHANGE], change), CHANGE, changes[change], own)


def _about(actor: Actor, subject: Record) -> list[QuerySet[Entry]]:
    """Journal rows of the subject, and of units, jobs, stakeholders and files there: one query for each kind.

    Joined by OR they would make SQLite walk the journal of the whole workspace.
    """
    mine = Entry.objects.filter(workspace_id=actor.workspace_id)
    parts: tuple[type[Record], ...] = (Stakeholder, Attachment)
    if subject.KIND == "account":
        parts = (*parts, BusinessUnit, Affiliation)
    theirs = {model.KIND: model._base_manager.filter(**attached_to(subject)).values("pk") for model in parts}
    return [
        mine.filter(kind=subject.KIND, entity_id=subject.pk),
        *(mine.filter(kind=kind, entity_id__in=ids) for kind, ids in theirs.items()),
    ]


def _united(queries: list[QuerySet[Any]], *, repeats: bool = False) -> QuerySet[Any]:
    first, *others = queries
    return first.union(*others, all=repeats)


def _earlier(rows: QuerySet[Any], kind: str, at: str, pk: str, before: Key | None) -> QuerySet[Any]:
    """Rows before a key, the latest first."""
    return _before(rows, kind, at, pk, before).order_by(F(at).desc(), F(pk).desc())


def _before(rows: QuerySet[Any], kind: str, at: str, pk: str, before: Key | None) -> QuerySet[Any]:
    """Rows before a key, in any order."""
    if before is None:
        return rows
    instant, rank, last = before
    if RANKS[kind] < rank:
        return rows.filter(**{f"{at}__lte": instant})
    if RANKS[kind] > rank:
        return rows.filter(**{f"{at}__lt": instant})
    return rows.filter(Q(**{f"{at}__lt": instant}) | Q(**{at: instant, f"{pk}__lt": last}))


def _read(cursor: str) -> Key | None:
    if not cursor:
        return None
    try:
        instant, rank, pk = signing.loads(cursor, salt=SALT)
    except signing.BadSignature as error:
        raise RuleBroken("list.bad_cursor", field="before") from error
    return instant, rank, pk
