"""What stands behind one figure: formula with its numbers, population, choices, rows, query."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from saphan.core.errors import NotAllowed
from saphan.measures import words
from saphan.measures.compute import compute
from saphan.measures.explain import explain
from saphan.measures.result import Result, ResultRow
from saphan.web.past.asking import looked_back
from saphan.web.performance.asking import CHOICE, asked, query_without
from saphan.web.performance.choices import worded
from saphan.web.performance.wall import FEW
from saphan.web.reader import Reader, reader_of
from saphan.web.request import MemberRequest
from saphan.workspace.rights import Right

SHOWN, IN_FILE = 60, 200_000
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
    result = _result(request, key, reader, SHOWN)
    told = explain(result)
    context = {
        "told": told,
        "n": result.measured.n,
        "few": (result.measured.n or 0) < FEW,
        "interval": _interval(result),
        "population": _population(told["population"]),
        "tabs": _tabs(result, request.GET.get("rows", "")),
        "rows": [_row(row, reader) for row in _wanted(result, request.GET.get("rows", ""))],
        "span": f"{reader.full_day(result.question.period.start)} – {reader.full_day(result.question.period.last)}",
        "past": looked_back(request, reader),
        "read_at": reader.moment(result.read_at),
        "query": query_without(request.GET, "rows"),
        "choice": CHOICE,
        "parameters": worded(told["parameters"]),
        "may_export": request.actor.may(Right.EXPORT),
    }
    page = "performance/explained.html"
    return render(request, f"{page}#explained" if request.htmx else page, context)


@require_safe
def rows_file(request: MemberRequest, key: str) -> StreamingHttpResponse:
    """All rows with the definition and the query above them. Raises NotAllowed without the right to export."""
    if not request.actor.may(Right.EXPORT):
        raise NotAllowed("action.not_allowed", action="export")
    result = _result(request, key, reader_of(request), IN_FILE)
    response = StreamingHttpResponse(_lines(result), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{key}.csv"'
    return response


def _result(request: MemberRequest, key: str, reader: Reader, rows: int) -> Result:
    question = asked(request, reader)
    return compute(
        request.actor, key, question.period, as_of=question.as_of, known_at=question.known_at,
        filters=question.filters, currency=question.currency or None,
        params=question.params, rows=rows,
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
    """All, the outcomes that occur, and what was left out."""
    outcomes = {row.outcome for row in result.rows if row.row.included and row.outcome}
    excluded = sum(result.measured.excluded.values())
    tabs: list[tuple[str, str, int | None, bool]] = [("", _("All"), result.measured.n, chosen == "")]
    tabs += [
        (each, str(words.OUTCOMES.get(each, each)), None, chosen == each)
        for each in sorted(outcomes)
        if len(outcomes) > 1
    ]
    return [*tabs, ("excluded", _("Excluded"), excluded, chosen == "excluded")] if excluded else tabs


def _wanted(result: Result, chosen: str) -> list[ResultRow]:
    if chosen == "excluded":
        return [row for row in result.rows if not row.row.included]
    counted = [row for row in result.rows if row.row.included]
    return [row for row in counted if not chosen or row.outcome == chosen]


def _row(row: ResultRow, reader: Reader) -> dict[str, Any]:
    return {
        "code": row.code,
        "page": PAGES.get(row.code.partition("-")[0], ""),
        "name": row.name,
        "outcome": str(words.OUTCOMES.get(row.outcome, row.outcome)),
        "kind": {"won": "good", "lost": "crit"}.get(row.outcome, ""),
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
