"""Frozen reports: the list, one beside what we now know, freezing, sharing, putting away."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from saphan.core.errors import RuleBroken
from saphan.core.kpi import Measured, Unit
from saphan.exchange.reports import name_of
from saphan.measures import words
from saphan.measures.display import display, display_amount
from saphan.measures.models import Report
from saphan.measures.reports.actions import freeze_report, remove_report, share_report
from saphan.measures.reports.comparison import Line, Why, compared, why
from saphan.measures.reports.figures import Asked, draft_report, rows_right_of
from saphan.measures.reports.queries import reports_for
from saphan.measures.reports.rules import keeps, may_keep
from saphan.measures.reports.terms import Subject
from saphan.web.answers import answer
from saphan.web.history.values import ValueWriter
from saphan.web.performance.asking import asked
from saphan.web.performance.explained import PAGES
from saphan.web.performance.sections import sections
from saphan.web.performance.wall import GROUPS, short
from saphan.web.reader import Reader, reader_of
from saphan.web.request import MemberRequest
from saphan.workspace.rights import Right

NEWEST = 200


@require_safe
def reports(request: MemberRequest) -> HttpResponse:
    """Reports the member may see, the newest first."""
    reader = reader_of(request)
    rows = [
        _listed(report, reader) | {"may_keep": keeps(request.actor, report)}
        for report in reports_for(request.actor).defer("figures")[:NEWEST]
    ]
    context = {
        "rows": rows, "sections": sections(request, "reports"), "may_export": request.actor.may(Right.EXPORT),
    }  # fmt: skip
    return render(request, "performance/reports.html", context)


@require_safe
def report(request: MemberRequest, code: str) -> HttpResponse:
    """One report: the frozen figures, what we now know, and why they differ. Never to be edited."""
    return render(request, "performance/report.html", _context(request, _found(request, code)))


@require_POST
def freeze(request: MemberRequest) -> HttpResponse:
    """Keep the wall that the address shows."""
    question = asked(request, reader_of(request))
    wanted = Asked(
        Subject.WALL, question.period.start, question.period.end, question.filters, question.currency,
    )  # fmt: skip
    return keep(request, wanted, as_of=question.as_of, known_at=question.known_at)


def keep(request: MemberRequest, wanted: Asked, *, as_of: int | None, known_at: int | None) -> HttpResponse:
    """Ask now, keep the answer, and go to where it lies."""

    def act() -> Report:
        draft = draft_report(request.actor, wanted, as_of=as_of, known_at=known_at)
        return freeze_report(
            actor=request.actor, draft=draft, name=request.POST.get("name", ""),
            is_shared=request.POST.get("is_shared") == "on",
        )  # fmt: skip

    return answer(
        request, None, act, page="clients/notice.html", fragment="notice",
        context=lambda: {"back": reverse("performance:reports", args=[request.workspace.code])},
        to=lambda made: reverse("performance:report", args=[request.workspace.code, made.code]),
        said=_("The report is frozen."),
    )  # fmt: skip


@require_POST
def share(request: MemberRequest, code: str) -> HttpResponse:
    """Show it to colleagues who may see as much, or to oneself alone."""
    found, is_shared = _found(request, code), request.POST.get("is_shared") == "yes"
    said = _("Colleagues who may see as much see it now.") if is_shared else _("Only you see it now.")
    act = partial(share_report, found, actor=request.actor, is_shared=is_shared)
    return _back(
        request, found, act, said, to=reverse("performance:report", args=[request.workspace.code, code])
    )


@require_POST
def remove(request: MemberRequest, code: str) -> HttpResponse:
    """Put it away."""
    found = _found(request, code)
    act = partial(remove_report, found, actor=request.actor)
    said = _("The report is in the archive.")
    return _back(request, found, act, said, to=reverse("performance:reports", args=[request.workspace.code]))


def _back(request: MemberRequest, found: Report, act: Any, said: str, *, to: str) -> HttpResponse:
    return answer(
        request, None, act, page="clients/notice.html", fragment="notice",
        context=lambda: {"back": reverse("performance:report", args=[request.workspace.code, found.code])},
        to=to, said=said,
    )  # fmt: skip


def _found(request: MemberRequest, code: str) -> Report:
    return get_object_or_404(reports_for(request.actor), code=code)


def _listed(found: Report, reader: Reader) -> dict[str, Any]:
    question = Asked.from_json(found.subject, found.question)
    return {
        "code": found.code, "name": found.name, "what": found.get_subject_display(), "owner": found.owner,
        "span": span_of(question, reader), "known": reader.moment(found.known_at),
        "frozen": reader.moment(found.created_at), "is_shared": found.is_shared,
        "as_of": reader.moment(found.as_of) if found.as_of != found.known_at else "",
    }  # fmt: skip


def span_of(question: Asked, reader: Reader) -> str:
    """The days that a report is about, both of them included."""
    return f"{reader.full_day(question.start)} – {reader.full_day(question.end - timedelta(days=1))}"


def _context(request: MemberRequest, found: Report) -> dict[str, Any]:
    reader, key = reader_of(request), request.GET.get("why", "")
    lines = compared(found, request.actor)
    shown = {line.key: _line(line, found, request, reader) for line in lines}
    groups = [
        {"label": label, "lines": [shown.pop(name) for name in names if name in shown]}
        for _key, label, names in (GROUPS if found.subject == Subject.WALL else ())
    ]
    groups.append({"label": "", "lines": list(shown.values())})
    return {
        "report": found,
        "told": _listed(found, reader),
        "groups": [group for group in groups if group["lines"]],
        "differ": sum(line.differs for line in lines),
        "cannot_compare": all(line.present is None for line in lines),
        "key": key,
        "why": _why(found, request, reader, key, lines) if key else None,
        "may_export": request.actor.may(Right.EXPORT),
        "may_keep": may_keep(request.actor, found),
        "sections": sections(request, "reports"),
    }


def _line(line: Line, found: Report, request: MemberRequest, reader: Reader) -> dict[str, Any]:
    right = rows_right_of(found.subject, line.key)
    may_see_rows = right is None or request.actor.may(right)
    return {
        "key": line.key, "name": name_of(found.subject, line.key), "frozen": short(line.frozen, reader),
        "exact": display(line.frozen), "n": line.kept.get("n"), "version": line.kept.get("version"),
        "reason": _reason(line.frozen, reader), "differs": line.differs,
        "present": short(line.present, reader) if line.present is not None else "",
        "rows": len(line.kept.get("rows", ())) if may_see_rows else 0,
        "target": _target(line, reader), "trend": _trend(line),
    }  # fmt: skip


def _reason(frozen: Measured, reader: Reader) -> str:
    if frozen.value is not None or frozen.reason is None:
        return ""
    values = {
        "until": reader.full_day(frozen.until) if frozen.until else "",
        "missing": ", ".join(str(words.MISSING.get(name, name)) for name in frozen.missing),
    }
    return str(words.REASONS[frozen.reason.value]) % values


def _target(line: Line, reader: Reader) -> str:
    goal = line.kept.get("target")
    if not goal:
        return ""
    frozen = line.frozen
    return short(replace(frozen, value=Fraction(*goal), num=Fraction(*goal), den=Fraction(1)), reader)


def _trend(line: Line) -> list[float | None]:
    return [
        None if value is None else value["num"] / value["den"] for _month, value in line.kept.get("trend", ())
    ]


def _why(
    found: Report, request: MemberRequest, reader: Reader, key: str, lines: list[Line]
) -> dict[str, Any]:
    try:
        rows = why(found, request.actor, key)
    except RuleBroken:
        rows = []
    line = next((line for line in lines if line.key == key), None)
    writer = ValueWriter((entry for row in rows for entry in row.entries), reader)
    return {
        "name": name_of(found.subject, key),
        "rows": [_row(row, writer, line, reader) for row in rows],
    }


def _row(row: Why, writer: ValueWriter, line: Line | None, reader: Reader) -> dict[str, Any]:
    frozen = line.frozen if line else None

    def amount(value: int | None) -> str:
        if value is None:
            return "—"
        if frozen is None or frozen.unit is not Unit.MONEY:
            return str(value)
        return display_amount(Fraction(value), frozen.unit, frozen.currency)

    entry = row.entries[0] if row.entries else None
    return {
        "code": row.code, "name": row.name, "page": PAGES.get(row.code.partition("-")[0], ""),
        "before": amount(row.before), "after": amount(row.after),
        "values": writer.changed(row.entries[:3]) if entry else [],
        "who": entry.change.actor.name if entry else "", "when": reader.moment(entry.recorded_at) if entry else "",
        "reason": entry.change.reason if entry else "",
    }  # fmt: skip
