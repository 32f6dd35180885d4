"""What an address asks of a list, and the addresses one step away from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from saphan.web.grid.columns import Column, Grid
from saphan.workspace.listing import Ask

SHAPE = ("sort", "group", "columns", "dense", "fields", "pipeline")
PASSING = ("after", "view", "peek")
NARROWEST, WIDEST = 60, 900


@dataclass(frozen=True)
class State:
    """The filters, order, columns and group of one address."""

    grid: Grid
    query: QueryDict

    @property
    def filters(self) -> dict[str, list[str]]:
        """Filters as the list understands them, by name and operator."""
        known = self.grid.listing.filters
        return {
            name: [value for value in values if value]
            for name, values in self.query.lists()
            if name.partition("__")[0] in known and any(values) and name not in SHAPE
        }

    @property
    def sort(self) -> str:
        return self.query.get("sort", "") or self.grid.default_sort or self.grid.listing.default

    @property
    def group(self) -> str:
        """The column that rows are gathered by; empty when by none."""
        key = self.query.get("group", "")
        column = self.grid.by_key.get(key.removeprefix("-"))
        return key if column is not None and column.gathers else ""

    @property
    def is_dense(self) -> bool:
        return bool(self.query.get("dense"))

    @property
    def columns(self) -> list[tuple[Column, int]]:
        """The columns shown, in their order, with the width each was given (0: its own)."""
        known = self.grid.by_key
        found: dict[str, tuple[Column, int]] = {}
        for part in self.query.get("columns", "").split(","):
            key, _, width = part.partition(":")
            if key in known:
                wide = min(max(int(width), NARROWEST), WIDEST) if width.isdecimal() else 0
                found[key] = (known[key], wide)
        return list(found.values()) or [(column, 0) for column in self.grid.columns if column.is_first_shown]

    def ask(self, language: str, limit: int) -> Ask:
        """The request to the list; a group is the first thing sorted by."""
        sort = self.sort
        if self.group:
            column = self.grid.by_key[self.group.removeprefix("-")]
            sign = "-" if self.group.startswith("-") else ""
            others = [key for key in sort.split(",") if key.removeprefix("-") != column.gathers]
            sort = ",".join([f"{sign}{column.gathers}", *others[:2]])
        return Ask(self.filters, sort, self.query.get("after", ""), limit, language)

    def address(self, **changes: Any) -> str:
        """This address with some parameters changed; None takes one away, and the page begins anew."""
        query = self.query.copy()
        for name in ("after", "peek"):
            query.pop(name, None)
        for name, value in changes.items():
            if value is None or value in ("", []):
                query.pop(name, None)
            elif isinstance(value, list):
                query.setlist(name, [str(each) for each in value])
            else:
                query[name] = str(value)
        return f"?{query.urlencode(safe=',:')}"

    def kept(self) -> str:
        """What a saved view of this address keeps."""
        pairs = [(name, value) for name, value in self._pairs() if name not in PASSING]
        return urlencode(pairs, safe=",:")

    def _pairs(self) -> list[tuple[str, str]]:
        names = [*self.filters, *(name for name in SHAPE if self.query.get(name))]
        return [(name, value) for name in names for value in self.query.getlist(name) if value]

    def heading(self, column: Column) -> dict[str, Any]:
        """How a column's heading sorts: to where a click leads, and a click with Shift."""
        keys = self.query.get("sort", self.grid.default_sort).split(",")
        here = next((key for key in keys if key.removeprefix("-") == column.sort), "")
        first = f"-{column.sort}" if column.falls else column.sort
        turned = (column.sort if here.startswith("-") else f"-{column.sort}") if here else first
        rest = [key for key in keys if key and key.removeprefix("-") != column.sort]
        also = [turned if key == here else key for key in keys if key] if here else [*rest, first]
        return {
            "to": self.address(sort=turned),
            "also": self.address(sort=",".join(also[:3])),
            "order": ("descending" if here.startswith("-") else "ascending") if here else "",
            "place": keys.index(here) + 1 if here and rest else 0,
        }


def state_of(grid: Grid, query: QueryDict | str | Mapping[str, str]) -> State:
    """The state behind an address or behind a saved view's query."""
    if isinstance(query, QueryDict):
        return State(grid, query)
    return State(grid, QueryDict(query if isinstance(query, str) else urlencode(query)))
