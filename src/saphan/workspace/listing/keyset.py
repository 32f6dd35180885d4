"""Order and place in a list: the next page begins after a key, so that every depth costs the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core import signing
from django.db.models import BooleanField, Field, Func, QuerySet, Value
from django.db.models.expressions import Combinable, F

from saphan.core.errors import RuleBroken

SALT = "list"


@dataclass(frozen=True)
class Sort:
    """An order. `column` may depend on the reader's language; rows without a value come last both ways."""

    column: str | Callable[[str], str]
    nullable: bool = False

    def column_for(self, language: str) -> str:
        return self.column if isinstance(self.column, str) else self.column(language)


@dataclass(frozen=True)
class Place:
    """The last row of a page: its sort value and its id."""

    value: Any
    pk: int


@dataclass(frozen=True)
class Order:
    """A sort as one reader asked for it."""

    key: str  # as in the request, for example "-name"
    column: str
    nullable: bool

    @property
    def descending(self) -> bool:
        return self.key.startswith("-")

    def after(self, rows: QuerySet[Any], place: Place | None) -> QuerySet[Any]:
        """Rows with a value in this order, from behind `place` on."""
        sign = "-" if self.descending else ""
        if self.nullable:
            rows = rows.filter(**{f"{self.column}__isnull": False})
        if place is not None:
            rows = rows.filter(_beyond(rows, self, place))
        return rows.order_by(f"{sign}{self.column}", f"{sign}pk")

    def without_value(self, rows: QuerySet[Any], place: Place | None) -> QuerySet[Any]:
        """Rows without a value, which follow those with one."""
        sign = "-" if self.descending else ""
        rows = rows.filter(**{f"{self.column}__isnull": True}).order_by(f"{sign}pk")
        if place is None or place.value is not None:
            return rows
        return rows.filter(**{f"pk__{'lt' if self.descending else 'gt'}": place.pk})

    def cursor(self, row: Any) -> str:
        """Where `row` stands, signed, so that only what we wrote comes back."""
        value = row
        for name in self.column.split("__"):
            value = getattr(value, name, None)
        text = value.isoformat() if isinstance(value, date) else value
        return signing.dumps([self.key, self.column, text, row.pk], salt=SALT)

    def place(self, cursor: str) -> Place | None:
        """What a cursor says; None for the beginning. Raises RuleBroken("list.bad_cursor")."""
        if not cursor:
            return None
        try:
            key, column, value, pk = signing.loads(cursor, salt=SALT)
        except signing.BadSignature as error:
            raise RuleBroken("list.bad_cursor", field="after") from error
        if (key, column) != (self.key, self.column):
            raise RuleBroken("list.bad_cursor", field="after")
        return Place(value, pk)


def _beyond(rows: QuerySet[Any], order: Order, place: Place) -> Func:
    """`(column, id) > (value, id)`: one row comparison, which both databases answer from an index."""
    value = _field(rows, order.column).to_python(place.value)
    here = _row(F(order.column), F("pk"))
    there = _row(Value(value), Value(place.pk))
    joiner = " < " if order.descending else " > "
    return Func(here, there, template="%(expressions)s", arg_joiner=joiner, output_field=BooleanField())


def _row(*parts: Combinable) -> Func:
    return Func(*parts, template="(%(expressions)s)", output_field=BooleanField())


def _field(rows: QuerySet[Any], path: str) -> Field[Any, Any]:
    if path in rows.query.annotations:
        found: Field[Any, Any] = rows.query.annotations[path].output_field
        return found
    *relations, last = path.split("__")
    model: Any = rows.model
    for name in relations:
        model = model._meta.get_field(name).related_model
    column: Field[Any, Any] = model._meta.get_field(last)
    return column
