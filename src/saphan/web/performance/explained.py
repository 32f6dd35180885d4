"""What stands behind one figure: formula with its numbers, population, choices, rows, query."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_safe

from saphan.core.errors import NotAllowed
from saphan.core.format import compact_money, points, signed
from saphan.core.kpi import Direction, Unit
from saphan.core.kpi.parting import Share
from saphan.measures import words
from saphan.measures.attainment import aims
from saphan.measures.compute import compute
from saphan.measures.display import display
from saphan.measures.drivers import Drivers, drivers
from saphan.measures.explain import explain
from saphan.measures.question import By
from saphan.measures.result import Result, ResultRow
from saphan.measures.wall import tile_of
from saphan.web.past.asking import looked_back
from saphan.web.performance.asking import CHOICE, asked, query_without
from saphan.web.performance.choices import worded
from saphan.web.performance.wall import FEW, GROUPS, change_of, short, shows_nothing, trend_words
from saphan.web.reader import Reader, reader_of
from saphan.web.request import MemberRequest
from saphan.workspace.rights import Right

SHOWN, ON_A_PAGE, IN_FILE = 60, 2_000, 200_000
PARTS_SHOWN = 6
BAR = 300  # pixels of the longest bar
# Where a row leads; revenue rows are those of their deal.
PAGES = {
    "D": "pipeline:deal",
    "L": "leads:detail",
    "O": "commerce:order",
    "C": "clients:detail",
    "CO": "performance:cost",
    "SA": "performance:answer",
}


@require_safe
def explained(request: MemberRequest, key: str) -> HttpResponse:
    """The figure and everything behind it, for what the member may read."""
    reader = reader_of(request)
    only = request.GET.get("rows", "") or "counted"
    many = ON_A_PAGE if request.GET.get("all") else SHOWN
    result = _result(request, key, reader, many, only)
    told = explain(result)
    shown = tile_of(result.question)
    text, kind = change_of(shown, reader)
    context = {
        "told": told,
        "n": result.measured.n,
        "few": (result.measured.n or 0) < FEW,
        "interval": _interval(result),
        "population": (steps := _population(told["population"])),
        "counted_down": _("%(all)s counted down to %(left)s")
        % {"all": steps[0]["rows"], "left": steps[-1]["rows"]}
        if len(steps) > 2
        else "",
        "tile": shown,
        "trend": [None if month.value is None else float(month.value) for _period, month in shown.trend],
        "trend_words": trend_words(shown),
        "better": "down" if told["direction"] == "down" else "up",
        "change": text,
        "change_kind": kind,
        "target": _target(request, result, reader),
        "group": next((label for _key, label, keys in GROUPS if key in keys), ""),
        "since": reader.full_day(told["editions"][-1]["since"]),
        "editions": [one | {"day": reader.full_day(one["since"])} for one in reversed(told["editions"])],
        "tabs": _tabs(result, request.GET.get("rows", "")),
        "rows": [_row(row, reader) for row in result.rows],
        "more": max(0, _wanted(result, only) - len(result.rows)),
        "span": f"{reader.full_day(result.question.period.start)} – {reader.full_day(result.question.period.last)}",
        "past": looked_back(request, reader),
        "read_at": reader.moment(result.read_at),
        "query": query_without(request.GET, "rows", "all"),
        "choice": CHOICE,
        "parameters": worded(told["parameters"]),
        "may_export": request.actor.may(Right.EXPORT),
    }
    page = "performance/explained.html"
    return render(request, f"{page}#explained" if request.htmx else page, context)


@require_safe
def moved(request: MemberRequest, key: str) -> HttpResponse:
    """What moved the figure since the period it is compared with, fetched after the panel stands."""
    reader = reader_of(request)
    found = drivers(_result(request, key, reader, 0).question)
    by = By(request.GET.get("by", "")) if request.GET.get("by", "") in set(By) else None
    if by not in found.parts:
        by = next(iter(found.parts), None)
    context = {
        "key": key, "found": found, "reason": words.NO_PARTS[found.reason] if found.reason else "",
        "tabs": [(each.value, words.PARTS[each.value], each is by) for each in found.parts],
        "parts": _parts(found, by, reader) if by else [],
        "sum": _moved_by(found, found.change or Fraction(0), reader),
        "before": display(found.before), "now": display(found.now),
        "base": f"{reader.full_day(found.base.start)} – {reader.full_day(found.base.last)}" if found.base.days else "",
        "query": query_without(request.GET, "by"),
    }  # fmt: skip
    return render(request, "performance/moved.html", context)


def _parts(found: Drivers, by: By, reader: Reader) -> list[dict[str, Any]]:
    """The parts that moved it most, and all the others in one, so that what is shown sums to the change."""
    parts = list(found.parts[by])
    rest = parts[PARTS_SHOWN:]
    is_low_better = found.question.metric.definition.direction is Direction.DOWN
    told = [(part.label or _("Remainder"), part.share) for part in parts[:PARTS_SHOWN]]
    if rest:
        others = ngettext("%(count)d other", "%(count)d others", len(rest)) % {"count": len(rest)}
        told.append((others, Share(sum((part.share.total for part in rest), Fraction(0)))))
    written = [(label, share, _moved_by(found, share.total, reader)) for label, share in told]
    return [
        {
            "label": label, "text": text,
            "side": "" if shows_nothing(text) else "good" if (share.total > 0) != is_low_better else "warn",
            "rate": "" if share.rate is None else _moved_by(found, share.rate, reader),
            "mix": "" if share.mix is None else _moved_by(found, share.mix, reader),
        }
        for label, share, text in written
    ]  # fmt: skip


def _moved_by(found: Drivers, amount: Fraction, reader: Reader) -> str:
    """A part of the change with its sign, in points where the figure is a share."""
    now = found.now
    if now.unit is Unit.SHARE:
        return points(amount, reader.language, 2 if abs(amount) < Fraction(1, 1000) else 1)
    if now.unit is Unit.MONEY and now.currency:
        text = compact_money(round(amount), now.currency, reader.language, reporting=True)
        return text if amount <= 0 else f"+{text}"
    return signed(amount, 0 if amount.denominator == 1 else 1)


def _target(request: MemberRequest, result: Result, reader: Reader) -> str:
    """The aim of just this period and narrowing; empty where none was set."""
    question = result.question
    goal = aims(request.actor, question.period, dict(question.filters), question.currency).get(
        question.metric.key
    )
    if goal is None:
        return ""
    value = replace(result.measured, value=goal.value, currency=goal.currency or None)
    return _("target %(amount)s") % {"amount": short(value, reader)}


@require_safe
def rows_file(request: MemberRequest, key: str) -> StreamingHttpResponse:
    """All rows with the definition and the query above them. Raises NotAllowed without the right to export."""
    if not request.actor.may(Right.EXPORT):
        raise NotAllowed("action.not_allowed", action="export")
    result = _result(request, key, reader_of(request), IN_FILE)
    response = StreamingHttpResponse(_lines(result), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{key}.csv"'
    return response


def _result(request: MemberRequest, key: str, reader: Reader, rows: int, only: str = "") -> Result:
    question = asked(request, reader)
    return compute(
        request.actor, key, question.period, as_of=question.as_of, known_at=question.known_at,
        filters=question.filters, currency=question.currency or None,
        params=question.params, rows=rows, only=only,
    )  # fmt: skip


def _interval(result: Result) -> str:
    told = result.measured.interval
    if told is None:
        return ""
    return f"{float(told.low) * 100:.1f}–{float(told.high) * 100:.1f}%"


def _population(steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each step as a bar: the first and last from zero, an exclusion where it was taken off."""
    whole = max((step["rows"] for step in steps), default=0) or 1
    left, found = steps[0]["rows"] if steps else 0, []
    for step in steps:
        is_off, size = step["reason"] is not None, abs(step["rows"])
        left -= size if is_off else 0
        start = left if is_off else 0
        bar = {"x": round(start / whole * BAR, 1), "width": round(size / whole * BAR, 1)}
        found.append(step | bar | {"is_off": is_off, "rows": size})
    return found


