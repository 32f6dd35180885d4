"""The performance page: every metric with its trend, last year and territories, at one look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from django.utils.translation import get_language

from saphan.core.growth import Growth
from saphan.core.kpi import Measured, Reason, Unit
from saphan.core.kpi.definition import Choice
from saphan.core.period import Micros, Period, elapsed_part, last_periods, month_of, same_period_last_year
from saphan.measures.compute import SMALLEST_CELL, parsed_filters, slot_of
from saphan.measures.facts import Facts, facts_of
from saphan.measures.names import names_of
from saphan.measures.question import By, Question, sees_whole
from saphan.measures.registry import METRICS, Metric
from saphan.measures.result import Group
from saphan.measures.summary import prepare, readable_owners, summarise
from saphan.measures.sums import Slot, Summary
from saphan.workspace.actor import Actor
from saphan.workspace.models import Territory

MONTHS = 13
TERRITORIES = 3
_NOW, _LAST_YEAR, _FIRST_MONTH = 0, 1, 2


@dataclass(frozen=True)
class Change:
    """Against last year: a share of the former value, or for shares and growth the difference of the two."""

    value: Fraction | None
    is_points: bool


@dataclass(frozen=True)
class Tile:
    """One metric on the wall. `trend` holds a month each, the earliest first."""

    metric: Metric
    now: Measured
    last_year: Measured
    trend: Sequence[tuple[Period, Measured]]
    territories: Sequence[Group]

    @property
    def change(self) -> Change:
        """What changed since last year; no value where either side has none."""
        is_points = self.now.unit is Unit.SHARE
        if self.now.value is None or self.last_year.value is None:
            return Change(None, is_points)
        if is_points:
            return Change(self.now.value - self.last_year.value, is_points)
        return Change(Growth(self.now.value, self.last_year.value).value, is_points)


@dataclass(frozen=True)
class Wall:
    """All metrics over one period. `base` is what `last_year` covers, `question` the first of those asked."""

    question: Question
    tiles: Sequence[Tile]
    period: Period
    base: Period
    seq: int
    read_at: Micros
    to_date: bool

    def __getitem__(self, key: str) -> Tile:
        return next(tile for tile in self.tiles if tile.metric.key == key)


def wall(
    actor: Actor,
    period: Period,
    *,
    as_of: Micros | None = None,
    known_at: Micros | None = None,
    filters: Mapping[str, int] | None = None,
    currency: str | None = None,
    params: Mapping[str, Mapping[str, Choice]] | None = None,
) -> Wall:
    """Every metric over `period` for what `actor` may read; `params` holds choices by metric.

    Raises like `compute`.
    """
    chosen, money = parsed_filters(filters or {}), currency or actor.workspace.currency
    questions = [
        Question(
            actor=actor, metric=metric, period=period, currency=money, as_of=as_of, known_at=known_at,
            choices=metric.choices_in(actor.workspace, (params or {}).get(metric.key)), filters=chosen,
            whole=sees_whole(actor, metric),
        )
        for metric in METRICS.values()
    ]  # fmt: skip
    first = questions[0]
    base = elapsed_part(period, same_period_last_year(period), first.today)
    months = last_periods(month_of(min(period.last, first.today)), MONTHS)
    with facts_of(actor.workspace).read(actor.workspace, known_at=known_at, currency=money) as facts:
        identity = _identity(facts, questions)
        tiles = _kept.get(identity)
        if tiles is None:
            tiles = _tiles(facts, questions, base, months)
            _keep(identity, tiles)
    return Wall(first, tiles, period, base, facts.seq, first.asked_at, first.to_date)


def tile_of(question: Question) -> Tile:
    """One metric as the wall shows it, asked alone and under any choices."""
    base = elapsed_part(question.period, same_period_last_year(question.period), question.today)
    months = last_periods(month_of(min(question.period.last, question.today)), MONTHS)
    with facts_of(question.actor.workspace).read(
        question.actor.workspace, known_at=question.known_at, currency=question.currency
    ) as facts:
        return _tiles(facts, [question], base, months)[0]


_kept: dict[tuple[Any, ...], list[Tile]] = {}


def _identity(facts: Facts, questions: Sequence[Question]) -> tuple[Any, ...]:
    first = questions[0]
    choices = tuple(tuple(sorted(question.choices.items())) for question in questions)
    return (
        facts.stamp, first.period, first.as_of, first.known_at, first.today, first.currency,
        tuple(first.filters.items()), readable_owners(first), choices, get_language(),
        tuple(question.whole for question in questions),
    )  # fmt: skip


def forget() -> None:
    """Let go of every wall; the next question is answered from the facts."""
    _kept.clear()


def _keep(identity: tuple[Any, ...], tiles: list[Tile]) -> None:
    if len(_kept) >= 64:
        _kept.clear()
    _kept[identity] = tiles


def _tiles(facts: Facts, questions: Sequence[Question], base: Period, months: Sequence[Period]) -> list[Tile]:
    """One statement per metric over all its stretches of time; they share what is laid out for them."""
    laid_out: list[Slot] = []
    tiles, tops = [], _tops(questions[0].actor)
    for question in sorted(questions, key=lambda one: one.metric.is_growth):
        slots = [slot_of(question, question.period), _last_year(question, base)]
        slots += [slot_of(question, month) for month in months]
        if slots != laid_out:
            prepare(facts, question, slots)
            laid_out = slots
        tiles.append(_tile(facts, question, slots, months, tops))
    order = list(METRICS)
    return sorted(tiles, key=lambda tile: order.index(tile.metric.key))


def _tile(
    facts: Facts, question: Question, slots: Sequence[Slot], months: Sequence[Period], tops: Mapping[int, int]
) -> Tile:
    summary = summarise(facts, question, question.metric.relation(question.choices), tops=tops)
    answers = [_told(question, summary[place, True, None].answer(question)) for place in range(len(slots))]
    return Tile(
        question.metric, answers[_NOW], answers[_LAST_YEAR],
        list(zip(months, answers[_FIRST_MONTH:], strict=True)), _territories(question, summary),
    )  # fmt: skip


def _last_year(question: Question, base: Period) -> Slot:
    return Slot(base, same_period_last_year(base) if question.metric.is_growth else None)


def _territories(question: Question, summary: Summary) -> list[Group]:
    """The territories at the top of the tree with the most in them."""
    parts = {
        key: sums for (slot, is_total, key), sums in summary.items() if slot == _NOW and not is_total and key
    }
    labels = names_of(By.TERRITORY, parts, question.actor.workspace_id)
    largest = sorted(parts, key=lambda key: (-parts[key].n, labels[key].label))[:TERRITORIES]
    return [Group(*labels[key], _told(question, parts[key].answer(question))) for key in largest]


def _told(question: Question, measured: Measured) -> Measured:
    """The figure, unless too few cases stand behind a figure whose rows the reader may not see."""
    if not question.whole or measured.n >= SMALLEST_CELL or measured.value is None:
        return measured
    return replace(measured, value=None, reason=Reason.TOO_FEW, interval=None, companions={})


def _tops(actor: Actor) -> dict[int, int]:
    """Each territory with the one above it that has nothing above."""
    paths = Territory.objects.filter(workspace_id=actor.workspace_id).values_list("pk", "path")
    return {pk: int(path.strip("/").split("/")[0] or pk) for pk, path in paths}
