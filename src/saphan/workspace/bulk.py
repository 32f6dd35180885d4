"""Many rows at once: one statement per batch, with the keys known beforehand."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from operator import itemgetter
from typing import Any, TypeVar, cast

from django.db import connection, models
from django.db.models import Q
from django.db.models.base import ModelState

BATCH = 5_000
Write = Callable[[Any], Any]
M = TypeVar("M", bound=models.Model)


def made(model: type[M], **values: Any) -> M:
    """An instance with these values by column (`owner_id`), defaults for the rest, ready for `insert`.

    `Model(...)` looks at every field anew, which costs an import more than writing the row. No signals, no checks.
    """
    plain, fresh = _defaults(model)
    row = model.__new__(model)
    vars(row).update(plain, _state=ModelState(), **values)
    for name, default in fresh:
        if name not in values:
            vars(row)[name] = default()
    return row


@contextmanager
def many_objects() -> Iterator[None]:
    """While hundreds of thousands of short-lived values come and go without cycles: nobody looks for cycles."""
    looked = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looked:
            gc.enable()


def within(ids: Collection[int], column: str = "pk") -> Q:
    """The same as `pk__in`. New keys follow one another, and a range is a shorter question than thousands of keys."""
    if len(ids) > 1 and max(ids) - min(ids) + 1 == len(set(ids)):
        return Q(**{f"{column}__range": (min(ids), max(ids))})
    return Q(**{f"{column}__in": ids})


def insert(rows: Sequence[models.Model]) -> None:
    """Insert rows of one model and set their primary keys. Call inside a transaction.

    Model instances through the ORM cost ten times the insert itself, which an import of a hundred thousand
    rows pays several times over. Defaults and derived columns must be set; no signals, no `save`.
    """
    if not rows:
        return
    model = type(rows[0])
    key_name = model._meta.pk.attname
    for row, key in zip(rows, reserve_keys(model, len(rows)), strict=True):
        vars(row)[key_name] = key
        row._state.adding = False
    columns = _columns(model)
    read = itemgetter(*(name for name, _ in columns))
    writers = [(place, write) for place, (_, write) in enumerate(columns) if write]
    insert_values(
        model, [name for name, _ in columns], [_written(list(read(vars(row))), writers) for row in rows]
    )


def insert_values(model: type[models.Model], names: Sequence[str], values: Sequence[Sequence[Any]]) -> None:
    """Insert rows given as values of the named attributes, already as the database wants them."""
    for start in range(0, len(values), BATCH):
        _write(model, names, values[start : start + BATCH])


def _written(values: list[Any], writers: Sequence[tuple[int, Write]]) -> list[Any]:
    for place, write in writers:
        if values[place] is not None:
            values[place] = write(values[place])
    return values


def reserve_keys(model: type[models.Model], how_many: int) -> list[int]:
    """Primary keys that nobody else will use. Call inside a transaction."""
    table, key = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [table, key, how_many],
            )
            return [row[0] for row in cursor.fetchall()]
        # SQLite has one writer at a time, and this transaction is it; AUTOINCREMENT remembers keys of deleted rows.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
    last = row[0] if row else 0
    return list(range(last + 1, last + 1 + how_many))


def _write(model: type[models.Model], names: Sequence[str], values: Sequence[Sequence[Any]]) -> None:
    by_attribute = {field.attname: field.column for field in model._meta.concrete_fields}
    columns = [by_attribute[name] or name for name in names]
    quoted = ", ".join(map(connection.ops.quote_name, columns))
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({quoted}) FROM STDIN") as copy:
                for row in values:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(names))
        cursor.executemany(f"INSERT INTO {table} ({quoted}) VALUES ({marks})", values)  # noqa: S608


@cache
def _columns(model: type[models.Model]) -> list[tuple[str, Write | None]]:
    """Attribute and writer of each column; most plain values go to the database as they are."""
    return [(field.attname, _writer(field)) for field in model._meta.concrete_fields]


def _writer(field: models.Field[Any, Any]) -> Write | None:
    """Texts that both databases take for JSON and for a day."""
    if isinstance(field, models.JSONField):
        return json.dumps
    if isinstance(field, models.DateTimeField):
        return lambda value: field.get_db_prep_save(value, connection)
    return str if isinstance(field, models.DateField) else None


@cache
def _defaults(model: type[models.Model]) -> tuple[dict[str, Any], list[tuple[str, Callable[[], Any]]]]:
    """Values that all new rows may share, and makers of those that each must have for itself."""
    fields = model._meta.concrete_fields
    fresh = [
        (field.attname, cast("Callable[[], Any]", field.default)) for field in fields if _is_maker(field)
    ]
    apart = {name for name, _ in fresh}
    shared = {field.attname: field.get_default() for field in fields if field.attname not in apart}
    # A choice is written as its bare value: its class would be looked at again for every row.
    return {name: getattr(value, "value", value) for name, value in shared.items()}, fresh


def _is_maker(field: models.Field[Any, Any]) -> bool:
    return field.has_default() and callable(field.default)
