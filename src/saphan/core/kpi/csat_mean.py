"""Mean score of satisfaction answers on one scale: another figure than satisfaction, under its own name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from saphan.core.kpi.csat import Answer, chosen
from saphan.core.kpi.definition import Additivity, Definition, Direction, Parameter
from saphan.core.kpi.measured import Measured, Unit, measure_ratio
from saphan.core.kpi.rows import WHOLE, Row, tally
from saphan.core.period import Period

OTHER_SCALE = "other_scale"


def rows(
    answers: Iterable[Answer], period: Period, *, scale: str = "5", counted: str = "each"
) -> Iterator[Row]:
    """One row per answer in `period`, `num` its points; those of another scale are left out, never rescaled."""
    for answer in chosen(answers, period, counted):
        reason = answer.excluded or (None if answer.scale == int(scale) else OTHER_SCALE)
        yield Row(
            answer.answer_id, answer.seq, answer.answered_at, answer.score, 1, WHOLE, reason is None, reason
        )


def reduce(rows: Iterable[Row], *, currency: str | None = None) -> Measured:  # noqa: ARG001 - one signature
    """Mean in points of the scale."""
    return measure_ratio(tally(rows), Unit.COUNT)


DEFINITION = Definition(
    "csat_mean",
    1,
    Unit.COUNT,
    Direction.UP,
    Additivity.RATIO_OF_SUMS,
    reduce,
    {
        "scale": Parameter("5", ("5", "7", "10")),
        "answers": Parameter("each", ("each", "latest")),
    },
)
