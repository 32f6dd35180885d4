"""What a list can be narrowed by. Values come as text from an address, a command line or a JSON body.

A request names a filter by its key, or by key and operator: `status`, `amount__gte`, `owner__empty`.
Several values of one key mean any of them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any, ClassVar

from django.db.models import Choices, Q

from saphan.core.errors import RuleBroken
from saphan.core.period import start_of_day, to_micros
from saphan.workspace.actor import Actor
from saphan.workspace.models import Territory

EQUAL, UNLIKE, AT_LEAST, AT_MOST, EMPTY = "", "not", "gte", "lte", "empty"
ME = "me"
LARGEST_INTEGER = 2**63 - 1


class Filter(ABC):
    """One thing a list can be narrowed by."""

    operators: ClassVar[frozenset[str]] = frozenset({EQUAL})

    @abstractmethod
    def condition(self, actor: Actor, operator: str, values: Sequence[str]) -> Q:
        """The predicate. Raises ValueError where a value cannot be read."""


@dataclass(frozen=True)
class Column(Filter):
    """Equal to one of the values; empty or not."""

    column: str
    operators: ClassVar[frozenset[str]] = frozenset({EQUAL, UNLIKE, EMPTY})

    def read(self, text: str, actor: Actor) -> Any:  # noqa: ARG002 - the days of subclasses need the actor's zone
        """The value that a text stands for. Raises ValueError."""
        return text

    def is_empty(self) -> Q:
        """What counts as empty: no value, or a text without a character."""
        return Q(**{f"{self.column}__isnull": True}) | Q(**{self.column: ""})

    def condition(self, actor: Actor, operator: str, values: Sequence[str]) -> Q:
        if operator == EMPTY:
            return self.is_empty() if flag(values[-1]) else ~self.is_empty()
        if operator in {AT_LEAST, AT_MOST}:
            return Q(**{f"{self.column}__{operator}": self.read(values[-1], actor)})
        wanted = _one_of(self.column, [self.read(text, actor) for text in values])
        return ~wanted if operator == UNLIKE else wanted


@dataclass(frozen=True)
class Choice(Column):
    """One of the words of a closed list."""

    words: type[Choices]

    def read(self, text: str, actor: Actor) -> Any:  # noqa: ARG002
        return self.words(text).value if text else ""


def _one_of(column: str, values: Sequence[Any]) -> Q:
    # An index with a condition is used for `=`, not for a list of one.
    return Q(**{column: values[0]}) if len(values) == 1 else Q(**{f"{column}__in": values})


class _Ordered(Column):
    operators: ClassVar[frozenset[str]] = frozenset({EQUAL, UNLIKE, EMPTY, AT_LEAST, AT_MOST})

    def is_empty(self) -> Q:
        return Q(**{f"{self.column}__isnull": True})


class Amount(_Ordered):
    """A whole number: minor units, days, counts."""

    def read(self, text: str, actor: Actor) -> int:  # noqa: ARG002
        number = int(text)
        if abs(number) > LARGEST_INTEGER:
            raise ValueError(text)
        return number


class Day(_Ordered):
    """A business date, ISO 8601."""

    def read(self, text: str, actor: Actor) -> date:  # noqa: ARG002
        return date.fromisoformat(text)


class Moment(_Ordered):
    """An instant: ISO 8601, where a bare day means its first moment in the workspace's zone."""

    def read(self, text: str, actor: Actor) -> int:
        try:
            return start_of_day(date.fromisoformat(text), actor.workspace.zone)
        except ValueError:
            moment = datetime.fromisoformat(text)
        return to_micros(moment if moment.tzinfo else moment.replace(tzinfo=actor.workspace.zone))


class Flag(Column):
    """Yes or no."""

    operators: ClassVar[frozenset[str]] = frozenset({EQUAL})

    def read(self, text: str, actor: Actor) -> bool:  # noqa: ARG002
        return flag(text)


class MemberCode(Column):
    """A member by code, or `me`. `column` is the foreign key without `_id`."""

    def is_empty(self) -> Q:
        return Q(**{f"{self.column}__isnull": True})

    def condition(self, actor: Actor, operator: str, values: Sequence[str]) -> Q:
        if operator == EMPTY:
            return super().condition(actor, operator, values)
        codes = [text for text in values if text != ME]
        wanted = _one_of(f"{self.column}__code", codes) if codes else Q()
        if ME in values:
            wanted |= Q(**{f"{self.column}_id": actor.me.pk})
        return ~wanted if operator == UNLIKE else wanted


class TerritoryCode(Column):
    """A territory by code, with everything below it. `column` is the foreign key without `_id`."""

    def is_empty(self) -> Q:
        return Q(**{f"{self.column}__isnull": True})

    def condition(self, actor: Actor, operator: str, values: Sequence[str]) -> Q:
        if operator == EMPTY:
            return super().condition(actor, operator, values)
        mine = Territory.objects.filter(workspace_id=actor.workspace_id)
        below = Q(pk__in=[])
        for path in mine.filter(code__in=values).values_list("path", flat=True):
            below |= Q(path__startswith=path)
        wanted = Q(**{f"{self.column}_id__in": mine.filter(below).values("pk")})
        return ~wanted if operator == UNLIKE else wanted


@dataclass(frozen=True)
class Words(Filter):
    """Found by search. `find(actor, text)` returns the predicate that a room's search offers."""

    find: Callable[[Actor, str], Q]

    def condition(self, actor: Actor, operator: str, values: Sequence[str]) -> Q:  # noqa: ARG002
        return self.find(actor, " ".join(values))


def containing(*columns: str) -> Words:
    """Rows where each word stands in one of the columns, in whatever case; for lists that are in no search index."""

    def find(_actor: Actor, text: str) -> Q:
        found = Q()
        for word in text.split():
            found &= reduce(or_, (Q(**{f"{column}__icontains": word}) for column in columns))
        return found

    return Words(find)


@dataclass(frozen=True)
class Condition(Filter):
    """A named question that is answered with yes or no: due for a touch, without an owner."""

    question: Callable[[Actor], Q]

    def condition(self, actor: Actor, operator: str, values: Sequence[str]) -> Q:  # noqa: ARG002
        holds = self.question(actor)
        return holds if flag(values[-1]) else ~holds


def flag(text: str) -> bool:
    """True or False from the ways people and programs write it. Raises ValueError."""
    found = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}.get(text.lower())
    if found is None:
        raise ValueError(text)
    return found


def predicate(filters: dict[str, Filter], name: str, values: Sequence[str], actor: Actor) -> Q:
    """The predicate of one filter as a request names it.

    Raises RuleBroken("list.unknown_filter") and RuleBroken("list.bad_value").
    """
    key, _, operator = name.partition("__")
    wanted = filters.get(key)
    if wanted is None or operator not in wanted.operators:
        raise RuleBroken("list.unknown_filter", field=name)
    try:
        return wanted.condition(actor, operator, values)
    except (ValueError, OverflowError) as error:
        raise RuleBroken("list.bad_value", field=name, value=" ".join(values)[:80]) from error
