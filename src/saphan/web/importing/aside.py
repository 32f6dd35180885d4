"""Beside the columns of an import: one row as it would come in, and what is still open."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from saphan.core.errors import SaphanError
from saphan.core.reading.columns import Kind as Cells
from saphan.exchange.engine import mapping_for
from saphan.exchange.kinds import KINDS
from saphan.exchange.mapping import Mapping, mapping_of
from saphan.exchange.models import ImportRun
from saphan.exchange.preview import Cell, Preview, preview
from saphan.exchange.runs import runs_for
from saphan.exchange.survey import Finding, findings
from saphan.web.importing.sent import chosen_mapping
from saphan.web.importing.words import field_label, said
from saphan.web.reader import Reader, reader_of
from saphan.web.request import MemberRequest
from saphan.web.settings.pages import needs
from saphan.words.refusal import sentence_of
from saphan.workspace.rights import Right

ICONS = {"relation": "git-merge", "stage": "list-ordered", "date_order": "calendar", "date": "calendar-x"}


@require_POST
@needs(Right.IMPORT)
def preview_row(request: MemberRequest, code: str) -> HttpResponse:
    """The same file under the mapping that is being chosen. Nothing is kept."""
    run = get_object_or_404(runs_for(request.actor), code=code)
    wanted = request.POST.get("place", "")
    place = int(wanted) if wanted.isdecimal() and len(wanted) < 10 else 1
    mapping = mapping_of(chosen_mapping(run, request.POST))
    return render(request, "importing/aside.html", aside_of(request, run, mapping, place))


@require_safe
@needs(Right.IMPORT)
def mapping_file(request: MemberRequest, code: str) -> JsonResponse:
    """The mapping as it was last kept, for `bin/saphan import --map`."""
    run = get_object_or_404(runs_for(request.actor), code=code)
    response = JsonResponse(
        mapping_for(run).as_dict(), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    response["Content-Disposition"] = f'attachment; filename="{run.code}-mapping.json"'
    return response


def aside_of(request: MemberRequest, run: ImportRun, mapping: Mapping, place: int) -> dict[str, Any]:
    """What the template needs; a mapping that breaks a rule shows the refusal instead of a row."""
    reader, place = reader_of(request), max(1, min(place, run.total_rows))
    context: dict[str, Any] = {"run": run, "place": place, "before": place - 1, "after": place + 1}
    try:
        importer = KINDS[run.kind](request.actor, mapping, run.headers)
        seen, found = preview(run, importer, place), findings(run, importer)
    except SaphanError as error:
        return context | {"refusal": said(error)}
    return context | {
        "row": _row(seen, reader) if seen else None,
        "found": [_found(each) for each in found],
    }


def _row(seen: Preview, reader: Reader) -> dict[str, Any]:
    return {"number": seen.number, "cells": [_cell(each, seen.currency, reader) for each in seen.cells]}


def _cell(cell: Cell, currency: str, reader: Reader) -> dict[str, str]:
    return {
        "label": field_label(cell.field.key),
        "shown": cell.text if cell.refusal else _shown(cell, currency, reader),
        "refusal": sentence_of(cell.refusal) if cell.refusal else "",
    }


def _shown(cell: Cell, currency: str, reader: Reader) -> str:
    if isinstance(cell.value, date):
        return reader.full_day(cell.value)
    if cell.field.kind == Cells.AMOUNT:
        return reader.money(cell.value, currency)
    return cell.text


def _found(each: Finding) -> dict[str, Any]:
    values = {"texts": each.texts, "field": field_label(each.field), "first": each.first, "rows": each.rows}
    return {"icon": ICONS[each.kind], "said": _said(each.kind, each.texts) % values, "where": _where(values)}


def _said(kind: str, texts: int) -> str:
    if kind == "stage":
        return ngettext("%(texts)d stage to confirm", "%(texts)d stages to confirm", texts)
    if kind == "date":
        return ngettext("%(texts)d date we cannot read", "%(texts)d dates we cannot read", texts)
    if kind == "date_order":
        return _("Day or month first?")
    return ngettext("%(texts)d unknown name: %(field)s", "%(texts)d unknown names: %(field)s", texts)


def _where(values: dict[str, Any]) -> str:
    if values["texts"] == 1:
        return (
            ngettext("“%(first)s”, in %(rows)s row", "“%(first)s”, in %(rows)s rows", values["rows"]) % values
        )
    return _("“%(first)s” and others, in %(rows)s rows") % values
