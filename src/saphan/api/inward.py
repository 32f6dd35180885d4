"""From a body to the arguments of an action: codes become the records they name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from saphan.api.fields import Points
from saphan.core.errors import RuleBroken
from saphan.workspace.actor import Actor


def arguments(body: BaseModel, actor: Actor) -> dict[str, Any]:
    """Only what the request named, so that everything else keeps its default or its present value.

    Raises RuleBroken("reference.not_found") for a code that is not there for the actor.
    """
    found: dict[str, Any] = {}
    pointers = _pointers(type(body))
    for name in type(body).model_fields:
        if name in body.model_fields_set:
            value = getattr(body, name)
            if name in pointers:
                found |= _looked_up(name, value, pointers[name], actor)
            else:
                found[name] = _opened(value, actor)
    return found


def arguments_of_many(bodies: Sequence[BaseModel], actor: Actor) -> list[dict[str, Any]]:
    """As `arguments` for many bodies of one kind, with one query per kind of relation."""
    if not bodies:
        return []
    pointers = _pointers(type(bodies[0]))
    found = {name: _records_in(bodies, name, points, actor) for name, points in pointers.items()}
    return [
        {
            name: found[name].get(getattr(body, name)) if name in pointers else getattr(body, name)
            for name in type(body).model_fields
            if name in body.model_fields_set
        }
        for body in bodies
    ]


def _records_in(
    bodies: Sequence[BaseModel], name: str, points: Points, actor: Actor
) -> dict[str | None, Any]:
    codes = list(dict.fromkeys(code for body in bodies if (code := getattr(body, name)) is not None))
    return dict(zip(codes, records_of(name, codes, points, actor), strict=True)) if codes else {}


def _opened(value: Any, actor: Actor) -> Any:
    """Bodies inside the body, as their arguments."""
    if isinstance(value, BaseModel):
        return arguments(value, actor)
    return [_opened(each, actor) for each in value] if isinstance(value, list) else value


def _looked_up(name: str, value: Any, points: Points, actor: Actor) -> dict[str, Any]:
    if isinstance(value, list):
        records = records_of(name, value, points, actor)
        return {name: [record.pk for record in records] if points.by_id else records}
    record = None if value is None else record_of(name, value, points, actor)
    return {f"{name}_id": record and record.pk} if points.by_id else {name: record}


def record_of(name: str, code: str, points: Points, actor: Actor) -> Any:
    """The record behind a code. Raises RuleBroken("reference.not_found")."""
    record = points.among(actor).filter(code=code, workspace_id=actor.workspace_id).first()
    if record is None:
        raise RuleBroken("reference.not_found", field=name, value=code)
    return record


def records_of(name: str, codes: Sequence[str], points: Points, actor: Actor) -> list[Any]:
    """The records behind many codes, with one query. Raises RuleBroken("reference.not_found")."""
    rows = points.among(actor).filter(code__in=set(codes), workspace_id=actor.workspace_id)
    found = {record.code: record for record in rows}
    missing = next((code for code in codes if code not in found), None)
    if missing is not None:
        raise RuleBroken("reference.not_found", field=name, value=missing)
    return [found[code] for code in dict.fromkeys(codes)]


@cache
def _pointers(model: type[BaseModel]) -> dict[str, Points]:
    found = {name: _points(field) for name, field in model.model_fields.items()}
    return {name: points for name, points in found.items() if points is not None}


def _points(field: FieldInfo) -> Points | None:
    for mark in field.metadata:
        if isinstance(mark, Points):
            return mark
    return _within(field.annotation)


def _within(annotation: Any) -> Points | None:
    """The mark inside `Code | None` or `list[Code]`."""
    if get_origin(annotation) is Annotated:
        marks = (mark for mark in annotation.__metadata__ if isinstance(mark, Points))
        return next(marks, None) or _within(get_args(annotation)[0])
    return next((found for part in get_args(annotation) if (found := _within(part)) is not None), None)
