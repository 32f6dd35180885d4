"""The wall, a waterfall or a report as a file."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from saphan.core.errors import NotAllowed
from saphan.exchange.export import FORMATS
from saphan.exchange.report_print import PAPERS, report_paper
from saphan.exchange.reports import report_file
from saphan.measures.reports.figures import Asked, Draft, draft_report
from saphan.measures.reports.queries import reports_for
from saphan.measures.reports.terms import Subject
from saphan.web.performance.asking import asked
from saphan.web.reader import reader_of
from saphan.web.request import MemberRequest
from saphan.workspace.rights import Right

KINDS: dict[str, str] = FORMATS | {str(name): kind for name, kind in PAPERS.items()}


@require_safe
def wall_file(request: MemberRequest, fmt: str) -> HttpResponse:
    """Every figure of the wall that the address shows, with its rows."""

    def draft() -> Draft:
        question = asked(request, reader_of(request))
        period = question.period
        wanted = Asked(Subject.WALL, period.start, period.end, question.filters, question.currency)
        return draft_report(request.actor, wanted, as_of=question.as_of, known_at=question.known_at)

    return answered_with(request, draft, fmt, "performance", _("Performance"))


@require_safe
def report_file_of(request: MemberRequest, code: str, fmt: str) -> HttpResponse:
    """A frozen report as it was frozen."""
    found = get_object_or_404(reports_for(request.actor), code=code)
    kept = Draft(Asked.from_json(found.subject, found.question), found.as_of, found.known_at, found.figures)
    return answered_with(request, lambda: kept, fmt, found.code, found.name)


def answered_with(
    request: MemberRequest, draft: Callable[[], Draft], fmt: str, name: str, title: str
) -> HttpResponse:
    """The file; `title` stands on paper. Raises NotAllowed before anything is asked when the member may not export."""
    if fmt not in KINDS:
        raise Http404
    if not request.actor.may(Right.EXPORT):
        raise NotAllowed("action.not_allowed", action="export")
    paper = next((each for each in PAPERS if each == fmt), None)
    if paper is not None:
        content = report_paper(request.actor, draft(), title, paper)
    else:
        content = report_file(request.actor, draft(), fmt)
    response = HttpResponse(content, content_type=KINDS[fmt])
    response["Content-Disposition"] = f'attachment; filename="{name}.{fmt}"'
    return response
