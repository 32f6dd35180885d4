"""The board and the table of deals at an instant of the past."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from saphan.core.text import initials
from saphan.measures.past.pipeline import Fate, Pipeline, pipeline
from saphan.measures.past.told import Deal, Stage
from saphan.pipeline.board import CARDS
from saphan.pipeline.models import Pipeline as PipelineRow
from saphan.web.grid.narrowing import chips
from saphan.web.grid.state import state_of
from saphan.web.past.asking import Past
from saphan.web.past.listing import narrowed_then
from saphan.web.past.narrowing import SLICERS, filters_of, slicers_of, unheeded
from saphan.web.past.rail import rail_of
from saphan.web.past.restated import restated_lines
from saphan.web.pipeline.cards import DAY, TINTS
from saphan.web.pipeline.grid import BOARD, DEALS
from saphan.web.reader import Reader, reader_of
from saphan.web.request import MemberRequest

ROWS = 100
SORTS = {
    "amount": "worth", "-amount": "-worth", "expected_close": "closes", "-expected_close": "-closes",
}  # fmt: skip


def past_board(request: MemberRequest, past: Past, chosen: PipelineRow | None) -> HttpResponse:
    """Stages with their sums and deals as they stood, for those the member may read."""
    reader = reader_of(request)
    only = {"pipeline": chosen.pk} if chosen else {}
    filters, wanted = _like(request, past)
    told = _ask(
        request, past, filters=filters_of(request) | only, deals=CARDS, of_each_stage=True, only=wanted
    )
    by_stage: dict[int, list[dict[str, Any]]] = {}
    for deal in told.deals:
        by_stage.setdefault(deal.stage.pk if deal.stage else 0, []).append(_card(deal, past, reader))
    context = _around(request, past, told, reader) | {
        "chosen": chosen,
        "unheeded": unheeded(request, BOARD, (*SLICERS, *_keys(filters))),
        **_narrowing(request, filters, reader),
        "columns": [_column(stage, by_stage.get(stage.pk, []), reader, request) for stage in told.stages],
    }
    return render(request, "past/board.html", context)


def past_table(request: MemberRequest, past: Past) -> HttpResponse:
    """Deals as rows, the largest first or as the address says, with what they add up to."""
    reader, query = reader_of(request), request.GET
    skip = int(query["skip"]) if query.get("skip", "").isdecimal() else 0
    fate, state = query.get("status", ""), state_of(DEALS, query)
    filters, only = _like(request, past)
    told = _ask(
        request, past, filters=filters_of(request), deals=ROWS, skip=min(skip, 10**7),
        status=fate if fate in set(Fate) else Fate.OPEN, stage=query.get("stage", ""),
        sort=SORTS.get(query.get("sort", ""), "-worth"),
        only=only,
    )  # fmt: skip
    count = _stage_count(told, query.get("stage", ""))
    heeded = (*SLICERS, "status", "stage", *_keys(filters))
    context = _around(request, past, told, reader) | {
        "rows": [_row(deal, past, reader) for deal in told.deals],
        "unheeded": unheeded(request, DEALS, heeded, sorts=("amount", "expected_close")),
        **_narrowing(request, filters, reader),
        "by_amount": state.heading(DEALS.by_key["amount"]),
        "by_close": state.heading(DEALS.by_key["expected_close"]),
        "status": told.asked.fate.value,
        "statuses": [("open", _("Open")), ("won", _("Won")), ("lost", _("Lost")), ("all", _("All"))],
        "chosen_stage": query.get("stage", ""),
        "earlier_url": _page(request, skip - ROWS) if skip else "",
        "later_url": _page(request, skip + ROWS) if count > skip + ROWS else "",
    }
    context["asked_too"] += [("sort", query["sort"])] if query.get("sort") else []
    return render(request, "past/table.html", context)


def _like(request: MemberRequest, past: Past) -> tuple[dict[str, list[str]], list[int] | None]:
    """What the address asks of the deals themselves, and which were so then; None where it asks nothing."""
    rows, _known, filters, _sort = narrowed_then(request, DEALS, past)
    return filters, list(rows.values_list("pk", flat=True)) if filters else None


def _keys(filters: dict[str, list[str]]) -> list[str]:
    return [name.partition("__")[0] for name in filters]


def _narrowing(request: MemberRequest, filters: dict[str, list[str]], reader: Reader) -> dict[str, Any]:
    query = request.GET
    return {
        "chips": chips(request, state_of(DEALS, query), reader, filters), "narrowing": query.urlencode(),
        "hidden": [(name, value) for name, value in query.items() if name not in {"text", "skip"}],
        "asked_too": [(name, value) for name, values in filters.items() for value in values],
    }  # fmt: skip


def _ask(request: MemberRequest, past: Past, **more: Any) -> Pipeline:
    return pipeline(
        request.actor, as_of=past.as_of, known_at=past.known_at, language=request.LANGUAGE_CODE, **more
    )


def _stage_count(told: Pipeline, code: str) -> int:
    return sum(stage.deals for stage in told.stages if not code or stage.code == code)


def _page(request: MemberRequest, skip: int) -> str:
    found = request.GET.copy()
    found["skip"] = str(max(0, skip))
    return f"?{found.urlencode()}"


def _around(request: MemberRequest, past: Past, told: Pipeline, reader: Reader) -> dict[str, Any]:
    return {
        "past": past,
        "told": told,
        "rail": rail_of(request, reader, past),
        "slicers": slicers_of(request),
        "kept": [
            (n, request.GET[n]) for n in ("as_of", "known_at", "pipeline", "rail") if request.GET.get(n)
        ],
        "count": told.count,
        "total": reader.compact(told.minor),
        "weighted": reader.compact(told.weighted),
        "left_out": sum(told.left_out.values()),
        "rates_on": reader.full_day(told.rates_on) if told.rates_on else "",
        "restated": restated_lines(told.restated, reader),
        "stages": told.stages,
    }


def _column(
    stage: Stage, cards: list[dict[str, Any]], reader: Reader, request: MemberRequest
) -> dict[str, Any]:
    table = reverse("pipeline:table", args=[request.workspace.code])
    found = request.GET.copy()
    found["stage"] = stage.code
    return {
        "stage": stage, "cards": cards, "total": reader.compact(stage.minor),
        "weighted": reader.compact(stage.weighted), "more": stage.deals - len(cards),
        "more_url": f"{table}?{found.urlencode()}",
    }  # fmt: skip


def _card(deal: Deal, past: Past, reader: Reader) -> dict[str, Any]:
    days = None if deal.stage_since is None else max(0, past.as_of - deal.stage_since) // DAY
    target = deal.stage.target_days if deal.stage else None
    return _row(deal, past, reader) | {
        "client_mark": initials(deal.client or "?"), "client_tint": (deal.client_id or 0) % TINTS + 1,
        "owner_mark": initials(deal.owner or "?"), "owner_tint": (deal.owner_id or 0) % TINTS + 1,
        "days": days, "target": target, "slow": days is not None and target is not None and days > target,
    }  # fmt: skip


def _row(deal: Deal, past: Past, reader: Reader) -> dict[str, Any]:
    return {
        "code": deal.code, "name": deal.name, "client": deal.client, "client_code": deal.client_code,
        "client_id": deal.client_id, "owner": deal.owner, "stage": deal.stage.name if deal.stage else "",
        "status": deal.status, "amount": reader.money(deal.amount_minor, deal.currency),
        "worth": reader.compact(deal.worth), "close": reader.day(deal.expected_close_on),
        "query": past.query,
    }  # fmt: skip
