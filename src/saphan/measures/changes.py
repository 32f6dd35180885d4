"""What changed in the pipeline between two dates: opening, labelled moves, closing, reconciled to the minor unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from saphan.core.changes import Label, Moves, Standing, endpoint_moves, path_moves, won_elsewhere
from saphan.core.errors import RuleBroken
from saphan.core.late import np
from saphan.core.period import Micros, Period, from_micros
from saphan.measures.facts import Facts, facts_of
from saphan.measures.facts.days import DayNumbers, day_of_number
from saphan.measures.names import records_of
from saphan.measures.statements import composed, statement
from saphan.measures.stretch import Reading, Stretch, Unit, checked_filters, lay_out
from saphan.workspace.actor import Actor

MOST_MOVES = 200
NO_DAY = -1_000_000
_ENDS_ONLY = (
    "WHERE (from_at <= getvariable('opens') AND to_at > getvariable('opens'))"
    " OR (from_at <= getvariable('closes') AND to_at > getvariable('closes'))"
)


class Mode(StrEnum):
    """Every change on the way, or only both ends compared."""

    PATH = "path"
    ENDPOINT = "endpoint"


@dataclass(frozen=True)
class Total:
    """Minor units (or deals, when counting) and how many deals they belong to."""

    minor: int
    deals: int

    def as_json(self) -> dict[str, int]:
        return {"minor": self.minor, "deals": self.deals}


@dataclass(frozen=True)
class DealMove:
    """One move of one deal, with what a person needs to recognise it."""

    label: Label
    delta: int
    code: str
    name: str
    client: str
    client_id: int | None
    owner_code: str | None
    owner_name: str | None
    owner_id: int | None
    happened_at: Micros
    corrected: bool
    currency: str
    amount_before: int | None
    amount_after: int | None
    day_before: date | None
    day_after: date | None

    def as_json(self) -> dict[str, Any]:
        return {
            "label": self.label.value, "delta": self.delta, "id": self.code, "name": self.name,
            "client": self.client, "owner": self.owner_code, "owner_name": self.owner_name,
            "at": from_micros(self.happened_at).isoformat(), "corrected": self.corrected, "currency": self.currency,
            "amount": {"before": self.amount_before, "after": self.amount_after},
            "expected_close": {"before": _iso(self.day_before), "after": _iso(self.day_after)},
        }  # fmt: skip


@dataclass(frozen=True)
class Changes:
    """The whole answer. `bars` hold labels that occurred; opening + bars = closing, closing + fx = today's rates."""

    stretch: Stretch
    mode: Mode
    opening: Total
    closing: Total
    bars: Mapping[Label, Total]
    fx: int
    won_elsewhere: Total
    left_out: Mapping[str, int]
    corrected: int
    moves: Sequence[DealMove]
    seq: int

    @property
    def difference(self) -> int:
        """Closing less opening, at the rates of the beginning."""
        return self.closing.minor - self.opening.minor

    @property
    def unreconciled(self) -> int:
        """What the moves fail to explain: always 0."""
        return self.difference - sum(total.minor for total in self.bars.values())

    def as_json(self) -> dict[str, Any]:
        """The answer as programs read it; money in minor units of `currency`."""
        stretch = self.stretch
        window = stretch.window
        return {
            "from": stretch.start.isoformat(), "to": stretch.end.isoformat(), "mode": self.mode.value,
            "reading": stretch.reading.value,
            "known_at": None if stretch.known_at is None else from_micros(stretch.known_at).isoformat(),
            "unit": stretch.unit.value, "currency": stretch.money,
            "window": {"start": window.start.isoformat(), "end": window.end.isoformat()} if window else None,
            "opening": self.opening.as_json(),
            "bars": [{"label": label.value, **total.as_json()} for label, total in self.bars.items()],
            "closing": self.closing.as_json(), "fx": self.fx, "unreconciled": self.unreconciled,
            "won_outside_window": self.won_elsewhere.as_json(), "left_out": dict(self.left_out),
            "corrected": self.corrected, "seq": self.seq, "moves": [move.as_json() for move in self.moves],
        }  # fmt: skip


def changes(
    actor: Actor,
    start: date,
    end: date,
    *,
    mode: str = Mode.PATH,
    reading: str = Reading.KNOWN,
    known_at: Micros | None = None,
    window: Period | None = None,
    filters: Mapping[str, int] | None = None,
    currency: str | None = None,
    unit: str = Unit.AMOUNT,
    label: str = "",
    moves: int = MOST_MOVES,
    as_of: Micros | None = None,
) -> Changes:
    """What happened to the open pipeline that `actor` may read from day `start` up to but not including `end`.

    `filters` maps owner, team, territory or pipeline to a database id. `label` picks the moves to bring along, the
    largest first, at most `moves`. Days after the instant `as_of` (by default now) have not happened yet. Raises RuleBroken("changes.not_a_choice" | "kpi.unknown_filter" |
    "period.reversed" | "date.in_future" | "money.unknown_currency").
    """
    for name, value, choices in (("mode", mode, Mode), ("reading", reading, Reading), ("unit", unit, Unit)):
        if value not in {choice.value for choice in choices}:
            raise RuleBroken("changes.not_a_choice", field=name, choices=[choice.value for choice in choices])
    stretch = Stretch(
        actor, start, end, Reading(reading), known_at, window, checked_filters(filters or {}), currency or "",
        Unit(unit), **({} if as_of is None else {"asked_at": as_of}),
    )  # fmt: skip
    heard = known_at if stretch.reading is Reading.KNOWN else None
    with facts_of(actor.workspace).read(actor.workspace, known_at=heard, currency=stretch.money) as facts:
        lay_out(facts, stretch)
        return _told(facts, stretch, Mode(mode), label, moves)


