"""A list as a file, narrowed as the page was."""

from __future__ import annotations

from django.http import Http404, StreamingHttpResponse
from django.views.decorators.http import require_http_methods

from saphan.core.errors import RuleBroken
from saphan.exchange.export import FORMATS, export_rows
from saphan.web.request import MemberRequest

NOT_FILTERS = {
    "columns", "sort", "after", "view", "group", "dense", "peek", "pick", "fields", "value", "reason",
    "csrfmiddlewaretoken",
}  # fmt: skip


@require_http_methods(["GET", "POST"])
def file(request: MemberRequest, kind: str, fmt: str) -> StreamingHttpResponse:
    """What the member may export of a list; the address's filters are the list's own.

    Posted are the codes of a selection, which no address would hold.
    """
    asked = request.POST if request.method == "POST" else request.GET
    filters = {name: values for name, values in asked.lists() if name not in NOT_FILTERS and any(values)}
    if request.method == "POST":
        filters = {"code": asked.getlist("pick") or ["-"]}
    sort = request.GET.get("sort", "")
    columns = [title for title in request.GET.get("columns", "").split(",") if title]
    try:
        pieces = export_rows(
            request.actor, kind, filters, columns, fmt, language=request.LANGUAGE_CODE, sort=sort
        )
    except RuleBroken as error:
        if error.code in ("export.unknown_kind", "export.unknown_format"):
            raise Http404 from error
        raise
    response = StreamingHttpResponse(pieces, content_type=FORMATS[fmt])
    response["Content-Disposition"] = f'attachment; filename="{kind}.{fmt}"'
    return response
