"""One list of everything that happened with a client or an opportunity, the latest first.

Interactions stand where they happened, next steps where they were done (or planned, while open), changes
where they took effect. Three sources are read up to one page each and merged, whatever the length of the
history.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from django.core import signing
from django.db.models import BigIntegerField, F, Prefetch, Q, QuerySet, prefetch_related_objects
from django.db.models.functions import Coalesce

from saphan.clients.models import (
    Affiliation,
    Attachment,
    BusinessUnit,
    Interaction,
    InteractionParticipant,
    NextStep,
    Stakeholder,
)
from saphan.clients.queries import interactions_for, next_steps_for
from saphan.clients.terms import Direction
from saphan.core.errors import RuleBroken
from saphan.journal.models import Entry
from saphan.workspace.actor import Actor
from saphan.workspace.models import Record
from saphan.workspace.prepared import Blank, prepared

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
    """What happened with a client or an opportunity that the actor can see, four queries at any depth and one for participants.

    `before` is the `next` of the page before; `lane` narrows to what came from the client's side or from the
    team's. Raises RuleBroken("list.bad_cursor").
    """
    room = min(max(limit, 1), LARGEST_PAGE) + 1
    way = _Way(actor, subject, _read(before), room, lane)
    found = [*_interactions(way)]
    if lane != CLIENT:
        found += [*_steps(way), *_changes(way)]
    found.sort(key=lambda moment: moment.key, reverse=True)
    shown = found[: room - 1]
    return Timeline(shown, signing.dumps(shown[-1].key, salt=SALT) if len(found) >= room else "")


def before_instant(instant: int) -> str:
    """A cursor to what happened up to an instant (UTC microseconds)."""
    return signing.dumps((instant + 1, 0, 0), salt=SALT)


@dataclass(frozen=True)
class _Way:
    """What one page of a timeline asks for. Its statements are the same for all subjects of a kind."""

    actor: Actor
    subject: Record
    before: Key | None
    room: int
    lane: str

    def rows(self, name: str, query: Callable[[], QuerySet[Any]], **values: int) -> list[Any]:
        instant, rank, last = self.before or (0, None, 0)
        key = ("timeline", name, self.subject.KIND, rank, self.room, self.lane, self.actor.reads)
        given = {"subject": self.subject.pk, "instant": instant, "last": last, **values}
        return prepared(key, query).ask(**given)

    @property
    def attached(self) -> dict[str, Any]:
        """The foreign key by which interactions, next steps and files hang on a client or an opportunity."""
        return {self.subject.KIND: _blank("subject")}

    def earlier(self, rows: QuerySet[Any], kind: str, at: str, pk: str) -> QuerySet[Any]:
        """Rows before the key, in any order."""
        if self.before is None:
            return rows
        rank, instant = self.before[1], _blank("instant")
        if RANKS[kind] < rank:
            return rows.filter(**{f"{at}__lte": instant})
        if RANKS[kind] > rank:
            return rows.filter(**{f"{at}__lt": instant})
        sooner = Q(**{f"{at}__lt": instant}) | Q(**{at: instant, f"{pk}__lt": _blank("last")})
        return rows.filter(sooner)


def _blank(name: str) -> Blank:
    return Blank(name, BigIntegerField())


def _interactions(way: _Way) -> Iterator[Moment]:
    def query() -> QuerySet[Interaction]:
        rows = interactions_for(way.actor).filter(**way.attached).select_related("created_by", "opportunity")
        rows = rows.filter(direction__in=LANES[way.lane]) if way.lane else rows
        return _latest(way.earlier(rows, INTERACTION, "happened_at", "pk"), "happened_at", "pk")[: way.room]

    found = way.rows(INTERACTION, query)
    theirs = InteractionParticipant.objects.select_related("person", "member")
    prefetch_related_objects(found, Prefetch("participants", theirs))
    for row in found:
        yield Moment((row.happened_at, RANKS[INTERACTION], row.pk), INTERACTION, row)


def _steps(way: _Way) -> Iterator[Moment]:
    def query() -> QuerySet[NextStep]:
        rows = next_steps_for(way.actor).filter(**way.attached).select_related("owner", "opportunity")
        rows = rows.annotate(at=Coalesce("done_at", "created_at", output_field=BigIntegerField()))
        return _latest(way.earlier(rows, STEP, "at", "pk"), "at", "pk")[: way.room]

    for row in way.rows(STEP, query):
        yield Moment((row.at, RANKS[STEP], row.pk), STEP, row)


def _changes(way: _Way) -> Iterator[Moment]:
    """Changes of the subject and of what belongs to it, one moment for each action and instant."""

    def newest() -> QuerySet[Any]:
        moments = [
            way.earlier(entries, CHANGE, "effective_at", "change_id").values_list("effective_at", "change_id")
            for entries in _about(way)
        ]
        return _united(moments).order_by("-effective_at", "-change_id")[: way.room]

    def between() -> QuerySet[Entry]:
        # By instant and not by change: the index on changes leads through everything that an import wrote.
        span = {"effective_at__gte": _blank("first"), "effective_at__lte": _blank("final")}
        return _united([e.filter(**span).select_related("change__actor") for e in _about(way)], repeats=True)

    keys = [tuple(key) for key in way.rows(CHANGE, newest)]
    found: dict[tuple[int, int], list[Entry]] = {key: [] for key in keys}
    theirs = way.rows("entries", between, first=keys[-1][0], final=keys[0][0]) if keys else []
    # Sorted here: asked for an order, SQLite would walk the journal of the whole workspace.
    for entry in sorted(theirs, key=attrgetter("seq")):
        if (entry.effective_at, entry.change_id) in found:
            found[entry.effective_at, entry.change_id].append(entry)
    for (at, change), own in found.items():
        yield Moment((at, RANKS[CHANGE], change), CHANGE, own[0].change, own)


def _about(way: _Way) -> list[QuerySet[Entry]]:
    """Journal rows of the subject, and of units, jobs, stakeholders and files there: one query for each kind.

    Joined by OR they would make SQLite walk the journal of the whole workspace.
    """
    mine, kind = Entry.objects.filter(workspace_id=way.actor.workspace_id), way.subject.KIND
    parts: tuple[type[Record], ...] = (Stakeholder, Attachment)
    if kind == "account":
        parts = (*parts, BusinessUnit, Affiliation)
    theirs = {model.KIND: model._base_manager.filter(**way.attached).values("pk") for model in parts}
    return [
        mine.filter(kind=kind, entity_id=_blank("subject")),
        *(mine.filter(kind=part, entity_id__in=ids) for part, ids in theirs.items()),
    ]


def _united(queries: list[QuerySet[Any]], *, repeats: bool = False) -> QuerySet[Any]:
    first, *others = queries
    return first.union(*others, all=repeats)


def _latest(rows: QuerySet[Any], at: str, pk: str) -> QuerySet[Any]:
    return rows.order_by(F(at).desc(), F(pk).desc())


def _read(cursor: str) -> Key | None:
    if not cursor:
        return None
    try:
        instant, rank, pk = signing.loads(cursor, salt=SALT)
    except signing.BadSignature as error:
        raise RuleBroken("list.bad_cursor", field="before") from error
    return instant, rank, pk
