"""What people say will be won: their categories added up, and how close their calls have come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple


class Totals(NamedTuple):
    """Minor units of one currency by forecast category, each by itself. Omitted deals are in none of the sums."""

    closed: int = 0
    commit: int = 0
    best_case: int = 0
    pipeline: int = 0
    omitted: int = 0

    def plus(self, other: Totals) -> Totals:
        """Both together."""
        return Totals(*(one + more for one, more in zip(self, other, strict=True)))

    @property
    def cumulative(self) -> Totals:
        """Each category with those that are more certain: commit = closed + commit, and so on."""
        commit = self.closed + self.commit
        best_case = commit + self.best_case
        return Totals(self.closed, commit, best_case, best_case + self.pipeline, self.omitted)


class Call(NamedTuple):
    """One call with what came of it, in minor units; `low` and `high` where a range was stated."""

    call: int
    actual: int
    low: int | None = None
    high: int | None = None


class TrackRecord(NamedTuple):
    """`bias` is mean(call − actual) ÷ mean(actual), above 0 for calls that were too high; None without revenue.

    `coverage` is the share of the stated ranges that held, None where none was stated; `ranges` is their number.
    """

    calls: int
    bias: Fraction | None
    ranges: int
    coverage: Fraction | None


def track_record(calls: Iterable[Call]) -> TrackRecord:
    """How a person's calls came out."""
    made = list(calls)
    reached = sum(one.actual for one in made)
    over = sum(one.call - one.actual for one in made)
    held = [one.low <= one.actual <= one.high for one in made if one.low is not None and one.high is not None]
    return TrackRecord(
        len(made), Fraction(over, reached) if reached > 0 else None,
        len(held), Fraction(sum(held), len(held)) if held else None,
    )  # fmt: skip


def together(totals: Sequence[Totals]) -> Totals:
    """The sum of many."""
    found = Totals()
    for one in totals:
        found = found.plus(one)
    return found
