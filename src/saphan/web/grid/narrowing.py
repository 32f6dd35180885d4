"""Filters as chips, and what else a list can be narrowed by."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saphan.core.errors import RuleBroken
from saphan.core.money import parse_amount
from saphan.core.reading.dates import DateOrder, read_date
from saphan.web.grid.columns import Facet, Grid
from saphan.web.grid.state import State
from saphan.web.reader import Reader
from saphan.web.request import MemberRequest

WORDS = {
    "": gettext_lazy("is"),
    "not": gettext_lazy("is not"),
    "gte": gettext_lazy("from"),
    "lte": gettext_lazy("to"),
    "empty": gettext_lazy("is empty"),
}
KINDS = {
    "choice": ("", "not", "empty"), "text": ("", "not", "empty"), "day": ("gte", "lte", "empty"),
    "money": ("gte", "lte", "empty"), "number": ("gte", "lte", "empty"), "flag": ("",), "words": ("",),
}  # fmt: skip


@dataclass(frozen=True)
class Chip:
    """One filter that is on: what it is called, what it asks, and the address without it."""

    label: str
    asks: str
    value: str
    without: str


def chips(
    request: MemberRequest, state: State, reader: Reader, only: Collection[str] | None = None
) -> list[Chip]:
    """The filters of the address, those of the search field left out, and all others where `only` names some."""
    known = {facet.key: facet for facet in state.grid.facets}
    found = []
    for name, values in state.filters.items():
        key, _sep, operator = name.partition("__")
        if key == "text" or (only is not None and name not in only):
            continue
        facet = known.get(key, Facet(key, key))
        asks, shown = str(WORDS.get(operator, operator)), _shown(request, facet, operator, values, reader)
        if operator == "empty":
            asks, shown = "", (_("empty") if values[-1] in {"true", "1", "yes"} else _("not empty"))
        found.append(
            Chip(str(facet.label), "" if operator == "" else asks, shown, state.address(**{name: None}))
        )
    return found


def facets(request: MemberRequest, grid: Grid) -> list[dict[str, Any]]:
    """Everything the list can be narrowed by, with the operators and values to choose from."""
    found = []
    for facet in grid.facets:
        operators = grid.listing.filters[facet.key].operators
        options = list(facet.options(request)) if facet.options else []
        if facet.options and not options:
            continue
        asks = [(each, WORDS[each]) for each in KINDS[facet.kind] if each in operators]
        found.append(
            {
                "key": facet.key,
                "label": facet.label,
                "kind": facet.kind,
                "operators": asks,
                "options": options,
            }
        )
    return found


def added(request: MemberRequest, grid: Grid, query: QueryDict) -> str:
    """The address with the filter that the builder's form describes: `add`, `op`, `value`.

    Raises RuleBroken("list.unknown_filter"), ("list.bad_value") and what reading a date or an amount raises.
    """
    facet = next((each for each in grid.facets if each.key == query.get("add")), None)
    operator = query.get("op", "")
    if facet is None or operator not in KINDS[facet.kind]:
        raise RuleBroken("list.unknown_filter", field="add")
    values = ["true"] if operator == "empty" else [value for value in query.getlist("value") if value.strip()]
    if operator != "empty":
        values = [_read(facet, value, request) for value in values]
    rest = query.copy()
    for name in ("add", "op", "value"):
        rest.pop(name, None)
    name = f"{facet.key}__{operator}" if operator else facet.key
    return State(grid, rest).address(**{name: values})


def _read(facet: Facet, text: str, request: MemberRequest) -> str:
    if facet.kind == "day":
        return read_date(text, DateOrder.DMY).date.isoformat()
    if facet.kind == "money":
        return str(parse_amount(text, request.workspace.currency).minor)
    return text.strip()


def _shown(request: MemberRequest, facet: Facet, operator: str, values: Sequence[str], reader: Reader) -> str:
    if operator == "empty":
        return ""
    if facet.kind == "flag":
        return _("yes") if values[-1].lower() in {"1", "true", "yes"} else _("no")
    if facet.kind == "money" and values[-1].lstrip("-").isdecimal():
        return reader.compact(int(values[-1]))
    if facet.kind == "day":
        return ", ".join(_day(value, reader) for value in values)
    labels = dict(facet.options(request)) if facet.options else {}
    return ", ".join(str(labels.get(value, value)) for value in values)


def _day(text: str, reader: Reader) -> str:
    try:
        return reader.full_day(date.fromisoformat(text))
    except ValueError:
        return text
