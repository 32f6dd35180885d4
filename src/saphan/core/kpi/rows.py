"""The rows a metric is counted from: a headline has no other source, so drilling down always agrees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from saphan.core.period import Micros

WHOLE = 10_000  # weight of a row that counts in full: hundredths of a percent

DUPLICATE = "duplicate"
AMOUNT_MISSING = "amount_missing"
IMMATURE = "immature"
MISSING_RATE = "missing_rate"


class Row(NamedTuple):
    """What one event adds to a metric.

    `num` and `den` are the whole event's; `weight` says how many of its WHOLE parts are credited here.
    Money arrives already shared out in minor units and then weighs WHOLE. A row that is not `included` adds
    nothing and is listed under its `reason`; immature(...) and missing_rate(...) make the two reasons that
    carry a fact. `beside` adds up like `num`, for the figure that the metric shows next to its headline.
    """

    entity_id: int
    event_id: int
    effective_at: Micros
    num: int
    den: int
    weight: int = WHOLE
    included: bool = True
    reason: str | None = None
    beside: int = 0


class Tally(NamedTuple):
    """Sums over the included rows (in parts of WHOLE), their number, and what was left out and why."""

    num: int
    den: int
    beside: int
    n: int
    excluded: dict[str, int]
    missing: tuple[str, ...]
    immature_until: date | None


def immature(until: date) -> str:
    """Reason of a row whose window has not passed; it will have on `until`."""
    return f"{IMMATURE}:{until.isoformat()}"


def missing_rate(currency: str) -> str:
    """Reason of a row that could not be converted; it leaves the whole figure undefined."""
    return f"{MISSING_RATE}:{currency}"


def tally(rows: Iterable[Row] | Tally) -> Tally:
    """Add up `rows`; what was added up already stays."""
    if isinstance(rows, Tally):
        return rows
    num = den = beside = n = 0
    reasons: dict[str, int] = {}
    for _, _, _, row_num, row_den, weight, included, reason, row_beside in rows:
        if included:
            num += row_num * weight
            den += row_den * weight
            beside += row_beside * weight
            n += 1
        else:
            reasons[reason or ""] = reasons.get(reason or "", 0) + 1
    return Tally(num, den, beside, n, *_sorted_reasons(reasons))


def tally_of(fates: Mapping[str | None, Sequence[int]]) -> Tally:
    """The tally of rows that were counted elsewhere: for each reason, None for what counts, how many, num, den, beside.

    Sums are in parts of WHOLE.
    """
    n, num, den, beside = fates.get(None, (0, 0, 0, 0))
    reasons = {reason: each[0] for reason, each in fates.items() if reason is not None}
    return Tally(num, den, beside, n, *_sorted_reasons(reasons))


def against_base(current: Iterable[Row], base: Iterable[Row]) -> Iterator[Row]:
    """One relation of growth rows: `num` of the current rows stays, `num` of the base rows becomes `den`."""
    for row in current:
        yield row._replace(den=0)
    for row in base:
        yield row._replace(num=0, den=row.num)


def _sorted_reasons(reasons: dict[str, int]) -> tuple[dict[str, int], tuple[str, ...], date | None]:
    excluded: dict[str, int] = {}
    facts: dict[str, list[str]] = {IMMATURE: [], MISSING_RATE: []}
    for reason, count in sorted(reasons.items()):
        head, _, fact = reason.partition(":")
        excluded[head] = excluded.get(head, 0) + count
        if head in facts:
            facts[head].append(fact)
    until = date.fromisoformat(facts[IMMATURE][-1]) if facts[IMMATURE] else None
    return excluded, tuple(facts[MISSING_RATE]), until