def _told(facts: Facts, stretch: Stretch, mode: Mode, label: str, limit: int) -> Changes:
    ends = facts.all(statement("changes/ends"))[0]
    steps = facts.columns(composed("changes/steps", ends_only=""))
    before, after = _sides(steps)
    elsewhere = won_elsewhere(before, after)
    found = path_moves(before, after)
    shown = steps
    if mode is Mode.ENDPOINT:
        shown = facts.columns(composed("changes/steps", ends_only=_ENDS_ONLY))
        found = endpoint_moves(*_sides(shown))
    late = _corrected(shown, stretch)
    return Changes(
        stretch=stretch,
        mode=mode,
        opening=Total(int(ends[0]), ends[1]),
        closing=Total(int(ends[2]), ends[3]),
        bars=_bars(found, shown),
        fx=int(ends[6]) - int(ends[2]),
        won_elsewhere=_total(elsewhere, steps),
        left_out={name: n for name, n in (("amount_missing", ends[4]), ("missing_rate", ends[5])) if n},
        corrected=int(late[_rows(found)].sum()) if late.any() else 0,
        moves=_moves(_largest(found, label, limit), shown, late, stretch.actor.workspace_id),
        seq=facts.seq,
    )


def _sides(steps: dict[str, Any]) -> tuple[Standing, Standing]:
    """The columns of steps as two standings."""
    return _standing(steps, "before"), _standing(steps, "after")


def _standing(steps: dict[str, Any], side: str) -> Standing:
    worth, place, fate = (
        np.asarray(steps[f"{name}_{side}"], dtype=np.int64) for name in ("worth", "place", "fate")
    )
    return Standing(worth, np.asarray(steps[f"inside_{side}"], dtype=np.bool_), place, fate)


def _corrected(steps: dict[str, Any], stretch: Stretch) -> Any:
    """Which steps were entered on a later day than the one on which they were true."""
    days = DayNumbers(stretch.zones.start_of)
    happened = np.asarray(steps["happened_at"], dtype=np.int64)
    effective = np.asarray(steps["effective_at"], dtype=np.int64)
    if stretch.reading is Reading.KNOWN or not len(happened):
        return np.zeros(len(happened), dtype=bool)
    return days.of(effective) < days.of(happened)


def _rows(found: Sequence[Moves]) -> Any:
    """The rows that moved, each once."""
    return np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *(moves.rows for moves in found)]))


def _bars(found: Sequence[Moves], steps: dict[str, Any]) -> dict[Label, Total]:
    """Sums by label, in the order of a chart. A deal that moved twice the same way is one deal."""
    by_label = {label: [moves for moves in found if moves.label == label] for label in Label}
    return {label: _total(mine, steps) for label, mine in by_label.items() if mine}


def _total(found: Sequence[Moves], steps: dict[str, Any]) -> Total:
    deals = np.unique(np.asarray(steps["deal_id"])[_rows(found)])
    return Total(sum(moves.delta for moves in found), len(deals))


def _largest(found: Sequence[Moves], label: str, limit: int) -> list[tuple[Label, int, int]]:
    """The moves with the largest amounts: label, row and difference of each."""
    wanted = [moves for moves in found if not label or moves.label == label]
    if not wanted:
        return []
    rows, deltas = (np.concatenate(column) for column in zip(*(moves[1:] for moves in wanted), strict=True))
    labels = np.repeat(np.arange(len(wanted)), [len(moves.rows) for moves in wanted])
    order = np.lexsort((rows, -np.abs(deltas)))[:limit]
    return [(wanted[labels[one]].label, int(rows[one]), int(deltas[one])) for one in order]


def _moves(
    picked: Sequence[tuple[Label, int, int]], steps: dict[str, Any], late: Any, workspace_id: int
) -> list[DealMove]:
    kinds = (("opportunity", "deal_id"), ("account", "account_id"), ("member", "owner_id"))
    wanted = ((kind, int(steps[column][row])) for _, row, _ in picked for kind, column in kinds)
    named: Mapping[tuple[str, int], tuple[Any, Any]] = records_of(wanted, workspace_id)
    return [
        DealMove(
            label,
            delta,
            *named.get(("opportunity", int(steps["deal_id"][row])), ("", ""))[:2],
            named.get(("account", int(steps["account_id"][row])), ("", ""))[1],
            _known(steps["account_id"][row], -1),
            *named.get(("member", int(steps["owner_id"][row])), (None, None)),
            _known(steps["owner_id"][row], -1),
            int(steps["happened_at"][row]),
            bool(late[row]),
            str(steps["currency"][row]),
            _known(steps["amount_before"][row], -1),
            _known(steps["amount_after"][row], -1),
            _day(steps["day_before"][row]),
            _day(steps["day_after"][row]),
        )
        for label, row, delta in picked
    ]


def _known(value: Any, nothing: int) -> int | None:
    return None if int(value) == nothing else int(value)


def _day(number: Any) -> date | None:
    return None if int(number) == NO_DAY else day_of_number(int(number))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
