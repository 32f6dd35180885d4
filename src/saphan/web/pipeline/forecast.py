"""The forecast: the strip above the board, its page with the evidence, and one deal's own chance."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from saphan.core.forecast.backtest import MODEL, Origin
from saphan.core.period import Period, period_name, quarter_of
from saphan.measures.facts.days import day_of_number
from saphan.measures.forecast.compute import backtest, forecast
from saphan.measures.forecast.result import BacktestResult, DealView, ForecastResult, SwingView
from saphan.measures.forecast.words import VIEWS, notes_of, sentence
from saphan.pipeline.queries import open_opportunities_for, opportunities_for, pipelines_for
from saphan.web.grid.state import state_of
from saphan.web.pipeline.board import first_shown
from saphan.web.pipeline.chances import bar_of, chances_of
from saphan.web.pipeline.charts import dots_of, fan_of, past_of, strip_of
from saphan.web.pipeline.grid import BOARD
from saphan.web.reader import Reader, reader_of
from saphan.web.request import MemberRequest
from saphan.workspace.queries import active_members_for
from saphan.workspace.rights import Right

DRIVERS_SHOWN = 5
DEALS_SHOWN = 12


@require_safe
def page(request: MemberRequest) -> HttpResponse:
    """What this quarter will bring, why, and how often such ranges held; the charts alone for what changed."""
    reader = reader_of(request)
    found = forecast(request.actor, _quarter(request, reader), filters=_filters(request))
    past = backtest(request.actor, found.question.period, filters=_filters(request))
    context = _headline(found, reader) | {
        "forecast": found,
        "chips": _chips(request), "fan": _fan(found, reader), "fan_rows": _fan_rows(found, reader),
        "drivers": _drivers(found), "swings": [_swing(one) for one in found.swings],
        "deals": [_deal(one, reader) for one in found.deals[:DEALS_SHOWN]],
        "spread_words": _where_it_comes_from(found),
        "calibrated": found.release.is_calibrated, "model": _model(found, reader),
    }  # fmt: skip
    page = "pipeline/forecast.html"
    return render(request, f"{page}#panels" if request.htmx else page, context | _past(past, reader))


@require_safe
def strip(request: MemberRequest) -> HttpResponse:
    """The range strip of the board and the chances on its cards, fetched after the cards.

    A forecast knows owners and pipelines; under any other filter it would speak of other deals than the cards, so
    the strip is left out. `cards` names deals of further cards, which come without a strip.
    """
    reader, known = reader_of(request), _filters(request)
    found = forecast(request.actor, _quarter(request, reader), filters=known)
    more = request.GET.get("cards", "")
    codes = set(more.split(",")) if more else first_shown(request)
    context = {"chances": chances_of(found, codes, reader)}
    if not more and not set(state_of(BOARD, request.GET).filters) - set(known):
        context |= _headline(found, reader)
    return render(request, "pipeline/forecast_late.html", context)


@require_safe
def deal(request: MemberRequest, code: str) -> HttpResponse:
    """One open deal's chance with its range and reasons; nothing for a closed one."""
    opportunity = get_object_or_404(opportunities_for(request.actor), code=code)
    reader = reader_of(request)
    # Of its pipeline, as on its card.
    quarter, own = quarter_of(reader.today, request.workspace.fiscal_start_month), opportunity.pipeline_id
    found = forecast(request.actor, quarter, filters={"pipeline": own})
    view = (
        found.deal(opportunity.pk)
        if open_opportunities_for(request.actor).filter(pk=opportunity.pk)
        else None
    )
    context = {"own": _deal(view, reader) if view else None, "by_day": reader.day(found.question.period.last)}
    return render(request, "pipeline/deal_forecast.html", context | {"notes": _notes(found)})


def _quarter(request: MemberRequest, reader: Reader) -> Period:
    start = request.workspace.fiscal_start_month
    quarter = quarter_of(reader.today, start)
    return quarter_of(quarter.end, start) if request.GET.get("close") == "next_quarter" else quarter


def _filters(request: MemberRequest) -> dict[str, int]:
    """The owner and pipeline of the address, as far as there are such."""
    sources: dict[str, Any] = {"owner": active_members_for, "pipeline": pipelines_for}
    found = {
        name: source(request.actor)
        .filter(code=request.GET.get(name, ""))
        .values_list("pk", flat=True)
        .first()
        for name, source in sources.items()
        if request.GET.get(name)
    }
    return {name: pk for name, pk in found.items() if pk is not None}


@dataclass(frozen=True)
class Chip:
    """One choice above the page: its name in the address, its label, and what can be chosen."""

    name: str
    label: str
    options: list[tuple[str, str]]
    value: str


def _chips(request: MemberRequest) -> list[Chip]:
    """Quarter, owner and pipeline; whoever sees only one of a kind need not choose it."""
    actor, query = request.actor, request.GET
    mine = actor.owners_within(Right.READ)
    people = active_members_for(actor).order_by("name")
    owners = list((people if mine is None else people.filter(pk__in=mine)).values_list("code", "name"))
    pipelines = [(each.code, each.label(request.LANGUAGE_CODE)) for each in pipelines_for(actor)]
    found = [
        Chip("owner", _("Owner"), owners, query.get("owner", "")),
        Chip("pipeline", _("Pipeline"), pipelines, query.get("pipeline", "")),
    ]
    quarter = Chip("close", _("Closes"), [("next_quarter", _("Next quarter"))], query.get("close", ""))
    return [quarter, *(chip for chip in found if len(chip.options) > 1)]


