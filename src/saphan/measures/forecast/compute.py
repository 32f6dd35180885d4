"""Answers forecast questions. The one entrance for page, API and command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from saphan.core.errors import RuleBroken
from saphan.core.forecast.backtest import MODEL, Origin, Views, spread_at
from saphan.core.forecast.backtest import backtest as run_backtest
from saphan.core.forecast.baselines import Baseline, total_of
from saphan.core.forecast.drivers import drivers
from saphan.core.forecast.fan import fan, so_far
from saphan.core.forecast.grid import Distribution
from saphan.core.forecast.history import BEST_CASE, COMMIT, NOTHING, OMITTED, Attribute, History, wins
from saphan.core.forecast.report import Release, Verdict, release
from saphan.core.forecast.stage_clock import FEWEST_CLOSED, VERSION, Forecast
from saphan.core.forecast.stage_clock import forecast as foresee
from saphan.core.late import np
from saphan.core.money import exponent
from saphan.core.period import Micros, Period
from saphan.measures.attainment import aims
from saphan.measures.facts import Facts, facts_of
from saphan.measures.forecast.deals import deal_views, swing_views
from saphan.measures.forecast.question import FILTERS, ForecastQuestion
from saphan.measures.forecast.result import (
    BacktestResult,
    Categories,
    ForecastResult,
    Mode,
    ModelView,
    Quantiles,
)  # fmt: skip
from saphan.measures.forecast.source import Source, fingerprint, source_of
from saphan.measures.question import By
from saphan.pipeline.models import Stage
from saphan.workspace.actor import Actor
from saphan.workspace.kept import Kept
from saphan.workspace.rights import Right, Scope

Spans = Sequence[tuple[int, int]]
_origins: Kept[Views] = Kept(400)
_answers: Kept[ForecastResult] = Kept(128)
_backtests: Kept[BacktestResult] = Kept(64)


def forecast(
    actor: Actor,
    period: Period,
    *,
    as_of: Micros | None = None,
    known_at: Micros | None = None,
    filters: Mapping[str, int] | None = None,
    currency: str | None = None,
    target: int | None = None,
) -> ForecastResult:
    """What will be won in `period` (workspace dates) by the deals that `actor` may read.

    `as_of` (T) and `known_at` (K) are UTC microseconds, None for now. `filters` maps owner, team or pipeline
    to a database id. `target` is in minor units of `currency`, the reporting currency by default.
    Raises RuleBroken("kpi.unknown_filter" | "money.unknown_currency" | "period.empty").
    """
    question = _question(actor, period, as_of, known_at, filters, currency, target)
    with facts_of(actor.workspace).read(
        actor.workspace, known_at=known_at, currency=question.currency
    ) as facts:
        identity = _identity(facts, question)
        return _answers.get(identity, lambda: _answer(facts, question, source_of(facts, question)))


def backtest(
    actor: Actor,
    period: Period,
    *,
    as_of: Micros | None = None,
    known_at: Micros | None = None,
    filters: Mapping[str, int] | None = None,
    currency: str | None = None,
    mondays: bool = False,
) -> BacktestResult:
    """How forecasts would have done over the periods before `period` and itself once it is over.

    `mondays` also stands on every Monday of each period. Otherwise as `forecast`.
    """
    question = _question(actor, period, as_of, known_at, filters, currency, None)

    def answer(facts: Facts) -> BacktestResult:
        source = source_of(facts, question)
        origins = _past(source, question, mondays=mondays)
        days = {origin.days_to_go for origin in origins}
        to_go = question.span[1] - question.day
        horizon = min(days, key=lambda day: (abs(day - to_go), day), default=None)
        return BacktestResult(question, facts.seq, origins, release(origins), horizon)

    with facts_of(actor.workspace).read(
        actor.workspace, known_at=known_at, currency=question.currency
    ) as facts:
        return _backtests.get((*_identity(facts, question), mondays), lambda: answer(facts))


def _question(
    actor: Actor, period: Period, as_of: Micros | None, known_at: Micros | None,
    filters: Mapping[str, int] | None, currency: str | None, target: int | None,
) -> ForecastQuestion:  # fmt: skip
    if not period.days:
        raise RuleBroken("period.empty", field="period")
    for name in filters or {}:
        if name not in FILTERS:
            raise RuleBroken("kpi.unknown_filter", field=name, choices=sorted(FILTERS))
    chosen = {By(name): pk for name, pk in sorted((filters or {}).items())}
    money = currency or actor.workspace.currency
    exponent(money)
    goal = _target(actor, period, chosen, money) if target is None else target
    return ForecastQuestion(actor, period, money, as_of, known_at, chosen, goal)


def _target(actor: Actor, period: Period, filters: dict[By, int], currency: str) -> int | None:
    """The revenue that was set as the aim of just these deals: of the filter, the actor's reach, or everybody."""
    if not filters and actor.owners_within(Right.READ) is not None:
        mine = actor.scope(Right.READ) is Scope.TEAM and actor.me.team_id is not None
        filters = {By.TEAM: actor.me.team_id or 0} if mine else {By.OWNER: actor.me.pk}
    goal = aims(actor, period, filters, currency).get("revenue_total")
    return None if goal is None else int(goal.value)


