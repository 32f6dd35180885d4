"""The figures of a report: asked once, kept as exact numbers with the rows behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from saphan.core.kpi import Measured, Reason, Unit
from saphan.core.period import Micros, Period
from saphan.core.proportion import Interval
from saphan.journal import now
from saphan.measures.attainment import aims
from saphan.measures.changes import Changes, changes
from saphan.measures.compute import compute, parsed_filters
from saphan.measures.registry import METRICS
from saphan.measures.reports.terms import Subject
from saphan.measures.result import measured_json, value_json
from saphan.measures.stretch import Unit as Counting
from saphan.measures.wall import Tile, wall
from saphan.workspace.actor import Actor

MOST_ROWS = 5_000
ENDS = ("opening", "closing")


@dataclass(frozen=True)
class Asked:
    """What a report is about. `filters` holds database ids by dimension; a wall's period or two days are its span."""

    subject: Subject
    start: date
    end: date
    filters: Mapping[str, int] = field(default_factory=dict)
    currency: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {
            "start": self.start.isoformat(), "end": self.end.isoformat(), "filters": dict(self.filters),
            "currency": self.currency, "choices": dict(self.choices),
        }  # fmt: skip

    @classmethod
    def from_json(cls, subject: str, kept: Mapping[str, Any]) -> Asked:
        return cls(
            Subject(subject), date.fromisoformat(kept["start"]), date.fromisoformat(kept["end"]),
            kept["filters"], kept["currency"], kept["choices"],
        )  # fmt: skip

    @property
    def period(self) -> Period:
        return Period(self.start, self.end)


@dataclass(frozen=True, repr=False)
class Draft:
    """Figures that were just asked for, ready to be kept. It is named by its question, which a repetition repeats."""

    asked: Asked
    as_of: Micros
    known_at: Micros
    figures: list[dict[str, Any]]

    def __repr__(self) -> str:
        return f"Draft({self.asked!r})"


def draft_report(
    actor: Actor, asked: Asked, *, as_of: Micros | None = None, known_at: Micros | None = None
) -> Draft:
    """Ask everything for what `actor` may read, at `as_of` (T) and `known_at` (K), both now by default.

    Raises like `compute` and `changes`.
    """
    present = now()
    as_of, known_at = present if as_of is None else as_of, present if known_at is None else known_at
    return Draft(asked, as_of, known_at, figures_of(actor, asked, as_of=as_of, known_at=known_at, rows=True))


def figures_of(
    actor: Actor, asked: Asked, *, as_of: Micros, known_at: Micros | None, rows: bool = False
) -> list[dict[str, Any]]:
    """Every line of a report: key, exact value or reason, cases, and with `rows` the rows that were counted."""
    if asked.subject is Subject.CHANGES:
        return _of_changes(
            _changes(actor, asked, as_of=as_of, known_at=known_at, moves=MOST_ROWS if rows else 0)
        )
    currency = asked.currency or actor.workspace.currency
    found = wall(
        actor,
        asked.period,
        as_of=as_of,
        known_at=known_at,
        filters=asked.filters,
        currency=asked.currency or None,
    )
    goals = aims(actor, asked.period, parsed_filters(asked.filters), currency)
    lines = []
    for tile in found.tiles:
        goal = goals.get(tile.metric.key)
        line = _line(tile) | {"target": _pair(goal.value) if goal else None}
        key = tile.metric.key
        lines.append(
            line | ({"rows": rows_of(actor, asked, key, as_of=as_of, known_at=known_at)} if rows else {})
        )
    return lines


def rows_of(
    actor: Actor, asked: Asked, key: str, *, as_of: Micros, known_at: Micros | None
) -> list[list[Any]]:
    """The counted rows of one line: code, event, what it adds above and below the line, name."""
    if asked.subject is Subject.CHANGES:
        told = _changes(actor, asked, as_of=as_of, known_at=known_at, moves=MOST_ROWS)
        return [[m.code, m.happened_at, m.delta, 0, m.name] for m in told.moves if m.label.value == key]
    result = compute(
        actor, key, asked.period, as_of=as_of, known_at=known_at, filters=asked.filters,
        currency=asked.currency or None, rows=MOST_ROWS,
    )  # fmt: skip
    return [
        [row.code, row.row.event_id, row.row.num, row.row.den, row.name]
        for row in result.rows
        if row.row.included
    ]


def measured_of(line: Mapping[str, Any], name: str = "value") -> Measured:
    """A kept value again as a figure."""
    kept, reason = line[name], line.get("reason") if name == "value" else None
    if kept is None:
        return Measured(
            Fraction(0), Fraction(0), Unit(line["unit"]), None, line.get("n") or 0,
            Reason(reason) if reason else Reason.NO_DENOMINATOR, missing=tuple(line.get("missing") or ()),
            until=date.fromisoformat(line["until"]) if line.get("until") else None,
        )  # fmt: skip
    num, den = Fraction(kept["num"]), Fraction(kept["den"])
    interval = line.get("interval") if name == "value" else None
    return Measured(
        num, den, Unit(kept["unit"]), num / den, line.get("n") or 0, currency=kept.get("currency"),
        interval=Interval(Fraction(interval["low"]), Fraction(interval["high"])) if interval else None,
    )  # fmt: skip


def rows_right_of(subject: str, key: str) -> Any:
    """The right that the rows of a line ask for; None where reading is enough."""
    return METRICS[key].rows_right if subject == Subject.WALL and key in METRICS else None


def _line(tile: Tile) -> dict[str, Any]:
    change = tile.change
    return {
        "key": tile.metric.key, "version": tile.metric.version, "unit": tile.now.unit.value,
        **measured_json(tile.now), "last_year": value_json(tile.last_year),
        "change": _pair(change.value) if change.value is not None else None, "change_is_points": change.is_points,
        "trend": [[month.start.isoformat(), value_json(one)] for month, one in tile.trend],
    }  # fmt: skip


def _pair(value: Fraction) -> list[int]:
    return [value.numerator, value.denominator]


def _changes(actor: Actor, asked: Asked, *, as_of: Micros, known_at: Micros | None, moves: int) -> Changes:
    chosen = dict(asked.choices)
    window = chosen.pop("window", "")
    start, _, end = window.partition("..")
    span = Period(date.fromisoformat(start), date.fromisoformat(end)) if window else None
    is_stood = chosen.get("reading") == "stood"
    return changes(
        actor, asked.start, asked.end, filters=asked.filters, currency=asked.currency or None, window=span,
        known_at=None if is_stood else known_at, moves=moves, as_of=as_of, **chosen,
    )  # fmt: skip


def _of_changes(told: Changes) -> list[dict[str, Any]]:
    unit = "count" if told.stretch.unit is Counting.COUNT else "money"
    lines = [("opening", told.opening.minor, told.opening.deals)]
    lines += [(label.value, total.minor, total.deals) for label, total in told.bars.items()]
    lines.append(("closing", told.closing.minor, told.closing.deals))
    lines += [("fx", told.fx, 0)] if told.fx else []
    if told.won_elsewhere.deals:
        lines.append(("won_outside", told.won_elsewhere.minor, told.won_elsewhere.deals))
    return [
        {
            "key": key, "unit": unit, "reason": None, "n": deals,
            "value": {"num": minor, "den": 1, "unit": unit, "currency": told.stretch.money},
            "rows": [[m.code, m.happened_at, m.delta, 0, m.name] for m in told.moves if m.label.value == key],
        }
        for key, minor, deals in lines
    ]  # fmt: skip
