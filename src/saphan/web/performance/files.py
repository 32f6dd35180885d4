"""The wall, a waterfall or a report as a file."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from saphan.core.errors import NotAllowed
from saphan.exchange.export import FORMATS
from saphan.exchange.reports import report_file
from saphan.measures.reports.figures import Asked, Draft, draft_report
from saphan.measures.reports.queries import reports_for
from saphan.measures.reports.terms import Subject
from saphan.web.performance.asking import asked
from saphan.web.reader import reader_of
from saphan.web.request import MemberRequest
from saphan.workspace.rights import Right


@require_safe
def wall_file(request: MemberRequest, fmt: str) -> HttpResponse:
    """Every figure of the wall that the address shows, with its rows."""

    def draft() -> Draft:
        question = asked(request, reader_of(request))
        period = question.period
        wanted = Asked(Subject.WALL, period.start, period.end, question.filters, question.currency)
        return draft_report(request.actor, wanted, as_of=question.as_of, known_at=question.known_at)

    return answered_with(request, draft, fmt, "performance")


@require_safe
def report_file_of(request: MemberRequest, code: str, fmt: str) -> HttpResponse:
    """A frozen report as it was frozen."""
    found = get_object_or_404(reports_for(request.actor), code=code)
    kept = Draft(Asked.from_json(found.subject, found.question), found.as_of, found.known_at, found.figures)
    return answered_with(request, lambda: kept, fmt, found.code)


def answered_with(request: MemberRequest, draft: Callable[[], Draft], fmt: str, name: str) -> HttpResponse:
    """The file. Raises NotAllowed before anything is asked when the member may not export."""
    if fmt not in FORMATS:
        raise Http404
    if not request.actor.may(Right.EXPORT):
        raise NotAllowed("action.not_allowed", action="export")
    response = HttpResponse(report_file(request.actor, draft(), fmt), content_type=FORMATS[fmt])
    response["Content-Disposition"] = f'attachment; filename="{name}.{fmt}"'
    return response
