"""A list as it stood: the same filters and orders, over the values that the journal knows of an instant."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar, cast

from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    DateField,
    Exists,
    F,
    Field,
    ForeignKey,
    Func,
    IntegerField,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    When,
)
from django.db.models.functions import Cast

from saphan.core.period import Micros
from saphan.journal.models import BORN, Entry
from saphan.journal.queries import values_then
from saphan.workspace.actor import Actor
from saphan.workspace.listing import (
    Column,
    Filter,
    Listing,
    MemberCode,
    Sort,
    TerritoryCode,
    Words,
    containing,
)
from saphan.workspace.listing.filters import EMPTY, ME, UNLIKE
from saphan.workspace.models import Member, Record

R = TypeVar("R", bound=Record)
PREFIX = "then_"


@dataclass(frozen=True)
class Instant:
    """T and K in UTC microseconds: what held at `as_of` by what was known at `known_at`."""

    as_of: Micros
    known_at: Micros

    def entries(self, record: type[Record], workspace_id: int, attribute: str) -> QuerySet[Entry]:
        """Journal entries of one attribute that held by then, for the record of the outer query, the last first."""
        return _entries(record, workspace_id, attribute).filter(
            effective_at__lte=self.as_of, recorded_at__lte=self.known_at
        ).order_by("-effective_at", "-seq")  # fmt: skip


def there(rows: QuerySet[R], instant: Instant, workspace_id: int) -> QuerySet[R]:
    """Those that had come into being: entered by then, or entered later as older than that."""
    born = instant.entries(rows.model, workspace_id, BORN)
    found: QuerySet[R] = rows.filter(Q(created_at__lte=instant.as_of) | Exists(born))
    return found


def laid(rows: QuerySet[R], columns: Collection[str], instant: Instant, workspace_id: int) -> QuerySet[R]:
    """The rows with what these columns held then beside them, as `then_` and the column."""
    beside = {PREFIX + name: _value(rows.model, name, instant, workspace_id) for name in columns}
    return cast("QuerySet[R]", rows.annotate(**beside))


def restore(records: Sequence[R], names: Collection[str], instant: Instant) -> Sequence[R]:
    """Records, read for this and never to be saved, with what these attributes held then."""
    if not records:
        return records
    found = values_then(
        records[0].workspace_id, records[0].KIND, [record.pk for record in records], names,
        as_of=instant.as_of, known_at=instant.known_at,
    )  # fmt: skip
    by_id = {record.pk: record for record in records}
    for (pk, name), value in found.items():
        field = _field(type(by_id[pk]), name)
        setattr(by_id[pk], name, value if value is None else field.to_python(value))
    return records


def listing_then(listing: Listing, model: type[Record], searched: Sequence[str]) -> Listing:
    """The list with every filter and order that can be answered for an instant, the rest left out.

    `searched` are the columns in which the text filter looks, there being no search index of the past.
    """
    filters = {
        key: found for key, one in listing.filters.items() if (found := _filter(one, model)) is not None
    }
    if "text" in listing.filters and searched:
        filters["text"] = containing(*(PREFIX + name for name in searched))
    sorts = {key: then for key, sort in listing.sorts.items() if (then := _sort(sort, model)) is not None}
    return Listing(filters, sorts, listing.default)


def columns_of(
    listing: Listing, model: type[Record], names: Collection[str], searched: Sequence[str]
) -> set[str]:
    """The columns behind filters and orders of the list, by their keys, that must be laid beside the rows."""
    found: set[str] = set(searched) if "text" in names else set()
    for name in names:
        one, sort = listing.filters.get(name.partition("__")[0]), listing.sorts.get(name.removeprefix("-"))
        paths = [getattr(one, "column", ""), sort.column if sort and isinstance(sort.column, str) else ""]
        found |= {column for path in paths if (column := _attribute(model, path))}
    return found


@dataclass(frozen=True)
class _CodeThen(Column):
    """Another record by its code, a member also by `me`, in a column of ids."""

    related: type[Record]

    def condition(self, actor: Actor, operator: str, values: Sequence[str]) -> Q:
        if operator == EMPTY:
            return super().condition(actor, operator, values)
        named = self.related._base_manager.filter(workspace_id=actor.workspace_id, code__in=values)
        ids = list(named.values_list("pk", flat=True))
        if ME in values and self.related is Member:
            ids.append(actor.me.pk)
        wanted = Q(**{f"{self.column}__in": ids})
        return ~wanted if operator == UNLIKE else wanted

    def is_empty(self) -> Q:
        return Q(**{f"{self.column}__isnull": True})


class _TerritoryThen(TerritoryCode):
    """A territory by code with everything below it, in a column of ids."""

    def is_empty(self) -> Q:
        return Q(**{f"{self.column}_id__isnull": True})


def _filter(one: Filter, model: type[Record]) -> Filter | None:
    if isinstance(one, Words) or not isinstance(one, Column):
        return None
    if one.column in _FIXED:
        return one
    name = _attribute(model, one.column)
    if not name:
        return None
    if isinstance(one, MemberCode) or one.column.endswith(_CODE):
        return _CodeThen(PREFIX + name, _related(model, name))
    if isinstance(one, TerritoryCode):
        return _TerritoryThen(PREFIX + name.removesuffix("_id"))
    kept = {field.name: getattr(one, field.name) for field in fields(one)}
    return type(one)(**kept | {"column": PREFIX + name})


def _sort(sort: Sort, model: type[Record]) -> Sort | None:
    """An order by a name follows the name of today: only who was renamed since stands elsewhere."""
    if sort.beside is not None:
        return None
    if not isinstance(sort.column, str) or sort.column in _FIXED:
        return sort
    name = _attribute(model, sort.column)
    return replace(sort, column=PREFIX + name) if name else None


_FIXED = frozenset({"code", "created_at"})  # what never changes
_CODE = "__code"


def _attribute(model: type[Record], path: str) -> str:
    """The journaled attribute behind a column of a list; empty where it is none of the record's own."""
    attributes = set(model.attributes())
    path = path.removesuffix(_CODE)
    return next((name for name in (path, f"{path}_id") if name in attributes), "")


