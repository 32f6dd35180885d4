"""Any record as it was: each value by both readings, what was entered late, and what had happened by then."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from saphan.clients.timeline import before_instant, timeline
from saphan.journal import now
from saphan.journal.models import BORN, Entry
from saphan.journal.queries import history_of, values_then
from saphan.web.grid.columns import Grid
from saphan.web.history.attributes import LABELS, UNTOLD
from saphan.web.history.moments import shown
from saphan.web.history.values import ValueWriter
from saphan.web.past.asking import Past, looked_back
from saphan.web.past.rail import rail_of
from saphan.web.reader import Reader, reader_of
from saphan.web.request import MemberRequest
from saphan.workspace.models import Record

MOMENTS = 30
_WITH_TIMELINE = frozenset({"account", "opportunity"})


def past_record(
    request: MemberRequest,
    record: Record,
    past: Past,
    *,
    area: str,
    home: str,
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    """The record at the instant, to look at and not to touch. `area` and `home` say where it belongs.

    A template that `more` names as `beside` is shown too.
    """
    reader = reader_of(request)
    context = {
        "past": past, "record": record, "rail": rail_of(request, reader, past), "area": area, "home": home,
        "was_there": record.created_at <= past.as_of or _born_before(record, past),
        "values": _values(record, past, reader),
        "late": _late(record, past, reader),
        "moments": _moments(request, record, past, reader), **(more or {}),
    }  # fmt: skip
    return render(request, "past/record.html", context)


def stood(request: MemberRequest, record: Record, grid: Grid) -> HttpResponse | None:
    """The record of a list at the instant that the address names; None for now."""
    past = looked_back(request, reader_of(request))
    if past is None:
        return None
    home = reverse(grid.page, args=[request.workspace.code])
    return past_record(request, record, past, area=str(grid.label), home=home)


def _born_before(record: Record, past: Past) -> bool:
    heard = now() if past.known_at is None else past.known_at
    births = history_of(record).filter(attribute=BORN, effective_at__lte=past.as_of, recorded_at__lte=heard)
    return births.exists()


def _values(record: Record, past: Past, reader: Reader) -> list[dict[str, Any]]:
    """Every told attribute that had a value by either reading."""
    names = [name for name in record.attributes() if name in LABELS and name not in UNTOLD | {"removed_at"}]

    def at(known_at: int) -> dict[str, Any]:
        found = values_then(
            record.workspace_id, record.KIND, [record.pk], names, as_of=past.as_of, known_at=known_at
        )
        return {name: found.get((record.pk, name), getattr(record, name)) for name in names}

    stood, known = at(past.as_of), at(now())
    entries = [
        Entry(
            kind=record.KIND,
            entity_id=record.pk,
            attribute=name,
            old=_text(stood[name]),
            new=_text(known[name]),
        )
        for name in names
    ]
    currency = [one for one in entries if one.attribute == "currency"]
    told = ValueWriter(entries, reader)
    rows = []
    for entry in entries:
        (value,) = told.changed([entry, *currency])[:1]
        if value.before or value.after:
            rows.append({
                "label": value.label, "stood": value.before, "known": value.after,
                "value": value.before if past.is_stood else value.after,
                "differs": value.before != value.after,
            })  # fmt: skip
    return rows


def _text(value: Any) -> str | None:
    if value is None:
        return None
    return json.dumps(value.isoformat() if hasattr(value, "isoformat") else value)


def _late(record: Record, past: Past, reader: Reader) -> list[dict[str, Any]]:
    """Entries that were true by then and recorded after it, newest first."""
    entries = list(
        history_of(record)
        .filter(effective_at__lte=past.as_of, recorded_at__gt=past.as_of)
        .exclude(attribute=BORN)[:50]
    )
    writer = ValueWriter(entries, reader)
    return [
        {"value": value, "who": entry.change.actor.name, "when": reader.moment(entry.recorded_at),
         "true_on": reader.full_day(reader.at(entry.effective_at).date()), "reason": entry.change.reason}
        for entry in entries
        for value in writer.changed([entry])
    ]  # fmt: skip


def _moments(request: MemberRequest, record: Record, past: Past, reader: Reader) -> list[Any]:
    if record.KIND not in _WITH_TIMELINE:
        return []
    return shown(timeline(request.actor, record, before=before_instant(past.as_of), limit=MOMENTS), reader)
