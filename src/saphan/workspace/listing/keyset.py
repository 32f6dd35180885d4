"""Order and place in a list: the next page begins after a key, so that every depth costs the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core import signing
from django.db.models import BooleanField, Field, Func, Q, QuerySet, Value
from django.db.models.expressions import Combinable, F, OrderBy

from saphan.core.errors import RuleBroken
from saphan.workspace.actor import Actor

SALT = "list"


@dataclass(frozen=True)
class Sort:
    """An order. `column` may depend on the reader's language; rows without a value come last both ways.

    `beside(rows, actor)` gives the rows a column that does not lie in their own table.
    """

    column: str | Callable[[str], str]
    nullable: bool = False
    beside: Callable[[QuerySet[Any], Actor], QuerySet[Any]] | None = None

    def column_for(self, language: str) -> str:
        return self.column if isinstance(self.column, str) else self.column(language)


@dataclass(frozen=True)
class Place:
    """The last row of a page: its value in each part of the order, and its id."""

    values: tuple[Any, ...]
    pk: int

    @property
    def value(self) -> Any:
        return self.values[0]


@dataclass(frozen=True)
class Part:
    """One column of an order, as one reader asked for it."""

    key: str  # as in the request, for example "-name"
    column: str
    nullable: bool

    @property
    def is_down(self) -> bool:
        return self.key.startswith("-")

    def beyond(self, value: Any) -> Q:
        """Rows that come behind `value`, nothing known being last."""
        if value is None:
            return Q(pk__in=[])
        further = Q(**{f"{self.column}__{'lt' if self.is_down else 'gt'}": value})
        return further | Q(**{f"{self.column}__isnull": True}) if self.nullable else further

    def same(self, value: Any) -> Q:
        return Q(**{f"{self.column}__isnull": True}) if value is None else Q(**{self.column: value})

    def expression(self) -> OrderBy:
        column = F(self.column)
        if not self.nullable:
            return column.desc() if self.is_down else column.asc()
        return column.desc(nulls_last=True) if self.is_down else column.asc(nulls_last=True)


@dataclass(frozen=True)
class Order:
    """A sort as one reader asked for it: one column, or several one after the other."""

    parts: tuple[Part, ...]

    @property
    def key(self) -> str:
        return ",".join(part.key for part in self.parts)

    @property
    def column(self) -> str:
        return self.parts[0].column

    @property
    def nullable(self) -> bool:
        return self.parts[0].nullable

    @property
    def is_single(self) -> bool:
        return len(self.parts) == 1

    @property
    def descending(self) -> bool:
        """Which way rows stand that are alike in every part."""
        return self.parts[-1].is_down

    def after(self, rows: QuerySet[Any], place: Place | None) -> QuerySet[Any]:
        """Rows with a value in this order, from behind `place` on. For a single column."""
        sign = "-" if self.descending else ""
        if self.nullable:
            rows = rows.filter(_known(rows, self.column))
        if place is not None:
            rows = rows.filter(_beyond(rows, self, place))
        return rows.order_by(f"{sign}{self.column}", f"{sign}pk")

    def without_value(self, rows: QuerySet[Any], place: Place | None) -> QuerySet[Any]:
        """Rows without a value, which follow those with one. For a single column."""
        sign = "-" if self.descending else ""
        rows = rows.filter(**{f"{self.column}__isnull": True}).order_by(f"{sign}pk")
        if place is None or place.value is not None:
            return rows
        return rows.filter(**{f"pk__{'lt' if self.descending else 'gt'}": place.pk})

    def behind(self, rows: QuerySet[Any], place: Place | None) -> QuerySet[Any]:
        """Rows from behind `place` on, for several columns: equal in the first ones and beyond in the next."""
        ordered = rows.order_by(
            *(part.expression() for part in self.parts), "-pk" if self.descending else "pk"
        )
        if place is None:
            return ordered
        wanted, same = Q(pk__in=[]), Q()
        values = [
            None if value is None else _field(rows, part.column).to_python(value)
            for part, value in zip(self.parts, place.values, strict=True)
        ]
        for part, value in zip(self.parts, values, strict=True):
            wanted |= same & part.beyond(value)
            same &= part.same(value)
        return ordered.filter(wanted | same & Q(**{f"pk__{'lt' if self.descending else 'gt'}": place.pk}))

    def cursor(self, row: Any) -> str:
        """Where `row` stands, signed, so that only what we wrote comes back."""
        texts = [_text(value_of(row, part.column)) for part in self.parts]
        return signing.dumps([self.key, [part.column for part in self.parts], texts, row.pk], salt=SALT)

    def place(self, cursor: str) -> Place | None:
        """What a cursor says; None for the beginning. Raises RuleBroken("list.bad_cursor")."""
        if not cursor:
            return None
        try:
            key, columns, values, pk = signing.loads(cursor, salt=SALT)
        except (signing.BadSignature, ValueError) as error:
            raise RuleBroken("list.bad_cursor", field="after") from error
        if (key, columns) != (self.key, [part.column for part in self.parts]):
            raise RuleBroken("list.bad_cursor", field="after")
        return Place(tuple(values), pk)


def value_of(row: Any, column: str) -> Any:
    """What stands in a column of a row that was read, over its relations."""
    for name in column.split("__"):
        row = getattr(row, name, None)
    return row


def order_of(sorts: dict[str, Sort], keys: Sequence[str], language: str) -> Order:
    """The order that these keys name; a column named twice counts once.

    Raises RuleBroken("list.unknown_sort").
    """
    parts: dict[str, Part] = {}
    for key in keys:
        found = sorts.get(key.removeprefix("-"))
        if found is None:
            raise RuleBroken("list.unknown_sort", field="sort", value=key[:80])
        parts.setdefault(key.removeprefix("-"), Part(key, found.column_for(language), found.nullable))
    return Order(tuple(parts.values()))


def _text(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _beyond(rows: QuerySet[Any], order: Order, place: Place) -> Func:
    """`(column, id) > (value, id)`: one row comparison, which both databases answer from an index."""
    value = _field(rows, order.column).to_python(place.value)
    here = _row(F(order.column), F("pk"))
    there = _row(Value(value), Value(place.pk))
    joiner = " < " if order.descending else " > "
    return Func(here, there, template="%(expressions)s", arg_joiner=joiner, output_field=BooleanField())


def _known(rows: QuerySet[Any], column: str) -> Q:
    """Rows with a value. SQLite follows an index of a joined table for a comparison, not for IS NOT NULL."""
    return Q(**{column: F(column)}) if column in rows.query.annotations else Q(**{f"{column}__isnull": False})


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
