"""When a deal first came as far as a marked stage. Stages are known by id; marks may move in time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from saphan.core.period import Micros


class StageEntry(NamedTuple):
    """A deal entered `stage_id`; `entered_on` is the workspace date. A win has no stage (None)."""

    seq: int
    entered_at: Micros
    entered_on: date
    stage_id: int | None


class MarkedStage(NamedTuple):
    """`stage_id` lies at or after the mark from `valid_from` up to but not including `valid_to`."""

    stage_id: int
    valid_from: Micros
    valid_to: Micros | None = None


def first_entry(entries: Iterable[StageEntry], marked: Iterable[MarkedStage]) -> StageEntry | None:
    """The earliest entry into a stage that was marked at that moment; a direct win counts as entering."""
    spans: dict[int, list[MarkedStage]] = {}
    for stage in marked:
        spans.setdefault(stage.stage_id, []).append(stage)
    reached = (
        entry
        for entry in entries
        if entry.stage_id is None
        or any(_covers(span, entry.entered_at) for span in spans.get(entry.stage_id, ()))
    )
    return min(reached, key=lambda entry: (entry.entered_at, entry.seq), default=None)


def _covers(span: MarkedStage, instant: Micros) -> bool:
    return span.valid_from <= instant and (span.valid_to is None or instant < span.valid_to)
