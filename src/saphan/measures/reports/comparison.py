"""A frozen report beside what we now know, and why they differ, row by row with who and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from saphan.core.kpi import Measured
from saphan.journal.models import BORN, Entry
from saphan.measures.models import Report
from saphan.measures.reports.figures import Asked, figures_of, measured_of, rows_of, rows_right_of
from saphan.measures.reports.queries import covers
from saphan.workspace.actor import Actor
from saphan.workspace.models import kinds
from saphan.workspace.terms import Door

LISTED = 40


@dataclass(frozen=True)
class Line:
    """One figure. `present` is None where it is no longer asked for, or where the reader may not ask."""

    key: str
    frozen: Measured
    present: Measured | None
    kept: Mapping[str, Any]

    @property
    def differs(self) -> bool:
        return self.present is not None and (self.present.value, self.present.reason) != (
            self.frozen.value, self.frozen.reason,
        )  # fmt: skip


@dataclass(frozen=True)
class Why:
    """One row that came, went or changed after the report was frozen. `entries` tell who did what, newest first."""

    code: str
    name: str
    before: int | None
    after: int | None
    entries: Sequence[Entry]


def compared(report: Report, viewer: Actor) -> list[Line]:
    """Every figure as it was frozen and as we now know it, for the same question at the same instant."""
    asked, owner = _asked(report), _owner(report)
    present: dict[str, Any] = {}
    if covers(viewer, owner):
        lines = figures_of(owner, asked, as_of=report.as_of, known_at=None)
        present = {line["key"]: measured_of(line) for line in lines}
    return [Line(kept["key"], measured_of(kept), present.get(kept["key"]), kept) for kept in report.figures]


def why(report: Report, viewer: Actor, key: str) -> list[Why]:
    """Why a figure differs: the rows behind it that came, went or changed. Nothing without the right to the rows."""
    owner, needed = _owner(report), rows_right_of(report.subject, key)
    kept = next((line for line in report.figures if line["key"] == key), None)
    if kept is None or not covers(viewer, owner) or (needed is not None and not viewer.may(needed)):
        return []
    present = rows_of(owner, _asked(report), key, as_of=report.as_of, known_at=None)
    before, after = _by_event(kept.get("rows", [])), _by_event(present)
    moved = [place for place in {**before, **after} if _worth(before.get(place)) != _worth(after.get(place))]
    shown = sorted(moved, key=lambda place: -abs(_size(before.get(place)) - _size(after.get(place))))[:LISTED]
    entries = _entries({code for code, _ in shown}, report)
    return [
        Why(
            code, (after.get((code, event)) or before[code, event])[4], _worth(before.get((code, event))),
            _worth(after.get((code, event))), entries.get(code, []),
        )
        for code, event in shown
    ]  # fmt: skip


def _owner(report: Report) -> Actor:
    return Actor(report.owner, Door.WEB)


def _asked(report: Report) -> Asked:
    return Asked.from_json(report.subject, report.question)


def _by_event(rows: Sequence[Sequence[Any]]) -> dict[tuple[str, int], Sequence[Any]]:
    return {(row[0], row[1]): row for row in rows}


def _worth(row: Sequence[Any] | None) -> int | None:
    return None if row is None else int(row[2])


def _size(row: Sequence[Any] | None) -> int:
    return 0 if row is None else int(row[2]) or int(row[3])


def _entries(codes: set[str], report: Report) -> dict[str, list[Entry]]:
    """What was recorded about these records after the report, the newest first."""
    found: dict[str, list[Entry]] = {}
    for model in kinds().values():
        own = [code for code in codes if code.partition("-")[0] == model.PREFIX]
        if not own:
            continue
        ids = dict(
            model._base_manager.filter(workspace_id=report.workspace_id, code__in=own).values_list(
                "pk", "code"
            )
        )
        later = Entry.objects.filter(
            workspace_id=report.workspace_id, kind=model.KIND, entity_id__in=list(ids), recorded_at__gt=report.known_at
        ).exclude(attribute=BORN).select_related("change__actor").order_by("-seq")[:200]  # fmt: skip
        for entry in later:
            found.setdefault(ids[entry.entity_id], []).append(entry)
    return found
