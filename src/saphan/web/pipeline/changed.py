"""What changed: the open pipeline from one day to another as a chart that adds up, and the deals in each bar."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from saphan.core.errors import RuleBroken
from saphan.core.period import (
    Period,
    month_of,
    parse_period,
    period_name,
    previous_period,
    quarter_of,
    week_of,
)
from saphan.measures.changes import Changes, Mode, changes
from saphan.measures.reports.figures import Asked, draft_report
from saphan.measures.reports.terms import Subject
from saphan.measures.stretch import Reading, Unit
from saphan.web.past.narrowing import slicers_of
from saphan.web.performance.files import answered_with
from saphan.web.performance.reports import keep
from saphan.web.pipeline.waterfall import drawn, largest
from saphan.web.reader import Reader, reader_of
from saphan.web.request import MemberRequest
from saphan.words.refusal import refusal_of
from saphan.workspace.queries import active_members_for, territories_for
from saphan.workspace.rights import Right

SHOWN = 60
PAGE = "pipeline/changed.html"


@require_safe
def changed(request: MemberRequest) -> HttpResponse:
    """Everybody who reads deals sees what changed in those they may read."""
    reader = reader_of(request)
    start, last = _days(request, reader)
    query = request.GET
    context = {
        "start": start, "last": last, "from_day": reader.full_day(start), "to_day": reader.full_day(last),
        "spans": _spans(request, reader), "slicers": slicers_of(request, with_teams=False),
        "units": _units(query), "choices": _choices(query, reader.today, request.workspace.fiscal_start_month), "may_export": request.actor.may(Right.EXPORT),
    }  # fmt: skip
    try:
        told = _ask(request, start, last, "", 0)
        label = query.get("label", "") or largest(told)
        shown = _ask(request, start, last, label, SHOWN) if label else told
    except RuleBroken as refusal:
        return render(request, PAGE, context | {"refusal": refusal_of(refusal)}, status=422)
    return render(request, PAGE, context | drawn(told, shown, label, reader))


@require_POST
def freeze(request: MemberRequest) -> HttpResponse:
    """Keep the waterfall that the address shows."""
    return keep(request, _wanted(request), as_of=None, known_at=None)


@require_safe
def file(request: MemberRequest, fmt: str) -> HttpResponse:
    """Bars and deals as CSV or workbook, the chart on paper or as a picture."""
    return answered_with(
        request, lambda: draft_report(request.actor, _wanted(request)), fmt, "changes", _("What changed")
    )


def _wanted(request: MemberRequest) -> Asked:
    """The address's question as reports keep it."""
    start, last = _days(request, reader_of(request))
    query, window = request.GET, _window(request)
    chosen = {name: query[name] for name in ("mode", "reading", "unit") if query.get(name)}
    if window is not None:
        chosen["window"] = f"{window.start}..{window.end}"
    return Asked(Subject.CHANGES, start, last + timedelta(days=1), _filters(request), "", chosen)


def _ask(request: MemberRequest, start: date, last: date, label: str, moves: int) -> Changes:
    query = request.GET
    return changes(
        request.actor, start, last + timedelta(days=1), mode=query.get("mode") or Mode.PATH,
        reading=query.get("reading") or Reading.KNOWN, unit=query.get("unit") or Unit.AMOUNT,
        filters=_filters(request), window=_window(request), label=label, moves=moves,
    )  # fmt: skip


def _filters(request: MemberRequest) -> dict[str, int]:
    rows = {"owner": active_members_for(request.actor), "territory": territories_for(request.actor)}
    found = {
        name: some.filter(code=request.GET[name]).values_list("pk", flat=True).first()
        for name, some in rows.items()
        if request.GET.get(name)
    }
    return {name: pk for name, pk in found.items() if pk is not None}


def _window(request: MemberRequest) -> Period | None:
    """Only deals expected in this period. Raises RuleBroken("period.unreadable")."""
    name = request.GET.get("window", "")
    if not name:
        return None
    today = reader_of(request).today
    return parse_period(name, today=today, fiscal_start=request.workspace.fiscal_start_month)


def _days(request: MemberRequest, reader: Reader) -> tuple[date, date]:
    """First and last day asked for, this month up to today where the address names none that can be read."""
    found = []
    for name, fallback in (("from", month_of(reader.today).start), ("to", reader.today)):
        try:
            found.append(date.fromisoformat(request.GET.get(name, "")))
        except ValueError:
            found.append(fallback)
    return found[0], max(found)


def _spans(request: MemberRequest, reader: Reader) -> list[dict[str, Any]]:
    today, chosen = reader.today, _days(request, reader)
    starts = (
        (_("Since Monday"), week_of(today).start),
        (_("This month"), month_of(today).start),
        (_("This quarter"), quarter_of(today, request.workspace.fiscal_start_month).start),
    )
    return [
        {"label": label, "query": _with(request.GET, **{"from": str(start), "to": str(today)}),
         "is_here": chosen == (start, today)}
        for label, start in starts
    ]  # fmt: skip


def _units(query: QueryDict) -> list[dict[str, Any]]:
    chosen = query.get("unit") or Unit.AMOUNT
    names = ((Unit.AMOUNT, _("Amount")), (Unit.WEIGHTED, _("Weighted")), (Unit.COUNT, _("Count")))
    return [
        {"label": label, "query": _with(query, unit=unit.value), "is_here": unit == chosen}
        for unit, label in names
    ]


def _with(query: QueryDict, **changes: str) -> str:
    found = query.copy()
    for name, value in changes.items():
        found[name] = value
    return found.urlencode()


def _choices(query: QueryDict, today: date, fiscal_start: int) -> list[dict[str, Any]]:
    """What else decides the chart: with which knowledge, along which way, in what."""
    wanted = (
        (
            "reading",
            pgettext("waterfall", "Read"),
            (("known", _("as we now know")), ("stood", _("as it stood"))),
        ),
        (
            "mode",
            pgettext("waterfall", "Counted"),
            (("path", _("every change")), ("endpoint", _("both ends only"))),
        ),
    )
    return [
        _choice(query, *each)
        for each in (*wanted, ("window", _("Expected"), _windows(query, today, fiscal_start)))
    ]


def _choice(query: QueryDict, name: str, label: str, options: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    """One choice; `other` says what was chosen where it is not the usual, `usual` leads back to that."""
    value = query.get(name) or options[0][0]
    other = dict(options).get(value, "") if value != options[0][0] else ""
    return {
        "name": name, "label": label, "options": options, "value": value, "other": other,
        "usual": _with(query, **{name: ""}),
    }  # fmt: skip


def _windows(query: QueryDict, today: date, fiscal_start: int) -> tuple[tuple[str, str], ...]:
    """Expected in any of the quarters around today, or in what the address names."""
    this = quarter_of(today, fiscal_start)
    around = [previous_period(previous_period(this)), previous_period(this), this]
    for _more in range(2):
        around.append(quarter_of(around[-1].end, fiscal_start))
    names = [period_name(each, fiscal_start=fiscal_start) for each in around]
    chosen = query.get("window", "")
    extra = [chosen] if chosen and chosen not in names else []
    return (("", _("at any time")), *((name, name.replace("-", " ")) for name in [*names, *extra]))