def _tabs(result: Result, chosen: str) -> list[tuple[str, str, int | None, bool]]:
    """All, the outcomes that occur, and what was left out, each with its number."""
    outcomes = result.outcomes
    excluded = sum(result.measured.excluded.values())
    tabs: list[tuple[str, str, int | None, bool]] = [("", _("All"), result.measured.n, chosen == "")]
    tabs += [
        (each, str(words.OUTCOMES.get(each, each)), count, chosen == each)
        for each, count in sorted(outcomes.items())
        if len(outcomes) > 1
    ]
    return [*tabs, ("excluded", _("Excluded"), excluded, chosen == "excluded")] if excluded else tabs


def _wanted(result: Result, only: str) -> int:
    """How many rows there are of the kind that was asked for, as far as that is known."""
    if only == "excluded":
        return sum(result.measured.excluded.values())
    return result.outcomes.get(only, result.measured.n if only == "counted" else 0)


def _row(row: ResultRow, reader: Reader) -> dict[str, Any]:
    return {
        "code": row.code,
        "page": PAGES.get(row.code.partition("-")[0], ""),
        "name": row.name,
        "outcome": str(words.OUTCOMES.get(row.outcome, row.outcome)),
        "kind": "good" if row.outcome == "won" else "",
        "amount": reader.money(row.amount_minor, row.currency)
        if row.amount_minor is not None and row.currency
        else "",
        "day": reader.day(row.day),
        "owner": row.owner_name or "",
        "reason": row.row.reason or "",
    }


class _Echo:
    """A file that hands back what is written to it, so that csv can feed a stream."""

    def write(self, text: str) -> str:
        return text


def _lines(result: Result) -> Iterator[str]:
    told, writer = explain(result), csv.writer(_Echo())
    yield "\ufeff"
    yield writer.writerow([told["name"], told["display"], told["formula"]["words"]])
    yield writer.writerow([_("Version"), told["version"], _("Journal position"), told["seq"]])
    yield writer.writerow([_("Query"), " ".join(result.sql.split())])
    yield writer.writerow(
        [
            pgettext("of a row", "Code"),
            _("Name"),
            _("Day"),
            _("Outcome"),
            _("Amount"),
            _("Currency"),
            _("Owner"),
            _("Counted"),
            _("Reason"),
            "num",
            "den",
        ]
    )
    for row in result.rows:
        cells = [
            row.code,
            _safe(row.name),
            row.day,
            row.outcome,
            row.amount_minor,
            row.currency,
            _safe(row.owner_name or ""),
        ]
        yield writer.writerow([*cells, row.row.included, row.row.reason or "", row.row.num, row.row.den])


def _safe(text: str) -> str:
    """A cell that a spreadsheet would run as a formula starts with an apostrophe."""
    return f"'{text}" if text[:1] in tuple("=+-@\t\r＝＋－＠'") and text else text
