"""Customer satisfaction: of the answers received in the period, the share that is satisfied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from saphan.core.kpi.definition import Additivity, Definition, Direction, Parameter
from saphan.core.kpi.measured import Measured, Unit, measure_share
from saphan.core.kpi.rows import WHOLE, Row, tally
from saphan.core.period import Micros, Period


class Answer(NamedTuple):
    """An answer of a client: `score` on a scale whose satisfied points begin at `threshold`."""

    answer_id: int
    seq: int
    answered_at: Micros
    answered_on: date
    client_id: int
    score: int
    scale: int
    threshold: int
    excluded: str | None = None


def rows(answers: Iterable[Answer], period: Period, *, counted: str = "each") -> Iterator[Row]:
    """One row per answer in `period`, `num` whether it is satisfied; with "latest" the last one of each client."""
    for answer in chosen(answers, period, counted):
        reason = answer.excluded
        satisfied = int(answer.score >= answer.threshold)
        yield Row(
            answer.answer_id, answer.seq, answer.answered_at, satisfied, 1, WHOLE, reason is None, reason
        )


def chosen(answers: Iterable[Answer], period: Period, counted: str) -> list[Answer]:
    """The answers in `period`, or with "latest" the newest valid one of each client."""
    inside = sorted((a for a in answers if a.answered_on in period), key=lambda a: (a.answered_on, a.seq))
    if counted == "each":
        return inside
    return list({a.client_id: a for a in inside if a.excluded is None}.values())


def invitation_rows(invitations: Iterable[tuple[int, int, Micros, bool]]) -> Iterator[Row]:
    """One row per delivered invitation (id, seq, instant, answered), for the answer rate."""
    for invitation_id, seq, delivered_at, answered in invitations:
        yield Row(invitation_id, seq, delivered_at, int(answered), 1)


def reduce(
    rows: Iterable[Row],
    *,
    currency: str | None = None,  # noqa: ARG001 - one signature
    other_rows: Iterable[Row] | None = None,
) -> Measured:
    """Share of satisfied answers with its interval.

    `other_rows` are those of invitation_rows: their share answered is the companion `answer_rate`.
    """
    beside = {} if other_rows is None else {"answer_rate": measure_share(tally(other_rows))}
    return measure_share(tally(rows), beside)


DEFINITION = Definition(
    "csat",
    1,
    Unit.SHARE,
    Direction.UP,
    Additivity.RATIO_OF_SUMS,
    reduce,
    {"answers": Parameter("each", ("each", "latest"))},
)