def _related(model: type[Record], name: str) -> type[Record]:
    found: Any = next(field.related_model for field in model._meta.fields if field.attname == name)
    return cast("type[Record]", found)


def _entries(record: type[Record], workspace_id: int, attribute: str) -> QuerySet[Entry]:
    return Entry.objects.filter(
        workspace_id=workspace_id, kind=record.KIND, entity_id=OuterRef("pk"), attribute=attribute
    )


def _value(model: type[Record], name: str, instant: Instant, workspace_id: int) -> Case:
    """What held then; before the first change what that change replaced; what holds now where nothing changed."""
    field = _field(model, name)
    held, ever = instant.entries(model, workspace_id, name), _entries(model, workspace_id, name)
    return Case(
        When(Exists(held), then=_read(held.values("new")[:1], field)),
        When(Exists(ever), then=_read(ever.order_by("seq").values("old")[:1], field)),
        default=F(name),
        output_field=_kind(field),
    )


class _Plain(Func):
    """A JSON text as plain text; NULL for null."""

    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return super().as_sql(compiler, connection, template="json_extract(%(expressions)s, '$')", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return super().as_sql(compiler, connection, template="((%(expressions)s)::jsonb #>> '{}')", **context)


def _read(found: QuerySet[Any], field: Field[Any, Any]) -> Any:
    text, kind = _Plain(Subquery(found, output_field=TextField())), _kind(field)
    return text if isinstance(kind, TextField) else Cast(text, kind)


def _kind(field: Field[Any, Any]) -> Field[Any, Any]:
    """The type in which a column is compared."""
    if isinstance(field, ForeignKey | IntegerField):
        return BigIntegerField()
    return next((kind() for kind in (DateField, BooleanField) if isinstance(field, kind)), TextField())


def _field(model: type[Model], name: str) -> Field[Any, Any]:
    found: Field[Any, Any] = next(
        field for field in model._meta.fields if name in {field.attname, field.name}
    )
    return found.target_field if isinstance(found, ForeignKey) else found
