"""What moved a figure since the period it is compared with, by owner, territory, offering and type.

The parts come from the same rows as the figure and sum to its change exactly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from typing import Any

from saphan.core.kpi import Additivity, Measured
from saphan.core.kpi.parting import Share, Sides, parts_of_growth, parts_of_ratio, parts_of_sum
from saphan.core.period import Period, elapsed_part, same_period_last_year
from saphan.measures.compute import slot_of
from saphan.measures.facts import Facts, facts_of
from saphan.measures.names import Named, names_of
from saphan.measures.question import By, Question
from saphan.measures.result import value_json, whole_pair
from saphan.measures.summary import prepare, summarise
from saphan.measures.sums import Slot, Sums

DIMENSIONS = (By.TERRITORY, By.OWNER, By.OFFERING, By.TYPE)
_BEFORE, _NOW = 0, 1


class NoParts(StrEnum):
    """Why a change has no parts."""

    UNDEFINED = "undefined"
    DISTRIBUTION = "distribution"
    NOT_YOURS = "not_yours"


@dataclass(frozen=True)
class Part:
    """One owner, territory, offering or type with its share of the change. `key` None is what has none."""

    key: str | None
    label: str
    share: Share


@dataclass(frozen=True)
class Drivers:
    """The change from `before` (over `base`) to `now`, and its parts by dimension, the largest first."""

    question: Question
    base: Period
    before: Measured
    now: Measured
    change: Fraction | None = None
    parts: Mapping[By, Sequence[Part]] = field(default_factory=dict)
    reason: NoParts | None = None

    def as_json(self) -> dict[str, Any]:
        """Parts as programs read them: exact pairs in the unit of the figure (a share: of 1)."""
        return {
            "base": {"start": self.base.start.isoformat(), "end": self.base.end.isoformat()},
            "before": value_json(self.before), "now": value_json(self.now), "change": _pair(self.change),
            "reason": self.reason.value if self.reason else None,
            "parts": {
                by.value: [
                    {"key": part.key, "label": part.label, **{
                        name: _pair(value) for name, value in part.share._asdict().items()
                    }}
                    for part in found
                ]
                for by, found in self.parts.items()
            },
        }  # fmt: skip


def drivers(question: Question) -> Drivers:
    """What moved the figure of `question` since last year, or since the base that a growth metric names.

    Each part is exact; what a dimension leaves unexplained would stand as a part of its own, without a key.
    """
    base = _base(question)
    with facts_of(question.actor.workspace).read(
        question.actor.workspace, known_at=question.known_at, currency=question.currency
    ) as facts:
        now, before = _whole(facts, question, base)
        found = Drivers(question, base, before, now)
        reason = _hindrance(question, before, now)
        if reason is not None:
            return replace(found, reason=reason)
        change = now.value if question.metric.is_growth else _value(now) - _value(before)
        parts = {by: _parts(facts, replace(question, by=by), base, before, now, change) for by in DIMENSIONS}
    return replace(found, change=change, parts={by: some for by, some in parts.items() if len(some) > 1})


def _base(question: Question) -> Period:
    if question.metric.is_growth:
        return question.base_of(question.period)
    return elapsed_part(question.period, same_period_last_year(question.period), question.today)


def _hindrance(question: Question, before: Measured, now: Measured) -> NoParts | None:
    if question.whole:
        return NoParts.NOT_YOURS
    if question.metric.definition.rolls_up(question.choices) is Additivity.DISTRIBUTION:
        return NoParts.DISTRIBUTION
    needed = [now] if question.metric.is_growth else [before, now]
    return NoParts.UNDEFINED if any(each.value is None for each in needed) else None


def _slots(question: Question, base: Period) -> list[Slot]:
    if question.metric.is_growth:
        return [slot_of(question, question.period)]
    return [Slot(base), Slot(question.period)]


def _whole(facts: Facts, question: Question, base: Period) -> tuple[Measured, Measured]:
    plain = replace(question, by=None)
    slots = _slots(plain, base)
    prepare(facts, plain, slots)
    summary = summarise(facts, plain, question.metric.relation(question.choices))
    answers = [summary[place, True, None].answer(plain) for place in range(len(slots))]
    if question.metric.is_growth:
        beside = answers[0].companions
        return answers[0], beside["base"]
    return answers[_NOW], answers[_BEFORE]


def _parts(
    facts: Facts, question: Question, base: Period, before: Measured, now: Measured, change: Fraction | None
) -> list[Part]:
    slots = _slots(question, base)
    prepare(facts, question, slots)
    summary = summarise(facts, question, question.metric.relation(question.choices))
    groups: dict[str | None, dict[int, Sums]] = {}
    for (slot, is_total, key), sums in summary.items():
        if not is_total:
            groups.setdefault(key, {})[slot] = sums
    shares = dict(zip(groups, _shares(question, list(groups.values()), before, now), strict=True))
    labels = names_of(question.by or By.OWNER, shares, question.actor.workspace_id)
    found = [Part(*labels[key], share) for key, share in shares.items() if share.total or share.rate]
    found.sort(key=lambda part: (-abs(part.share.total), part.label))
    left = (change or Fraction(0)) - sum((part.share.total for part in found), Fraction(0))
    return [*found, Part(*Named(None, ""), Share(left))] if left else found


def _shares(
    question: Question, groups: Sequence[Mapping[int, Sums]], before: Measured, now: Measured
) -> list[Share]:
    if question.metric.is_growth:
        return parts_of_growth([each[0].answer(question).num for each in groups], now.den)
    pairs = [(_sides(question, each.get(_BEFORE)), _sides(question, each.get(_NOW))) for each in groups]
    if question.metric.definition.rolls_up(question.choices) is Additivity.ADDITIVE:
        return parts_of_sum(pairs)
    return parts_of_ratio(pairs, Sides(before.num, before.den), Sides(now.num, now.den))


def _sides(question: Question, sums: Sums | None) -> Sides:
    if sums is None:
        return Sides(Fraction(0), Fraction(0))
    measured = sums.answer(question)
    return Sides(measured.num, measured.den)


def _value(measured: Measured) -> Fraction:
    return measured.value or Fraction(0)


def _pair(value: Fraction | None) -> dict[str, int] | None:
    if value is None:
        return None
    num, den = whole_pair(value, Fraction(1))
    return {"num": num, "den": den}
