"""How attribute values are written into the journal and read back."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from saphan.workspace.models import Record


def _iso(value: Any) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"cannot journal {type(value).__name__}")


_FIRST_VALUES = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_iso)


def written(value: Any) -> str | None:
    """The JSON text of an attribute value; None stays None."""
    if value is None:
        return None
    if isinstance(value, date | datetime):
        value = value.isoformat()
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def snapshot(record: Record) -> dict[str, Any]:
    """The record's journaled attributes and their values."""
    held = vars(record)  # fields that were not loaded are not in it; they are read when asked for
    return {name: held[name] if name in held else getattr(record, name) for name in type(record).attributes()}


def first_values(record: Record) -> str:
    """JSON of everything a new record starts with; empty attributes are left out."""
    return values_text(snapshot(record))


def values_text(values: dict[str, Any]) -> str:
    """JSON of the values that are not empty."""
    return _FIRST_VALUES.encode({name: value for name, value in values.items() if value or value == 0})


def read_back(model: type[Record], attribute: str, text: str | None) -> Any:
    """The Python value of a journaled attribute. None where an attribute cannot be null becomes its empty value."""
    field = next(f for f in model._meta.concrete_fields if f.attname == attribute)
    value = None if text is None else json.loads(text)
    return field.to_python(value) if value is not None and not field.is_relation else value
