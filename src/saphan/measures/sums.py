"""What was counted of a metric's rows: for each stretch of time and group, by what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from saphan.core.kpi import Measured, Row, Tally, tally_of
from saphan.core.kpi.distribution import Points
from saphan.core.kpi.measured import Reason
from saphan.core.period import Period
from saphan.measures.question import Question

NO_POINTS = Points(0, {})


@dataclass(frozen=True)
class Slot:
    """A stretch of time to answer for, with the base it is compared with where the metric grows."""

    period: Period
    base: Period | None = None


@dataclass
class Sums:
    """What was counted for one group of one slot: by fate (the reason of what was left out) how often, num, den, beside."""

    fates: dict[str | None, list[int]] = field(default_factory=dict)
    each: list[Row] = field(default_factory=list)
    points: Points | None = None

    def add(self, reason: str | None, sums: Sequence[int]) -> None:
        """Add rows with one fate, summed up."""
        held = self.fates.setdefault(reason, [0, 0, 0, 0])
        for place, amount in enumerate(sums):
            held[place] += amount

    @property
    def n(self) -> int:
        """How many rows count."""
        return self.fates[None][0] if None in self.fates else 0

    @property
    def excluded(self) -> dict[str, int]:
        """How many do not, by reason."""
        return tally_of(self.fates).excluded

    @property
    def rows(self) -> list[Row] | Tally:
        """What was added up, or where each row is needed those that count one by one and one for each other fate."""
        if not self.each:
            return tally_of(self.fates)
        others = [
            Row(0, 0, 0, num, den, 1, included=False, reason=reason, beside=beside)
            for reason, (_, num, den, beside) in self.fates.items()
            if reason is not None
        ]
        return [*others, *self.each]

    def answer(self, question: Question, other: Sums | None = None) -> Measured:
        """The metric's answer from these sums. `other` are those of the reading shown beside it."""
        metric = question.metric
        measured = metric.definition.measure(
            self.rows, question.choices, currency=question.currency, other_rows=other.rows if other else None,
            points=self.points or (NO_POINTS if metric.has_points else None),
        )  # fmt: skip
        if self.each:
            measured = _counted(measured, self.n, self.excluded)
        if missing := metric.needs(question.choices):
            measured = replace(
                measured, value=None, reason=Reason.MISSING_INPUT, missing=missing, interval=None
            )
        return measured


Summary = dict[tuple[int, bool, Any], Sums]


def _counted(measured: Measured, rows: int, excluded: dict[str, int]) -> Measured:
    """The same answer with the number of rows behind the sums that it was reduced from."""
    beside = {name: _counted(one, rows, excluded) for name, one in measured.companions.items()}
    return replace(measured, n=rows, excluded=excluded, companions=beside)