def _identity(facts: Facts, question: ForecastQuestion) -> tuple[Any, ...]:
    """Everything that an answer depends on; the present instant only by its day."""
    stages = Stage.objects.filter(workspace_id=question.actor.workspace_id).order_by("pk")
    set_up = tuple(stages.values_list("pk", "version", "win_chance", "target_days", "removed_at", "position"))
    return (
        facts.stamp, VERSION, question.period, question.as_of, question.known_at, question.today,
        tuple(question.filters.items()), question.currency, question.target,
        question.actor.owners_within(Right.READ), facts.workspace.fiscal_start_month, set_up,
    )  # fmt: skip


def _past(source: Source, question: ForecastQuestion, *, mondays: bool = False) -> list[Origin]:
    """Scored origins of the complete periods, foreseen once and then remembered."""
    periods = [*question.earlier(source.first_day), question.span]
    workspace_id = question.actor.workspace_id

    def remembered(known: History, day: int, end: int, make: Callable[[], Views]) -> Views:
        return _origins.get((workspace_id, VERSION, day, end, fingerprint(known, source.setup)), make)

    return run_backtest(
        source.history, source.setup, periods, question.day, mondays=mondays, memory=remembered
    )


@dataclass(frozen=True)
class _Present:
    """The model's view of the present with what it was made from."""

    source: Source
    question: ForecastQuestion
    view: Forecast
    periods: Spans
    spread: float
    past_forecasts: int
    release: Release

    def leading(self) -> Distribution:
        """The distribution of the view that leads."""
        if self.release.headline == MODEL:
            return self.published
        own = self.source
        baseline = total_of(
            Baseline(self.release.headline), self.view, own.history, own.setup,
            wins(own.history, self.view.day), self.periods,
        )  # fmt: skip
        return self.published if baseline is None else baseline

    @property
    def published(self) -> Distribution:
        """The model's own, as wide as its past misses demand."""
        return self.view.distribution.widened(self.spread)


def _answer(facts: Facts, question: ForecastQuestion, source: Source) -> ForecastResult:
    start, end = question.span
    day, periods = min(question.day, end), question.earlier(source.first_day)
    view = foresee(source.history, source.setup, start, day, end, periods)
    past = _past(source, question)
    spread, scored = spread_at(past, end - day)
    present = _Present(source, question, view, periods, spread, scored, release(past))
    mode = _mode(view)
    is_model = mode is Mode.MODEL
    target = question.target
    leads = present.leading() if is_model else None
    has_chance = leads is not None and target is not None and present.release.is_calibrated
    return ForecastResult(
        question=question, mode=mode, seq=facts.seq, closed=view.closed.total,
        categories=_categories(present), release=present.release,
        headline=Quantiles.of(leads) if leads else None,
        model=_model(present) if is_model else None, target=target,
        chance_of_target=leads.at_least(target) if has_chance and leads and target is not None else None,
        deals=deal_views(view, source, question, is_model=is_model),
        unnamed=int((view.named == NOTHING).sum()),
        swings=swing_views(view, source, question, spread) if is_model else [],
        drivers=drivers(view) if is_model else [],
        fan=fan(view, source.history, source.setup, periods, spread) if is_model and start < day < end else [],
        so_far=so_far(view.closed, start, day) if start < day else [], notes=_notes(present, mode),
    )  # fmt: skip


def _mode(view: Forecast) -> Mode:
    if view.closed_deals == 0:
        return Mode.NOTHING_CLOSED
    return Mode.MODEL if view.closed_deals >= FEWEST_CLOSED else Mode.STAGE_AVERAGES


def _model(present: _Present) -> ModelView:
    view = present.view
    return ModelView(
        Quantiles.of(present.published), round(view.mean), round(view.existing), round(view.arrivals.expected),
        present.spread, present.past_forecasts, view.hazards.own_share, view.closed_deals,
    )  # fmt: skip


def _categories(present: _Present) -> Categories:
    """Closed, and what people said about deals whose date lies in the period, each including the one before."""
    view, setup = present.view, present.source.setup
    category = present.source.history.at(Attribute.CATEGORY, view.at.deal, view.at.day)
    dated = (view.at.expected != NOTHING) & (view.at.expected < view.end)
    amounts = np.where(view.named == NOTHING, 0, view.named)
    closed = view.closed.total
    commit = closed + int(amounts[dated & (category == COMMIT)].sum())
    best = commit + int(amounts[dated & (category == BEST_CASE)].sum())
    rest = dated & (category != COMMIT) & (category != BEST_CASE) & (category != OMITTED)
    weighted = closed + round(float((amounts * setup.win_chance[view.at.stage])[dated].sum()))
    return Categories(closed, commit, best, best + int(amounts[rest].sum()), weighted)


def _notes(present: _Present, mode: Mode) -> list[str]:
    """Codes of what a reader must know."""
    notes: list[str] = []
    if mode is not Mode.MODEL:
        return [mode.value]
    if not present.release.is_calibrated:
        notes.append("uncalibrated")
    if present.release.verdict is not Verdict.RELEASED:
        notes.append(f"not_released.{present.release.verdict.value}")
    if present.past_forecasts and present.spread > 1:
        notes.append("widened")
    if (present.view.named == NOTHING).any():
        notes.append("without_amount")
    return notes
