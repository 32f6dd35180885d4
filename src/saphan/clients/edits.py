"""Values from a form, a program or a file, judged before they reach a record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from saphan.core.errors import RuleBroken
from saphan.journal import now
from saphan.workspace.actor import Actor
from saphan.workspace.models import Record

References = Mapping[str, Callable[[Actor], QuerySet[Any]]]


def apply_changes(
    record: Record,
    changes: Mapping[str, Any],
    *,
    actor: Actor,
    plain: frozenset[str],
    references: References,
) -> None:
    """Set the named attributes of `record`, without saving.

    `plain` are attributes that hold a value; `references` are foreign keys (`owner_id`) with the query of
    what the actor may point to. A reference is given by id, or as a record under its short name (`owner`).
    Raises RuleBroken("<kind>.unknown_field"), RuleBroken("<kind>.bad_value") and
    RuleBroken("<kind>.unknown_reference"), each with the field.
    """
    for given, raw in changes.items():
        name, value = _by_id(given, raw, references)
        if name in references:
            check_reference(record.KIND, name, value, references[name], actor)
        elif name in plain:
            value = clean(record, name, value)
        else:
            raise RuleBroken(f"{record.KIND}.unknown_field", field=name)
        setattr(record, name, value)


def _by_id(name: str, value: Any, references: References) -> tuple[str, Any]:
    is_short = f"{name}_id" in references and (value is None or isinstance(value, Record))
    return (f"{name}_id", value and value.pk) if is_short else (name, value)


def clean(record: Record, name: str, value: Any) -> Any:
    """The value as its column wants it, texts without outer blanks. Raises RuleBroken("<kind>.bad_value")."""
    field = next(each for each in record._meta.concrete_fields if each.attname == name)
    if isinstance(value, str):
        value = value.strip()
    try:
        return field.clean(value, record)
    except (ValidationError, TypeError, ValueError, OverflowError) as error:
        raise RuleBroken(f"{record.KIND}.bad_value", field=name) from error


def check_reference(
    kind: str, name: str, pk: Any, visible: Callable[[Actor], QuerySet[Any]], actor: Actor
) -> None:
    """Raise RuleBroken("<kind>.unknown_reference") unless the actor may point to this row, or to none."""
    if pk is not None and not visible(actor).filter(pk=pk).exists():
        raise RuleBroken(f"{kind}.unknown_reference", field=name)


def check_not_in_future(kind: str, effective_at: int | None) -> None:
    """What is written is true now, so it cannot begin later. Raises RuleBroken("<kind>.in_future")."""
    if effective_at is not None and effective_at > now():
        raise RuleBroken(f"{kind}.in_future", field="effective_at")


def required(kind: str, name: str, value: str) -> str:
    """The text without blanks at both ends. Raises RuleBroken("<kind>.required") where nothing is left."""
    if not (text := value.strip()):
        raise RuleBroken(f"{kind}.required", field=name)
    return text
