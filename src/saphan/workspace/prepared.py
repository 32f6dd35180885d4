"""Statements that are compiled once and asked often.

Building a query and turning it into SQL costs the ORM more than most of our statements cost the database.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Field, Model, QuerySet, Value
from django.db.models.query import ModelIterable, get_related_populators

from saphan.workspace.kept import Kept

T = TypeVar("T")
MOST = 500  # statements, some tens of kilobytes each


class Blank(Value):
    """Stands in a query for a value that comes when the statement is asked."""

    def __init__(self, name: str, field: Field[Any, Any]) -> None:
        super().__init__(None, output_field=field)
        self.name = name

    def as_sql(self, _compiler: Any, _connection: Any) -> Any:
        return "%s", [self]

    def filled(self, value: Any) -> Any:
        return self.output_field.get_db_prep_value(value, connection)


class Prepared(Generic[T]):
    """A query compiled once: of records, with what they are joined to, or of tuples. It fetches nothing beside."""

    def __init__(self, rows: QuerySet[Any, T]) -> None:
        self._compiler = rows.query.get_compiler(using=rows.db)
        self._makes_records = issubclass(rows._iterable_class, ModelIterable)
        try:
            self._sql, self._values = self._compiler.as_sql()
        except EmptyResultSet:  # nobody may see any of it
            self._sql, self._values = "", ()
        vars(self._compiler)["query"] = None  # what rows are made of is all that is needed from here on

    def ask(self, **given: Any) -> list[T]:
        """The rows, with every blank filled by the value of its name."""
        if not self._sql:
            return []
        values = [each.filled(given[each.name]) if isinstance(each, Blank) else each for each in self._values]
        with connection.cursor() as cursor:
            cursor.execute(self._sql, values)
            rows = self._compiler.results_iter([cursor.fetchall()], tuple_expected=True)
        return list(self._records(rows) if self._makes_records else rows)

    def _records(self, rows: Iterator[Any]) -> Iterator[Any]:
        """As Django's own iterable makes them."""
        about, select = self._compiler.klass_info, self._compiler.select
        start, end = about["select_fields"][0], about["select_fields"][-1] + 1
        names = [column.target.attname for column, *_ in select[start:end]]
        along = get_related_populators(about, select, connection.alias)  # type: ignore[call-arg]  # stubs of Django 6
        model: type[Model] = about["model"]
        for row in rows:
            record = model.from_db(connection.alias, names, row[start:end])
            for other in along:
                other.populate(row, record)
            for name, place in self._compiler.annotation_col_map.items():
                setattr(record, name, row[place])
            yield record


def prepared(key: Hashable, rows: Callable[[], QuerySet[Any, T]]) -> Prepared[T]:
    """The statement of this key, compiled when it is not kept. `key` names everything that `rows` has in it but blanks."""
    return _kept.get(key, lambda: Prepared(rows()))


_kept: Kept[Prepared[Any]] = Kept(MOST)
