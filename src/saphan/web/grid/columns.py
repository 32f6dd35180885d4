"""What a list declares: columns with their editors, filters, built-in views, sums."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.safestring import SafeString

from saphan.web.reader import Reader
from saphan.web.request import MemberRequest
from saphan.workspace.actor import Actor
from saphan.workspace.listing import Listing
from saphan.workspace.rights import Right

Options = Callable[[MemberRequest], Sequence[tuple[str, str]]]


@dataclass(frozen=True)
class About:
    """What the cells of one page share: who reads, what was gathered for all rows at once, where records live."""

    actor: Actor
    reader: Reader
    gathered: Any
    url: str  # of a record's page, with CODE in it

    def page_of(self, code: str) -> str:
        return self.url.replace("CODE", code)


@dataclass(frozen=True)
class Cell:
    """What stands in a cell. `value` is what its editor starts with; `tone` colours it: warn, crit, good."""

    html: SafeString | str
    value: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Editor:
    """How a cell is edited. `kind` is text, choice, money, date or number.

    `write(record, value, actor=…, version=…, reason=…)` runs the action; `value` is as `read` understood the text.
    `attribute` is the journaled attribute behind it, by which two people's changes are kept apart.
    `many(actor, ids, value)` is the action for many records at once where there is one.
    """

    kind: str
    attribute: str
    write: Callable[..., Any]
    read: Callable[[str, Any, MemberRequest], Any]
    options: Options | None = None
    many: Callable[[Actor, list[int], Any], Any] | None = None
    in_bulk: bool = False


@dataclass(frozen=True)
class Column:
    """One column. `kind` is a style (number, step), `phone` its place there: title, end, sub or nothing.

    A column with `later` costs more than a list may: its cells arrive after the rows, `later(actor, records, reader)`
    giving them by id, those that are missing staying empty. `sort` is the key of the list's own sort; `group(record, reader)` names the group a record falls into, and
    `group_sort` gathers groups where that is another sort.
    """

    key: str
    label: Any
    show: Callable[[Any, About], Cell]
    kind: str = ""
    phone: str = ""
    sort: str = ""
    editor: Editor | None = None
    width: int = 0
    is_first_shown: bool = True
    group: Callable[[Any, Reader], str] | None = None
    group_sort: str = ""
    later: Callable[[Actor, Sequence[Any], Reader], Mapping[int, Cell]] | None = None
    falls: bool = False  # the first click on its heading shows the largest first

    @property
    def gathers(self) -> str:
        """The sort that brings the rows of a group together; empty where there are no groups."""
        return (self.group_sort or self.sort) if self.group is not None else ""


@dataclass(frozen=True)
class Facet:
    """What people can narrow a list by. `kind` is choice, text, day, money or flag; `key` the list's own filter."""

    key: str
    label: Any
    kind: str = "text"
    options: Options | None = None


@dataclass(frozen=True)
class Preset:
    """A view that comes with the house."""

    label: Any
    query: str = ""


@dataclass(frozen=True)
class Total:
    """A figure under the list: its name and its value, written out."""

    label: Any
    text: str


def awaited(_record: Any, _about: About) -> Cell:
    """What a cell shows until it arrives."""
    return Cell("")


def nothing(_actor: Actor, _records: Sequence[Any], _reader: Reader) -> Any:
    return None


def no_totals(_actor: Actor, _rows: QuerySet[Any], _reader: Reader) -> list[Total]:
    return []


@dataclass(frozen=True)
class Grid:
    """One list. `template` is its page; `page`, `record` and `peek` are names of addresses; `count(n)` says how many there are, `above(n)` more than.

    `empty` is what the page shows before there is any record. A list without a `peek` of its own shows all its columns
    and the record's past there. `sum_column` is added up per group, in minor units of the reporting currency, over the
    rows that are `summed`. `past` names the columns that hold only what the journal tells, or filters of such: of them
    the list can be shown as it stood; a text filter looks in the columns `searched_then`.
    """

    key: str
    label: Any
    listing: Listing
    rows: Callable[[Actor], QuerySet[Any]]
    columns: tuple[Column, ...]
    page: str
    record: str
    empty: str
    count: Callable[[int], str]
    above: Callable[[int], str]
    template: str = "grid/list.html"
    peek: str = ""
    along: tuple[str, ...] = ()
    right: Right = Right.WRITE  # without it nothing in the list can be changed by anybody
    facets: tuple[Facet, ...] = ()
    presets: tuple[Preset, ...] = ()
    default_sort: str = ""
    gather: Callable[[Actor, Sequence[Any], Reader], Any] = nothing
    totals: Callable[[Actor, QuerySet[Any], Reader], list[Total]] = no_totals
    sum_column: str = ""
    summed: Q = field(default_factory=Q)
    may_edit: Callable[[Actor, Any, Any], bool] = field(default=lambda _actor, _record, _gathered: False)
    export: str = ""
    past: frozenset[str] = frozenset()
    searched_then: tuple[str, ...] = ("name",)
    deeds: str = ""  # a template with more buttons for the selection
    around: Callable[[MemberRequest], dict[str, Any]] = field(
        default=lambda _request: {}
    )  # what else its page shows

    @property
    def by_key(self) -> Mapping[str, Column]:
        return {column.key: column for column in self.columns}

    @property
    def of_the_past(self) -> Grid:
        """The same list with nothing but what can be told of an instant."""
        return replace(
            self,
            columns=tuple(column for column in self.columns if column.key in self.past),
            facets=tuple(facet for facet in self.facets if facet.key in self.past),
        )
