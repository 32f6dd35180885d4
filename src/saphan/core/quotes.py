"""What a quote gives away, and what two versions of it differ in."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from saphan.core.orders import WHOLE_BP, LineTerms


class Priced(NamedTuple):
    """A line as it is offered, and its listed price per unit where one is known, in minor units."""

    terms: LineTerms
    list_price_minor: int | None = None

    @property
    def full_minor(self) -> int:
        """Minor units at the listed price, or at the asked one where nothing is listed or more is asked."""
        asked = self.terms.unit_price_minor
        unit = asked if self.list_price_minor is None else max(asked, self.list_price_minor)
        return self.terms.quantity * unit * (self.terms.months or 1)


def discount_minor(lines: Iterable[Priced]) -> int:
    """Minor units between the full prices and what is asked; never less than 0."""
    return sum(max(0, line.full_minor - line.terms.net_minor) for line in lines)


def is_over_limit(lines: Iterable[Priced], limit_bp: int | None) -> bool:
    """Whether a line gives more than `limit_bp` hundredths of a percent off its full price. None: no limit.

    A price below the listed one is a discount too. Exact: net × 100 % < full × (100 % − limit), so a line at
    the limit is within it; what rounding takes, at most half a minor unit, does not count.
    """
    if limit_bp is None:
        return False
    return any(
        2 * WHOLE_BP * line.terms.net_minor + WHOLE_BP < 2 * line.full_minor * (WHOLE_BP - limit_bp)
        for line in lines
    )


@dataclass(frozen=True)
class LineChange:
    """One line in two versions; None where a version does not have it. `fields` names what differs."""

    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    fields: frozenset[str] = frozenset()

    @property
    def kind(self) -> str:
        """added, removed, changed or same."""
        if self.before is None:
            return "added"
        if self.after is None:
            return "removed"
        return "changed" if self.fields else "same"


TOLD = ("offering", "description", "quantity", "unit", "unit_price_minor", "discount_bp", "tax_bp", "months",
        "is_pass_through", "amount_minor", "tax_minor")  # fmt: skip


def compare_lines(
    before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]
) -> list[LineChange]:
    """Line by line what the later version changed, in its order; lines that are gone come last.

    Lines belong together when they name the same offering and text; else when they name the same offering;
    among several, in their order.
    """
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for key in (_text, _offering):
        waiting: dict[Any, deque[int]] = defaultdict(deque)
        for place, line in enumerate(before):
            if place not in taken:
                waiting[key(line)].append(place)
        for place, line in enumerate(after):
            if place not in partner and key(line) is not None and waiting[key(line)]:
                partner[place] = waiting[key(line)].popleft()
                taken.add(partner[place])
    changes = [
        _change(before[partner[place]], line) if place in partner else LineChange(None, line)
        for place, line in enumerate(after)
    ]
    return changes + [LineChange(line, None) for place, line in enumerate(before) if place not in taken]


def _text(line: Mapping[str, Any]) -> Any:
    return (line.get("offering"), line.get("description"))


def _offering(line: Mapping[str, Any]) -> Any:
    return line.get("offering") or None


def _change(before: Mapping[str, Any], after: Mapping[str, Any]) -> LineChange:
    fields = frozenset(name for name in TOLD if before.get(name) != after.get(name))
    return LineChange(before, after, fields)
