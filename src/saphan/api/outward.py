"""How attributes are named and shown outside: relations by the code of what they point to, never by an id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django.db.models import ForeignKey

from saphan.core.errors import Clash
from saphan.journal.models import BORN, Entry
from saphan.workspace.models import Record, kinds

Codes = Mapping[tuple[str, int], str]


@cache
def relations(kind: str) -> dict[str, type[Record]]:
    """The foreign keys of a kind of record by column, and the records that they point to."""
    model = kinds().get(kind)
    return (
        {}
        if model is None
        else {
            field.attname: field.related_model
            for field in model._meta.concrete_fields
            if isinstance(field, ForeignKey) and issubclass(field.related_model, Record)
        }
    )


@cache
def _columns() -> frozenset[str]:
    return frozenset(column for kind in kinds() for column in relations(kind))


def public_name(attribute: str) -> str:
    """`owner_id` is `owner` outside; `external_id` keeps its name, because it is no relation of ours."""
    return attribute.removesuffix("_id") if attribute in _columns() else attribute


def spoken_clash(error: Clash, record: Record) -> Clash:
    """The same clash with public names and codes."""
    fields = [_spoken_field(record, found) for found in error.values.get("fields", [])]
    merged = [public_name(name) for name in error.values.get("merged", [])]
    return Clash(error.code, field=error.field, **{**error.values, "fields": fields, "merged": merged})


def _spoken_field(record: Record, found: dict[str, Any]) -> dict[str, Any]:
    column = found["field"]
    pks = [found.get(side) for side in ("base", "theirs", "yours")]
    target = relations(record.KIND).get(column)
    codes = _codes({(target, pk) for pk in pks if pk is not None}, record.workspace_id) if target else {}
    shown: dict[str, Any] = {
        side: _code(codes, target, found.get(side)) for side in ("base", "theirs", "yours") if side in found
    }
    return {**found, **shown, "field": public_name(column)}


def spoken_entries(entries: Iterable[Entry], workspace_id: int) -> list[dict[str, Any]]:
    """Journal entries as the API shows them; all codes are fetched with one query per kind of record."""
    rows = list(entries)
    wanted = {
        (target, pk)
        for entry in rows
        for column, pk in _pointers(entry)
        if (target := relations(entry.kind).get(column)) is not None
    }
    codes = _codes(wanted, workspace_id)
    return [_spoken_entry(entry, codes) for entry in rows]


def _pointers(entry: Entry) -> Iterable[tuple[str, int]]:
    sides: list[tuple[str, Any]] = [(entry.attribute, entry.before), (entry.attribute, entry.after)]
    if entry.attribute == BORN:
        sides = list((entry.after or {}).items())
    return [(column, value) for column, value in sides if isinstance(value, int)]


def _spoken_entry(entry: Entry, codes: Codes) -> dict[str, Any]:
    if entry.attribute == BORN:
        after: Any = {
            public_name(name): _code(codes, relations(entry.kind).get(name), value)
            for name, value in (entry.after or {}).items()
        }
        before = None
    else:
        target = relations(entry.kind).get(entry.attribute)
        before, after = _code(codes, target, entry.before), _code(codes, target, entry.after)
    return {
        "seq": entry.seq,
        "change": entry.change,
        "attribute": public_name(entry.attribute),
        "before": before,
        "after": after,
        "effective_at": entry.effective_at,
        "recorded_at": entry.recorded_at,
        "version": entry.version,
    }


def _code(codes: Codes, target: type[Record] | None, value: Any) -> Any:
    """The code behind an id; every other value as it is."""
    return value if target is None or value is None else codes.get((target.KIND, value))


def _codes(wanted: set[tuple[type[Record], int]], workspace_id: int) -> dict[tuple[str, int], str]:
    by_model: dict[type[Record], list[int]] = defaultdict(list)
    for model, pk in wanted:
        by_model[model].append(pk)
    return {
        (model.KIND, pk): code
        for model, pks in by_model.items()
        for pk, code in model._base_manager.filter(pk__in=pks, workspace_id=workspace_id).values_list(
            "pk", "code"
        )
    }
