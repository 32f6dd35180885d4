"""The answer to a question, with everything needed to check it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import lcm
from typing import Any

from saphan.core.kpi import Measured, Row, Unit
from saphan.core.period import Micros, Period, from_micros, period_name
from saphan.measures.display import display
from saphan.measures.question import Question


@dataclass(frozen=True)
class Group:
    """One part of a split figure. `key` is a public code, a choice or a period; None where there is none."""

    key: str | None
    label: str
    measured: Measured
    withheld: bool = False


@dataclass(frozen=True)
class Step:
    """One step down from everything in the period to what was counted; the first and last have no reason."""

    reason: str | None
    rows: int


@dataclass(frozen=True)
class ResultRow:
    """A counted or excluded row with what a person needs to recognise it. Money in minor units."""

    row: Row
    code: str
    name: str
    day: date
    outcome: str
    amount_minor: int | None
    currency: str | None
    owner_code: str | None
    owner_name: str | None

    def as_json(self) -> dict[str, Any]:
        amount = None
        if self.amount_minor is not None:
            amount = {"minor": self.amount_minor, "currency": self.currency}
        return {
            "id": self.code, "event": self.row.event_id, "name": self.name, "day": self.day.isoformat(),
            "effective_at": from_micros(self.row.effective_at).isoformat(), "outcome": self.outcome,
            "num": self.row.num, "den": self.row.den, "weight": self.row.weight,
            "included": self.row.included, "reason": self.row.reason, "amount": amount,
            "owner": self.owner_code, "owner_name": self.owner_name,
        }  # fmt: skip


@dataclass(frozen=True)
class Result:
    """A figure. `known_at` None means with all knowledge there is up to journal position `seq`."""

    question: Question
    measured: Measured
    base: Period | None
    groups: Sequence[Group]
    rows: Sequence[ResultRow]
    steps: Sequence[Step]
    notes: Sequence[str]
    seq: int
    sql: str
    withheld: bool = False
    outcomes: dict[str, int] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)

    @property
    def read_at(self) -> Micros:
        """When the question was asked; the facts are those committed by then."""
        return self.question.asked_at

    def as_json(self) -> dict[str, Any]:
        """The answer as programs read it: exact pairs, money in minor units, undefined values null."""
        question = self.question
        return {
            "metric": question.metric.key,
            "version": question.metric.version,
            "params": self.settings,
            "period": _period(question.period),
            "base": _period(self.base) if self.base else None,
            "to_date": question.to_date,
            "as_of": _instant(question.as_of),
            "known_at": _instant(question.known_at),
            "seq": self.seq,
            **measured_json(self.measured, withheld=self.withheld),
            "population": [{"reason": step.reason, "rows": step.rows} for step in self.steps],
            "notes": list(self.notes),
            "groups": [
                {
                    "key": group.key,
                    "label": group.label,
                    **measured_json(group.measured, withheld=group.withheld),
                }
                for group in self.groups
            ],
            "rows": [row.as_json() for row in self.rows],
        }


def measured_json(measured: Measured, *, withheld: bool = False) -> dict[str, Any]:
    """`value`, `reason`, `n`, `interval` and what stands beside the figure. Withheld: too few to be shown."""
    if withheld:
        return {"value": None, "reason": "too_few", "n": None, "interval": None}
    interval = measured.interval
    return {
        "value": value_json(measured),
        "reason": measured.reason.value if measured.reason else None,
        "until": measured.until.isoformat() if measured.until else None,
        "missing": list(measured.missing),
        "n": measured.n,
        "excluded": dict(measured.excluded),
        "interval": {"low": _decimal(interval.low), "high": _decimal(interval.high)} if interval else None,
        "companions": {
            name: {"value": value_json(one), "reason": one.reason.value if one.reason else None}
            for name, one in measured.companions.items()
        },
    }


def value_json(measured: Measured) -> dict[str, Any] | None:
    """The exact pair and how it is written; None when undefined."""
    if measured.value is None:
        return None
    num, den = whole_pair(measured.num, measured.den)
    answer: dict[str, Any] = {
        "num": num,
        "den": den,
        "unit": measured.unit.value,
        "display": display(measured),
    }
    if measured.unit is Unit.MONEY:
        answer["currency"] = measured.currency
    return answer


def whole_pair(num: Fraction, den: Fraction) -> tuple[int, int]:
    """The same ratio in whole numbers, not reduced: 4238 of 6711 stays 4238 of 6711."""
    scale = lcm(num.denominator, den.denominator)
    return int(num * scale), int(den * scale)


def _period(period: Period) -> dict[str, str | None]:
    name = period_name(period) if period.days else None
    return {"start": period.start.isoformat(), "end": period.end.isoformat(), "name": name}


def _instant(instant: Micros | None) -> str | None:
    return None if instant is None else from_micros(instant).isoformat()


def _decimal(share: Fraction) -> str:
    return f"{float(share):.6f}"
