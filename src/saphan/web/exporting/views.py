"""A list as a file, narrowed as the page was."""

from __future__ import annotations

from django.http import Http404, StreamingHttpResponse
from django.views.decorators.http import require_safe

from saphan.core.errors import RuleBroken
from saphan.exchange.export import FORMATS, export_rows
from saphan.web.request import MemberRequest

NOT_FILTERS = {"columns", "sort", "after", "view"}


@require_safe
def file(request: MemberRequest, kind: str, fmt: str) -> StreamingHttpResponse:
    """What the member may export of a list; the address's filters are the list's own."""
    filters = {name: str(value) for name, value in request.GET.items() if name not in NOT_FILTERS and value}
    columns = [title for title in request.GET.get("columns", "").split(",") if title]
    try:
        pieces = export_rows(request.actor, kind, filters, columns, fmt, language=request.LANGUAGE_CODE)
    except RuleBroken as error:
        if error.code in ("export.unknown_kind", "export.unknown_format"):
            raise Http404 from error
        raise
    response = StreamingHttpResponse(pieces, content_type=FORMATS[fmt])
    response["Content-Disposition"] = f'attachment; filename="{kind}.{fmt}"'
    return response
