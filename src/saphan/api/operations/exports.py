"""Lists as files, narrowed like the lists themselves."""

from __future__ import annotations

from typing import Any, Literal

from django.http import StreamingHttpResponse
from ninja import Router

from saphan.api.openapi import list_parameters
from saphan.api.resource import asked
from saphan.core.errors import RuleBroken
from saphan.exchange.export import EXPORTS, FORMATS, export_rows

Format = Literal["csv", "xlsx"]
PAGING = frozenset({"cursor", "limit", "total"})
COLUMNS = "columns"
exports = Router(tags=["Imports and exports"])


def offer_export(kind: str) -> None:
    """GET on a list as a file: what the member may export of it, in pieces, whatever its length."""
    path = kind.replace("_", "-")

    def endpoint(request: Any, fmt: Format) -> StreamingHttpResponse:
        paging = sorted(PAGING & request.GET.keys())
        if paging:
            raise RuleBroken("request.unknown_parameter", field=paging[0], name=paging[0])
        ask, _ = asked(request, beside={COLUMNS})
        titles = [title for title in request.GET.get(COLUMNS, "").split(",") if title]
        pieces = export_rows(
            request.actor, kind, ask.filters, titles, fmt, language=request.LANGUAGE_CODE, sort=ask.sort
        )
        response = StreamingHttpResponse(pieces, content_type=FORMATS[fmt])
        response.headers["Content-Disposition"] = f'attachment; filename="{path}.{fmt}"'
        return response

    content = {
        media.partition(";")[0]: {"schema": {"type": "string", "format": "binary"}}
        for media in FORMATS.values()
    }
    exports.get(
        f"/{path}.{{fmt}}", operation_id=f"export_{kind}", summary=f"All {path.replace('-', ' ')} as a file",
        openapi_extra={"parameters": _parameters(kind), "responses": {200: {"content": content}}},
    )(endpoint)  # fmt: skip


def _parameters(kind: str) -> list[dict[str, Any]]:
    """Those of the list without its paging, and which columns."""
    export = EXPORTS[kind]
    titles = ", ".join(column.title for column in export.columns)
    columns = {
        "name": COLUMNS, "in": "query", "required": False, "schema": {"type": "string"},
        "description": f"titles with commas between them, all by default: {titles}",
    }  # fmt: skip
    return [columns, *(each for each in list_parameters(export.listing) if each["name"] not in PAGING)]


for _kind in EXPORTS:
    offer_export(_kind)