def _headline(found: ForecastResult, reader: Reader) -> dict[str, Any]:
    """The figures of strip and page."""
    q, said = found.headline, found.categories
    left = ngettext("%(count)d day left", "%(count)d days left", found.days_to_go) % {
        "count": found.days_to_go
    }
    chance = found.chance_of_target
    return {
        "end_day": reader.day(found.question.period.last), "left": left, "is_model": q is not None,
        "view": VIEWS[found.release.headline], "is_led": found.release.headline == MODEL,
        "middle": reader.compact(q.p50 if q else said.weighted),
        "low": reader.compact(q.p10) if q else "", "high": reader.compact(q.p90) if q else "",
        "closed": reader.compact(said.closed), "commit": reader.compact(said.commit),
        "best_case": reader.compact(said.best_case), "weighted": reader.compact(said.weighted),
        "target": reader.compact(found.target) if found.target is not None else "",
        "target_chance": f"{chance:.0%}" if chance is not None else "",
        "bar": strip_of(found, q), "notes": _notes(found),
        "swing": _swing(found.swings[0]) if found.swings else None,
    }  # fmt: skip


def _notes(found: ForecastResult) -> list[str]:
    spread = found.model.spread if found.model else None
    return notes_of(list(found.notes), spread=spread, unnamed=found.unnamed)


def _model(found: ForecastResult, reader: Reader) -> dict[str, str] | None:
    if found.model is None:
        return None
    own = found.model
    return {
        "mean": reader.compact(own.mean), "existing": reader.compact(own.existing), "new": reader.compact(own.new),
        "low": reader.compact(own.quantiles.p10), "high": reader.compact(own.quantiles.p90),
        "middle": reader.compact(own.quantiles.p50), "own_share": f"{own.own_share:.0%}",
        "closed_deals": str(own.closed_deals),
    }  # fmt: skip


def _fan(found: ForecastResult, reader: Reader) -> Any:
    def month(day: int) -> str:
        return reader.day(day_of_number(day))

    return fan_of(found, reader.compact, month)


def _fan_rows(found: ForecastResult, reader: Reader) -> list[tuple[str, list[str]]]:
    return [
        (
            reader.day(day_of_number(point.day - 1)),
            [reader.compact(amount) for amount in point.quantiles.values()],
        )
        for point in found.fan
    ]


def _drivers(found: ForecastResult) -> list[tuple[str, str, str]]:
    """Sentence, the multiplier, and how many open deals it concerns."""
    return [
        (
            sentence(reason), "up" if reason.multiplier > 1 else "down",
            ngettext("%(count)d open deal", "%(count)d open deals", count) % {"count": count},
        )
        for reason, count in found.drivers[:DRIVERS_SHOWN]
    ]  # fmt: skip


def _swing(one: SwingView) -> dict[str, str]:
    points = "" if one.points is None else f"{one.points * 100:.0f}"
    return {"code": one.code, "name": one.name, "share": f"{one.share_of_variance:.0%}", "points": points}


def _where_it_comes_from(found: ForecastResult) -> dict[str, Any] | None:
    """The two deals that make the range wide."""
    two = found.swings[:2]
    if len(two) < 2:
        return None
    return {
        "share": f"{sum(one.share_of_variance for one in two):.0%}",
        "one": two[0].name,
        "other": two[1].name,
    }


def _deal(one: DealView, reader: Reader) -> dict[str, Any]:
    return {
        "code": one.code, "name": one.name, "stage": one.stage, "chance": f"{one.chance:.0%}",
        "low": f"{one.low:.0%}", "high": f"{one.high:.0%}", "amount": reader.compact(one.amount),
        "expected": reader.compact(one.expected), "share": f"{one.share_of_mean:.0%}",
        "bar": bar_of(one),
        "weeks": one.weeks_in_stage, "alike": one.alike_weeks, "alike_wins": one.alike_wins,
        "reasons": [sentence(reason) for reason in one.reasons],
    }  # fmt: skip


def _past(found: BacktestResult, reader: Reader) -> dict[str, Any]:
    """Calibration and past ranges; empty where nothing could be scored."""
    told, shown = found.calibration, found.shown
    fiscal = found.question.actor.workspace.fiscal_start_month

    def name(origin: Origin) -> str:
        return period_name(
            Period(day_of_number(origin.start), day_of_number(origin.end)), fiscal_start=fiscal
        )

    past = past_of(shown, reader.compact, name)
    held = sum(not one.missed for one in past)
    best = found.release.best_baseline
    money = partial(reader.compact)
    return {
        "dots": dots_of(told) if told else [], "told": told,
        "brier": f"{told.brier:.3f}" if told else "",
        "stage_brier": f"{told.stage_brier:.3f}" if told and told.stage_brier is not None else "",
        "past": past, "past_height": 14 + 26 * len(past), "held": held, "days_to_go": found.horizon,
        "best": VIEWS[best] if best else "",
        "skill": f"{found.release.skill:+.0%}".replace("-", "−") if found.release.skill is not None else "",
        "scores": [
            (days, [
                (VIEWS[line.view], money(round(line.crps)), f"{line.coverage[0.5]:.0%}", f"{line.coverage[0.8]:.0%}",
                 f"{line.coverage[0.9]:.0%}", "" if line.brier is None else f"{line.brier:.3f}")
                for line in lines
            ])
            for days, lines in found.by_horizon()
        ],
    }  # fmt: skip
