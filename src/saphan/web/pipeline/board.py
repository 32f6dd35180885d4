"""The board: what stands in which stage, what it adds up to, and moving it on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from saphan.core.format import decimal, symbol
from saphan.core.period import quarter_of
from saphan.journal import now
from saphan.pipeline.board import Column, columns, cursor_of, page_of_stage
from saphan.pipeline.lists import OPPORTUNITIES
from saphan.pipeline.models import Opportunity, Pipeline, Stage
from saphan.pipeline.queries import lost_reasons_for, opportunities_for, stages_for
from saphan.pipeline.terms import OpportunityStatus
from saphan.web.pipeline.cards import Card, card_of
from saphan.web.pipeline.filters import asked, chips
from saphan.web.reader import Reader, reader_of
from saphan.web.request import MemberRequest
from saphan.workspace.rates import PlanRates

WON_SHOWN = 5
RATES_SHOWN = 3


@dataclass(frozen=True)
class Shown:
    """A column as the page shows it."""

    stage: Stage
    label: str
    count: int
    total: str
    weighted: str
    left_out: str
    chance: int
    cards: list[Card]
    more: int
    after: str


@require_safe
def board(request: MemberRequest) -> HttpResponse:
    """Everybody who reads deals sees the board of those they may see."""
    stages = list(stages_for(request.actor).select_related("pipeline"))
    pipeline = _chosen(stages, request.GET.get("pipeline", ""))
    context: dict[str, Any] = {"pipelines": _pipelines(stages), "pipeline": pipeline}
    if pipeline is not None:
        context |= _content(
            request, pipeline, [stage for stage in stages if stage.pipeline_id == pipeline.pk]
        )
    return render(request, "pipeline/board.html#board" if request.htmx else "pipeline/board.html", context)


@require_safe
def column(request: MemberRequest, code: str) -> HttpResponse:
    """The next cards of one column."""
    stage = get_object_or_404(stages_for(request.actor).select_related("pipeline"), code=code)
    reader = reader_of(request)
    cards, after = page_of_stage(_open(request, stage.pipeline, reader), stage, request.GET.get("after", ""))
    put = partial(card_of, stage=stage, reader=reader, address=_address(request), now=now())
    context = {
        "cards": [put(card) for card in cards],
        "stage": stage,
        "after": after,
        "chance": stage.win_chance // 100,
    }
    return render(request, "pipeline/more_cards.html", context)


def _content(request: MemberRequest, pipeline: Pipeline, stages: list[Stage]) -> dict[str, Any]:
    reader = reader_of(request)
    found = columns(_open(request, pipeline, reader), stages)
    won = _won_this_quarter(request, pipeline, reader)
    total, weighted = sum(column.total for column in found), sum(column.weighted for column in found)
    return {
        "columns": [_shown(column, request, reader) for column in found],
        "chips": chips(request.actor, request.GET),
        "rates": _rates(request, found, reader),
        "won": won,
        "open_total": reader.compact(total),
        "weighted_total": reader.compact(weighted),
        "open_count": sum(column.count for column in found),
        "lost_reasons": [(r.code, r.label(reader.language)) for r in lost_reasons_for(request.actor)],
        "filtered": any(request.GET.get(name) for name in ("owner", "territory", "close", "text")),
    }


def _open(request: MemberRequest, pipeline: Pipeline, reader: Reader) -> QuerySet[Opportunity]:
    rows = opportunities_for(request.actor).filter(status=OpportunityStatus.OPEN, pipeline=pipeline)
    filters = asked(request.GET, reader.today, request.workspace.fiscal_start_month)
    return OPPORTUNITIES.narrowed(rows, request.actor, filters)


def _shown(column: Column, request: MemberRequest, reader: Reader) -> Shown:
    put = partial(card_of, stage=column.stage, reader=reader, address=_address(request), now=now())
    left_out = ngettext(
        "%(count)d deal is not in the sum: no amount or no rate",
        "%(count)d deals are not in the sum: no amount or no rate",
        column.left_out,
    ) % {"count": column.left_out}
    return Shown(
        stage=column.stage,
        label=column.stage.label(reader.language),
        count=column.count,
        total=reader.compact(column.total),
        weighted=reader.compact(column.weighted),
        left_out=left_out if column.left_out else "",
        chance=column.stage.win_chance // 100,
        cards=[put(card) for card in column.cards],
        more=column.more,
        after=cursor_of(column.cards[-1]) if column.more else "",
    )


def _won_this_quarter(request: MemberRequest, pipeline: Pipeline, reader: Reader) -> dict[str, Any]:
    quarter = quarter_of(reader.today, request.workspace.fiscal_start_month)
    filters = asked(request.GET, reader.today, request.workspace.fiscal_start_month)
    same = {name: value for name, value in filters.items() if name in {"owner", "territory", "text"}}
    rows = OPPORTUNITIES.narrowed(opportunities_for(request.actor), request.actor, same).filter(
        status=OpportunityStatus.WON,
        pipeline=pipeline,
        closed_on__gte=quarter.start,
        closed_on__lt=quarter.end,
    )
    sums = rows.aggregate(count=Count("id"), total=Sum("reporting_minor", default=0))
    last = rows.select_related("account").order_by("-closed_on", "-pk")[:WON_SHOWN]
    return {
        "count": sums["count"],
        "total": reader.compact(sums["total"]),
        "deals": [
            {
                "url": _address(request).replace("CODE", deal.code),
                "name": deal.name,
                "client": deal.account,
                "amount": reader.money(deal.amount_minor, deal.currency),
            }
            for deal in last
        ],
        "more": max(0, sums["count"] - WON_SHOWN),
    }


def _rates(request: MemberRequest, found: list[Column], reader: Reader) -> str:
    """The rates behind the sums, as one sentence; empty when every deal is in the reporting currency."""
    seen = {card.currency for column in found for card in column.cards} - {request.workspace.currency}
    if not seen:
        return ""
    rates = PlanRates(request.workspace)
    known = {currency: rates.rate(currency) for currency in sorted(seen)[:RATES_SHOWN]}
    words = [f"{symbol(currency)}{decimal(1 / rate, 2)}" for currency, rate in known.items() if rate]
    if not words or rates.on is None:
        return _("In %(currency)s; a rate is missing") % {"currency": rates.currency}
    day = reader.day(rates.on)
    return _("In %(currency)s at rates of %(day)s: %(rates)s") % {
        "currency": rates.currency, "day": day, "rates": ", ".join(words),
    }  # fmt: skip


def _pipelines(stages: list[Stage]) -> list[Pipeline]:
    return list({stage.pipeline_id: stage.pipeline for stage in stages}.values())


def _chosen(stages: list[Stage], code: str) -> Pipeline | None:
    every = _pipelines(stages)
    return next((pipeline for pipeline in every if pipeline.code == code), every[0] if every else None)


def _address(request: MemberRequest) -> str:
    return reverse("pipeline:deal", args=[request.workspace.code, "CODE"])
