"""The board: what stands in which stage, what it adds up to, and moving it on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from saphan.core.format import decimal, symbol
from saphan.core.period import quarter_of
from saphan.journal import now
from saphan.pipeline.board import (
    LARGEST,
    ORDERS,
    CardOrder,
    Column,
    Deals,
    card_of,
    columns,
    cursor_of,
    first_cards,
    page_of_stage,
    won,
)
from saphan.pipeline.models import Opportunity, Pipeline, Stage
from saphan.pipeline.queries import opportunities_for, stages_for
from saphan.pipeline.rules import may_create
from saphan.pipeline.terms import OpportunityStatus
from saphan.web.frame import Along
from saphan.web.grid.narrowing import chips
from saphan.web.grid.state import State, state_of
from saphan.web.grid.tabs import menu_of, tabs_of
from saphan.web.kept import kept
from saphan.web.past.asking import looked_back
from saphan.web.past.board import past_board
from saphan.web.past.rail import rail_of
from saphan.web.pipeline.cards import FIELDS, Press
from saphan.web.pipeline.grid import BOARD
from saphan.web.pipeline.stages import stages_of
from saphan.web.reader import Reader, reader_of
from saphan.web.request import MemberRequest
from saphan.workspace.rates import PlanRates

PAGE, FRAGMENT = "pipeline/board.html", "pipeline/board.html#board"
HEAD, SUMS = "pipeline/board_column.html#head", "pipeline/board_column.html#sums"
WON_SHOWN = 5
RATES_SHOWN = 3


@dataclass(frozen=True)
class Head:
    """What stands over a column."""

    stage: Stage
    label: str
    count: int
    total: str
    weighted: str
    left_out: str


@dataclass(frozen=True)
class Shown(Head):
    """A column as the page shows it."""

    cards: SafeString
    more: int
    after: str


@require_safe
def board(request: MemberRequest) -> HttpResponse:
    """Everybody who reads deals sees the board of those they may see."""
    past = looked_back(request, reader_of(request))
    if past is not None:
        stages = stages_of(request)
        return past_board(request, past, _chosen(stages, request.GET.get("pipeline", "")))
    return render(request, FRAGMENT if request.htmx else PAGE, _context(request))


def first_shown(request: MemberRequest) -> set[str]:
    """The codes of the deals whose cards the board of this address shows at first."""
    stages = stages_of(request)
    pipeline = _chosen(stages, request.GET.get("pipeline", ""))
    state = state_of(BOARD, request.GET)
    if pipeline is None or "chance" not in _fields(state):
        return set()
    own = [stage.pk for stage in stages if stage.pipeline_id == pipeline.pk]
    return {card.code for card in first_cards(_deals(request, pipeline), own, order=_order(state))}


def moved_on_board(request: MemberRequest, deal: Opportunity) -> dict[str, Any]:
    """What a move changes on the board of the request's address, to go along with the answer.

    The card as it is now (empty when the filters leave it out), the code of the card it comes before (empty for the
    last place), the head of each column by the code of its stage, and the sums below.
    """
    reader, state = reader_of(request), state_of(BOARD, request.GET)
    deals, order = _deals(request, deal.pipeline), _order(state)
    stages = list(stages_for(request.actor, deal.pipeline))
    found = columns(deals, stages, order, only=deal.stage)
    codes = [card.code for column in found for card in column.cards]
    card = card_of(deals.rows(), deal)
    shown = {"may_create": may_create(request.actor, None)}
    heads = {
        column.stage.code: render_to_string(HEAD, shown | {"column": _head(column, reader)}, request)
        for column in found
    }
    return {
        "card": _press(request, state, reader).cards([card], deal.stage) if card else "",
        "before": next(iter(codes[codes.index(deal.code) + 1 :]), "") if deal.code in codes else "",
        "heads": heads,
        "sums": render_to_string(SUMS, _sums(found, reader), request),
    }


def _context(request: MemberRequest) -> dict[str, Any]:
    stages = stages_of(request)
    pipeline = _chosen(stages, request.GET.get("pipeline", ""))
    may = may_create(request.actor, None)
    context: dict[str, Any] = {"pipelines": _pipelines(stages), "pipeline": pipeline, "may_create": may}
    if pipeline is not None:
        context |= _content(
            request, pipeline, [stage for stage in stages if stage.pipeline_id == pipeline.pk]
        )
    return context


@require_safe
def column(request: MemberRequest, code: str) -> HttpResponse:
    """The next cards of one column."""
    stage = get_object_or_404(stages_for(request.actor).select_related("pipeline"), code=code)
    reader = reader_of(request)
    state = state_of(BOARD, request.GET)
    after_this = request.GET.get("after", "")
    cards, after = page_of_stage(_open(request, stage.pipeline), stage, after_this, _order(state))
    context = {
        "cards": _press(request, state, reader).cards(cards, stage),
        "codes": ",".join(card.code for card in cards) if "chance" in _fields(state) else "",
        "stage": stage,
        "after": after,
        "following": _following(request),
    }
    return render(request, "pipeline/more_cards.html", context)


def _content(request: MemberRequest, pipeline: Pipeline, stages: list[Stage]) -> dict[str, Any]:
    reader, state = reader_of(request), state_of(BOARD, request.GET)
    order, press = _order(state), _press(request, state, reader)
    found = columns(_deals(request, pipeline), stages, order)
    context = _sums(found, reader) | {
        "columns": [_shown(column, press, reader, order) for column in found],
        "rates": _rates(request, found, reader),
        "won": _won_this_quarter(request, pipeline, reader),
        "following": _following(request),
    }
    return context if request.htmx else context | _around(request, state, pipeline, reader)


def _around(request: MemberRequest, state: State, pipeline: Pipeline, reader: Reader) -> dict[str, Any]:
    """What stands above the board: tabs, chips, order, card fields."""

    def everything() -> QuerySet[Opportunity]:
        return opportunities_for(request.actor).filter(status=OpportunityStatus.OPEN, pipeline=pipeline)

    tabs = tabs_of(request, state, BOARD.key, everything, Along(pipeline.pk, dict))
    order, fields = _order(state).key, _fields(state)
    return {
        "state": state,
        "place": BOARD.key,
        "kept": state.kept(),
        "tabs": tabs,
        "menu": menu_of(request, tabs),
        "chips": chips(request, state, reader),
        "clear_to": f"?pipeline={pipeline.code}",
        "orders": [(key, label, key == order) for key, label in _orders().items()],
        "order_label": _orders()[order],
        "card_fields": [(key, label, key in fields) for key, label in FIELDS.items()],
        "shape": [
            (name, value)
            for name, value in state.query.items()
            if name not in {"fields", "after", "peek", "sort"}
        ],
        "hidden": [
            (name, value)
            for name, values in state.query.lists()
            for value in values
            if name not in {"text", "after", "peek"}
        ],
        "peeked": _peeked(request),
        "rail": rail_of(request, reader, None),
    }


def _orders() -> dict[str, str]:
    return {
        "amount": _("Largest first"),
        "risk": _("Most at risk first"),
        "close": _("Closing soonest first"),
    }


def _order(state: State) -> CardOrder:
    return ORDERS.get(state.query.get("sort", ""), LARGEST)


def _fields(state: State) -> frozenset[str]:
    """What cards show."""
    asked = state.query.get("fields", "")
    return frozenset(asked.split(",")) & FIELDS.keys() if asked else frozenset(FIELDS) - {"close"}


def _following(request: MemberRequest) -> str:
    query = request.GET.copy()
    for name in ("after", "peek"):
        query.pop(name, None)
    return query.urlencode()


def _peeked(request: MemberRequest) -> str:
    code = request.GET.get("peek", "")
    if not code.replace("-", "").isalnum() or not code.isascii():
        return ""
    return reverse("pipeline:peek", args=[request.workspace.code, code])


def _open(request: MemberRequest, pipeline: Pipeline) -> QuerySet[Opportunity]:
    rows = opportunities_for(request.actor).filter(status=OpportunityStatus.OPEN, pipeline=pipeline)
    return BOARD.listing.narrowed(rows, request.actor, _filters(request))


def _deals(request: MemberRequest, pipeline: Pipeline) -> Deals:
    """The open deals of the address. Filters may follow the day or the hour, so only without any is there a key."""
    key = None if _filters(request) else (pipeline.pk, request.actor.reads)
    return Deals(partial(_open, request, pipeline), key)


def _filters(request: MemberRequest) -> dict[str, list[str]]:
    """The filters of the address; the pipeline is chosen by the board itself."""
    return {name: value for name, value in state_of(BOARD, request.GET).filters.items() if name != "pipeline"}


def _press(request: MemberRequest, state: State, reader: Reader) -> Press:
    return Press(reader, _fields(state), _address(request), now(), request.actor)


def _sums(found: list[Column], reader: Reader) -> dict[str, Any]:
    return {
        "open_total": reader.compact(sum(column.total for column in found)),
        "weighted_total": reader.compact(sum(column.weighted for column in found)),
        "open_count": sum(column.count for column in found),
    }


def _head(column: Column, reader: Reader) -> Head:
    left_out = ngettext(
        "%(count)d deal is not in the sum: no amount or no rate",
        "%(count)d deals are not in the sum: no amount or no rate",
        column.left_out,
    ) % {"count": column.left_out}
    return Head(
        stage=column.stage,
        label=column.stage.label(reader.language),
        count=column.count,
        total=reader.compact(column.total),
        weighted=reader.compact(column.weighted),
        left_out=left_out if column.left_out else "",
    )


def _shown(column: Column, press: Press, reader: Reader, order: CardOrder) -> Shown:
    return Shown(
        **vars(_head(column, reader)),
        cards=press.cards(column.cards, column.stage),
        more=column.more,
        after=cursor_of(column.cards[-1], order) if column.more else "",
    )


def _won_this_quarter(request: MemberRequest, pipeline: Pipeline, reader: Reader) -> dict[str, Any]:
    quarter = quarter_of(reader.today, request.workspace.fiscal_start_month)
    same = {
        name: value for name, value in _filters(request).items() if name in {"owner", "territory", "text"}
    }

    def rows() -> QuerySet[Opportunity]:
        every = opportunities_for(request.actor).filter(pipeline=pipeline)
        return BOARD.listing.narrowed(every, request.actor, same)

    key = None if same else (pipeline.pk, request.actor.reads)
    found = won(Deals(rows, key), quarter, WON_SHOWN)
    return {
        "count": found.count,
        "total": reader.compact(found.total),
        "deals": [
            {
                "url": _address(request).replace("CODE", deal.code),
                "name": deal.name,
                "client": deal.account__name,
                "client_id": deal.account_id,
                "amount": reader.money(deal.amount_minor, deal.currency),
            }
            for deal in found.latest
        ],
        "more": max(0, found.count - WON_SHOWN),
    }


def _rates(request: MemberRequest, found: list[Column], reader: Reader) -> str:
    """The rates behind the sums, as one sentence; empty when every deal is in the reporting currency."""
    seen = {card.currency for column in found for card in column.cards} - {request.workspace.currency}
    if not seen:
        return ""
    rates = kept(request, "rates", lambda: PlanRates(request.workspace))
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
