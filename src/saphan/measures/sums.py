"""What was counted of a metric's rows: for each stretch of time and group, by what became of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from saphan.core.kpi import Measured, Row
from saphan.core.kpi.distribution import Points
from saphan.core.kpi.measured import Reason
from saphan.core.kpi.retention import KEYS as RETENTIONS
from saphan.core.period import Period
from saphan.measures.question import Question

OTHER_READINGS = frozenset(
    {"constant", "reported", "flow", "stock", "answer_rate", "as_of_event", "like_for_like", *RETENTIONS}
)


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
        found: dict[str, int] = defaultdict(int)
        for reason, (count, *_) in self.fates.items():
            if reason is not None:
                found[reason.partition(":")[0]] += count
        return found

    @property
    def rows(self) -> list[Row]:
        """One row for each fate, or where each row is needed those that count one by one."""
        return [
            *(
                Row(0, 0, 0, num, den, 1, reason is None, reason, beside)
                for reason, (_, num, den, beside) in self.fates.items()
                if reason is not None or not self.each
            ),
            *self.each,
        ]

    def answer(self, question: Question, other: Sums | None = None) -> Measured:
        """The metric's answer from these sums. `other` are those of the reading shown beside it."""
        metric = question.metric
        measured = metric.definition.measure(
            self.rows, question.choices, currency=question.currency, other_rows=other.rows if other else None,
            points=self.points,
        )  # fmt: skip
        measured = _with_counts(measured, self, own_n=metric.own_n)
        for name in OTHER_READINGS & set(measured.companions):
            beside = {name: _with_counts(measured.companions[name], other or self)}
            measured = replace(measured, companions={**measured.companions, **beside})
        if missing := metric.needs(question.choices):
            measured = replace(
                measured, value=None, reason=Reason.MISSING_INPUT, missing=missing, interval=None
            )
        return measured


Summary = dict[tuple[int, bool, Any], Sums]


def _with_counts(measured: Measured, sums: Sums, *, own_n: bool = False) -> Measured:
    """The same answer with the number of rows behind the sums it was reduced from, unless it has its own."""
    return _counted(measured, sums.n, dict(sums.excluded), own_n=own_n)


def _counted(measured: Measured, rows: int, excluded: dict[str, int], *, own_n: bool) -> Measured:
    n = measured.n if own_n else rows
    beside = {name: _counted(one, rows, excluded, own_n=own_n) for name, one in measured.companions.items()}
    return replace(measured, n=n, excluded=excluded, companions=beside)
