"""What the palette offers before anything is typed: what one worked on last, and what would be good to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import F

from saphan.clients.lists import cooling
from saphan.clients.queries import accounts_for, open_steps_for
from saphan.journal import now
from saphan.journal.models import BORN, Change, Entry
from saphan.pipeline.lists import without_next_step
from saphan.pipeline.queries import open_opportunities_for
from saphan.search.find import Hit
from saphan.web.desk.subjects import KINDS
from saphan.workspace.actor import Actor
from saphan.workspace.days import today_in
from saphan.workspace.rights import Right

LOOKED_AT = 40  # of the member's last changes
SHOWN = 6
# What hangs on a client or a deal stands for that.
PLACES = (("opportunity_id", "opportunity"), ("account_id", "account"))


def recent(actor: Actor, kinds: tuple[str, ...] = ()) -> list[Hit]:
    """The records of the member's last changes, the latest first."""
    wanted: dict[str, list[int]] = {}
    order: list[tuple[str, int]] = []
    for place in dict.fromkeys(_touched(actor)):
        if not kinds or place[0] in kinds:
            wanted.setdefault(place[0], []).append(place[1])
            order.append(place)
    found = {(kind, hit.entity_id): hit for kind, ids in wanted.items() for hit in _hits(actor, kind, ids)}
    return [found[place] for place in order if place in found][:SHOWN]


def _touched(actor: Actor) -> Iterator[tuple[str, int]]:
    changes = Change.objects.filter(workspace_id=actor.workspace_id, actor_id=actor.member.pk, batch="")
    latest = list(changes.order_by("-id").values_list("pk", flat=True)[:LOOKED_AT])
    entries = Entry.objects.filter(change_id__in=latest).order_by("-seq")
    for kind, entity_id, attribute, new in entries.values_list("kind", "entity_id", "attribute", "new")[
        : LOOKED_AT * 4
    ]:
        if kind in KINDS:
            yield kind, entity_id
        elif attribute == BORN and kind in ("interaction", "next_step"):
            values = Entry(new=new).after or {}
            yield from ((place, values[column]) for column, place in PLACES if values.get(column))


def _hits(actor: Actor, kind: str, ids: list[int]) -> Iterator[Hit]:
    under = {"opportunity": "account__name", "lead": "contact_name", "account": "city"}.get(kind)
    rows = KINDS[kind].visible(actor).filter(pk__in=ids[: SHOWN * 2])
    for pk, code, name, *rest in rows.values_list("pk", "code", "name", *([under] if under else [])):
        yield Hit(kind, pk, code, name, str(rest[0] or "") if rest else "")


def due_step(actor: Actor) -> Any:
    """The member's own step that is due longest; None when nothing is due."""
    mine = open_steps_for(actor).filter(owner_id=actor.me.pk, due_on__lte=today_in(actor.workspace, now()))
    return mine.select_related("account", "opportunity").first() if actor.may(Right.LOG) else None


def deal_without_step(actor: Actor) -> Hit | None:
    """The member's largest open deal that nothing is planned for."""
    mine = open_opportunities_for(actor).filter(without_next_step(actor), owner_id=actor.me.pk)
    largest = mine.order_by(F("reporting_minor").desc(nulls_last=True), "-pk")
    row = largest.values_list("pk", "code", "name", "account__name").first()
    return Hit("opportunity", *row[:3], row[3] or "") if row else None


def cooling_client(actor: Actor) -> Hit | None:
    """The member's client that was left alone longest, beyond its own rhythm."""
    mine = accounts_for(actor).filter(cooling(actor), owner_id=actor.me.pk)
    row = (
        mine.order_by(F("last_touch_at").asc(nulls_first=True), "pk")
        .values_list("pk", "code", "name", "city")
        .first()
    )
    return Hit("account", *row) if row else None
