"""A declared list, and what a request asks of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet

from saphan.core.errors import RuleBroken
from saphan.workspace.actor import Actor
from saphan.workspace.listing.filters import Filter, predicate
from saphan.workspace.listing.keyset import Order, Place, Sort, order_of

M = TypeVar("M", bound=Model)
COUNT_CEILING = 10_000
LARGEST_PAGE = 200
STRIDE = 2_000
MOST_SORTS = 4


@dataclass(frozen=True)
class Ask:
    """One request to a list. `after` is the `next` of the page before; `language` decides how names sort."""

    filters: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    sort: str = ""
    after: str = ""
    limit: int = 50
    language: str = "en"


@dataclass(frozen=True)
class Page(Generic[M]):
    """Some rows; `next` leads to those that follow and is empty on the last page."""

    rows: list[M]
    next: str


@dataclass(frozen=True)
class Count:
    """How many rows there are; `is_more` says that counting stopped at the ceiling."""

    number: int
    is_more: bool


def count_of(found: int, ceiling: int) -> Count:
    """The count behind a number that was counted up to one more than `ceiling`."""
    return Count(min(found, ceiling), found > ceiling)


@dataclass(frozen=True)
class Listing:
    """The filters and sorts of a list. `default` is the sort of a request that names none."""

    filters: dict[str, Filter]
    sorts: dict[str, Sort]
    default: str

    def narrowed(
        self, rows: QuerySet[M], actor: Actor, filters: Mapping[str, str | Sequence[str]]
    ) -> QuerySet[M]:
        """The rows that pass every filter; filters without a value are left out.

        Raises RuleBroken("list.unknown_filter") and RuleBroken("list.bad_value").
        """
        for name, given in filters.items():
            values = [given] if isinstance(given, str) else list(given)
            if any(values):
                rows = rows.filter(predicate(self.filters, name, values, actor))
        return rows

    def order(self, sort: str, language: str) -> Order:
        """The order of `sort`: one key, or several with commas. Raises RuleBroken("list.unknown_sort")."""
        keys = (sort or self.default).split(",")
        if len(keys) > MOST_SORTS:
            raise RuleBroken("list.unknown_sort", field="sort", value=sort[:80])
        return order_of(self.sorts, keys, language)

    def page(self, rows: QuerySet[M], actor: Actor, ask: Ask) -> Page[M]:
        """The rows from `ask.after` on, at most `ask.limit` and never more than LARGEST_PAGE.

        Raises RuleBroken("list.bad_cursor") for a cursor of another sort, and what `narrowed` and `order`
        raise.
        """
        if ask.limit < 1:
            raise RuleBroken("list.bad_limit", field="limit", value=ask.limit)
        wanted = replace(ask, limit=min(ask.limit, LARGEST_PAGE))
        return self._page(self._sortable(rows, actor, ask), wanted)

    def count(self, rows: QuerySet[M], actor: Actor, ask: Ask) -> Count:
        """How many rows pass the filters, counted up to COUNT_CEILING."""
        found = self.first(rows, actor, ask.filters, COUNT_CEILING).count()
        return count_of(found, COUNT_CEILING)

    def first(
        self, rows: QuerySet[M], actor: Actor, filters: Mapping[str, str | Sequence[str]], ceiling: int
    ) -> QuerySet[Any]:
        """The rows that pass the filters, one more than `ceiling` of them at most: what `count_of` is asked of."""
        return self.narrowed(rows, actor, filters).order_by().values("pk")[: ceiling + 1]

    def everything(
        self, rows: QuerySet[M], actor: Actor, ask: Ask, paths: Sequence[str]
    ) -> Iterator[Sequence[tuple[Any, ...]]]:
        """The values at `paths` of all rows in order, in strides, so that an export of any length needs little memory.

        What the order needs stands behind the values asked for. A wrong filter or sort is refused at once, not with
        the first row.
        """
        order = self.order(ask.sort, ask.language)
        return _strides(self._sortable(rows, actor, ask), order, paths)

    def _sortable(self, rows: QuerySet[M], actor: Actor, ask: Ask) -> QuerySet[M]:
        """The rows that pass the filters, with the columns that `ask.sort` names and that lie elsewhere."""
        keys = (ask.sort or self.default).split(",")
        ways = {sort.beside for key in keys if (sort := self.sorts.get(key.removeprefix("-")))}
        for beside in ways - {None}:
            rows = beside(rows, actor)  # type: ignore[misc]
        return self.narrowed(rows, actor, ask.filters)

    def _page(self, rows: QuerySet[M], ask: Ask) -> Page[M]:
        order = self.order(ask.sort, ask.language)
        found = _from(rows, order, order.place(ask.after), ask.limit + 1)
        shown = found[: ask.limit]
        return Page(shown, order.cursor(shown[-1]) if len(found) > ask.limit else "")


def _strides(rows: QuerySet[Any], order: Order, paths: Sequence[str]) -> Iterator[Sequence[tuple[Any, ...]]]:
    sorts = [part.column for part in order.parts]
    names = list(dict.fromkeys((*paths, *sorts, "pk")))
    where, pk = [names.index(name) for name in sorts], names.index("pk")
    place: Place | None = None
    while True:
        found = _from(rows.values_list(*names), order, place, STRIDE)
        yield found
        if len(found) < STRIDE:
            return
        place = Place(tuple(found[-1][column] for column in where), found[-1][pk])


def _from(rows: QuerySet[Any], order: Order, place: Place | None, room: int) -> list[Any]:
    """The first `room` rows from behind `place` on."""
    if not order.is_single:
        return list(order.behind(rows, place)[:room])
    found: list[Any] = []
    if place is None or place.value is not None or not order.nullable:
        found = list(order.after(rows, place)[:room])
    if order.nullable and len(found) < room:
        found += order.without_value(rows, place)[: room - len(found)]
    return found
