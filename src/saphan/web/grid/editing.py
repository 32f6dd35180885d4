"""Writing cells: one, or the same cell of many records."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from saphan.core.errors import NotAllowed, RuleBroken, SaphanError
from saphan.journal.queries import changes_of
from saphan.listings.actions import paste_cells
from saphan.web.answers import answer, back
from saphan.web.grid.columns import Editor, Grid
from saphan.web.grid.editors import saved
from saphan.web.grid.known import grid_of
from saphan.web.grid.pages import editor_of
from saphan.web.grid.shown import context_of, rows_of
from saphan.web.grid.state import state_of
from saphan.web.reader import reader_of
from saphan.web.request import MemberRequest
from saphan.words.refusal import refusal_of

# Refusals that a sentence of the person can settle: the editor then asks for it.
ASKS_WHY = ("reason.required", "stage.checks_missing")
MOST_AT_ONCE = 5_000


@require_POST
def cell(request: MemberRequest, key: str, code: str) -> HttpResponse:
    """Save one cell as the editor sent it; what the action refuses comes back as a sentence."""
    grid = grid_of(key)
    record = get_object_or_404(grid.rows(request.actor).select_related(*grid.along), code=code)
    sent = request.POST
    version = int(sent["version"]) if sent.get("version", "").isdecimal() else None
    try:
        column, editor = editor_of(grid, sent.get("column", ""))
        value = editor.read(sent.get("value", ""), record, request)
        written = saved(
            editor, record, value, actor=request.actor, version=version, reason=sent.get("reason", "")
        )
    except SaphanError as error:
        refusal = refusal_of(error)
        said = {"sentence": refusal.sentence, "asks": _("Reason") if error.code in ASKS_WHY else ""}
        return JsonResponse(said, status=refusal.status)
    change = getattr(written, "change", None)
    return JsonResponse(
        {
            "said": _("%(column)s of %(name)s is saved.") % {"column": column.label, "name": str(written)},
            "undo": change.pk if change else None,
            "row": _row(request, grid, code),
        }
    )


@require_POST
def bulk(request: MemberRequest, key: str, column: str) -> HttpResponse:
    """The same value for the selected records: all of them, or none."""
    grid = grid_of(key)
    if not request.actor.may(grid.right):
        raise NotAllowed("action.not_allowed")
    editor = editor_of(grid, column)[1]
    picked = list(dict.fromkeys(request.POST.getlist("pick")))
    if len(picked) > MOST_AT_ONCE:
        raise RuleBroken("bulk.too_many", most=MOST_AT_ONCE)
    ids = list(grid.rows(request.actor).filter(code__in=picked).values_list("pk", flat=True))
    if len(ids) != len(picked):
        raise Http404
    said = ngettext("%(n)s record is changed.", "%(n)s records are changed.", len(ids)) % {"n": len(ids)}
    return answer(
        request, None, partial(_change, request, grid, editor, ids),
        page=grid.template, fragment="", context=partial(context_of, request, grid), said=said,
        to=back(request, otherwise=reverse(grid.page, args=[request.workspace.code])),
    )  # fmt: skip


def _change(request: MemberRequest, grid: Grid, editor: Editor, ids: list[int]) -> Any:
    text, reason = request.POST.get("value", ""), request.POST.get("reason", "")
    records = list(grid.rows(request.actor).select_related(*grid.along).filter(pk__in=ids))
    if not records:
        return None
    value = editor.read(text, records[0], request)
    if editor.many is not None:
        changed = editor.many(request.actor, ids, value)
        return Done(request, bool(changed))
    writes = [
        partial(saved, editor, record, value, actor=request.actor, version=None, reason=reason)
        for record in records
    ]
    return paste_cells(actor=request.actor, writes=writes)


class Done:
    """What a set-based action did: the change that undo takes back."""

    def __init__(self, request: MemberRequest, has_changed: bool) -> None:
        mine = changes_of(request.workspace.pk).filter(actor=request.member)
        self.change = mine.first() if has_changed else None


def _row(request: MemberRequest, grid: Grid, code: str) -> str:
    """The row as it is now; empty when the member no longer sees it."""
    fresh = grid.rows(request.actor).select_related(*grid.along).filter(code=code)
    rows = rows_of(request, state_of(grid, request.GET), list(fresh), reader_of(request))
    context = {"rows": rows, "grid": grid, "next": ""}
    return render_to_string("grid/rows.html", context, request) if rows else ""
