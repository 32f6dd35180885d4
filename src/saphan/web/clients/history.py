"""The past of a client: who owned it when, and every value with the one before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from saphan.clients.models import Account
from saphan.core.period import local_date
from saphan.journal.models import BORN, Entry
from saphan.journal.queries import history_of
from saphan.web.history.attributes import LABELS, UNTOLD
from saphan.web.history.values import ValueWriter
from saphan.web.reader import Reader
from saphan.workspace.models import Member, Record, Territory

LONGEST = 400
SPANS = {"owner_id": Member, "territory_id": Territory, "parent_id": Account}


@dataclass(frozen=True)
class Span:
    """One value from a day until another; `until` is empty while it holds."""

    value: str
    since: str
    until: str


@dataclass(frozen=True)
class Past:
    """One change of one field."""

    before: str
    after: str
    since: str
    recorded: str
    who: str
    door: str
    reason: str


def past_of(record: Record, reader: Reader) -> list[tuple[str, list[Past]]]:
    """Every field that ever changed, with its past, the newest first."""
    entries = [entry for entry in history_of(record)[:LONGEST] if entry.attribute not in UNTOLD]
    writer = ValueWriter(entries, reader)
    fields: dict[str, list[Past]] = {}
    for entry in entries:
        if entry.attribute != BORN:
            fields.setdefault(entry.attribute, []).append(_past(entry, writer, reader))
    return [(str(LABELS.get(name, name)), past) for name, past in fields.items()]


def spans_of(account: Account, reader: Reader) -> list[tuple[str, list[Span]]]:
    """Owner, territory and parent as they followed one another, the present one first."""
    wanted = [BORN, *SPANS]
    entries = list(history_of(account).filter(attribute__in=wanted).order_by("effective_at", "seq"))
    points = {name: _points(name, entries) for name in SPANS}
    names = {name: _names(model, points[name]) for name, model in SPANS.items()}
    found = [(str(LABELS[name]), _spans(points[name], names[name], reader)) for name in SPANS]
    return [(label, spans) for label, spans in found if spans]


def _points(name: str, entries: Iterable[Entry]) -> list[tuple[int, int | None]]:
    """Instant and value, in order; what a client was born with comes first."""
    points: list[tuple[int, int | None]] = []
    for entry in entries:
        if entry.attribute == BORN:
            points.append((entry.effective_at, (entry.after or {}).get(name)))
        elif entry.attribute == name:
            points.append((entry.effective_at, entry.after))
    return points


def _spans(points: list[tuple[int, int | None]], names: dict[int, str], reader: Reader) -> list[Span]:
    ends = [at for at, _ in points[1:]]
    spans = [
        Span(names.get(value, "") if value else "", _day(at, reader), _day(end, reader) if end else "")
        for (at, value), end in zip(points, [*ends, None], strict=True)
        if value or len(points) > 1
    ]
    return list(reversed(spans)) if any(span.value for span in spans) else []


def _names(model: Any, points: Iterable[tuple[int, int | None]]) -> dict[int, str]:
    ids = {value for _, value in points if value}
    return {pk: str(row) for pk, row in model._base_manager.in_bulk(ids).items()} if ids else {}


def _past(entry: Entry, writer: ValueWriter, reader: Reader) -> Past:
    changed = next(iter(writer.changed([entry])), None)
    change = entry.change
    return Past(
        before=changed.before if changed else "",
        after=changed.after if changed else "",
        since=_day(entry.effective_at, reader),
        recorded=reader.moment(entry.recorded_at),
        who=change.actor.name,
        door=str(change.get_door_display()),
        reason=change.reason,
    )


def _day(instant: int, reader: Reader) -> str:
    return reader.full_day(local_date(instant, reader.zone))
