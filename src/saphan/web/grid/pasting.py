"""A block of cells from a spreadsheet: first what would happen to each, then all that fit, as one change."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from saphan.core.errors import NotAllowed, RuleBroken, SaphanError
from saphan.listings.actions import paste_cells
from saphan.web.answers import answer, back
from saphan.web.grid.columns import Grid
from saphan.web.grid.editors import saved
from saphan.web.grid.known import grid_of
from saphan.web.grid.pages import editor_of
from saphan.web.grid.shown import context_of
from saphan.web.request import MemberRequest
from saphan.words.refusal import sentence_of

MOST_CELLS = 1_000


@dataclass(frozen=True)
class Piece:
    """One cell of the block: which record, which column, the text for it, the version that was on the page."""

    code: str
    column: str
    text: str
    version: int | None


@dataclass(frozen=True)
class Verdict:
    """What would become of a piece; `sentence` says why it fails."""

    piece: Piece
    name: str
    label: str
    sentence: str = ""


@require_POST
def paste(request: MemberRequest, key: str) -> HttpResponse:
    """Without `go` what would happen, cell by cell; with it, the cells of the block are written."""
    grid, reason = grid_of(key), request.POST.get("reason", "")
    if not request.actor.may(grid.right):
        raise NotAllowed("action.not_allowed")
    block = _block(request.POST.get("block", ""))
    if not request.POST.get("go"):
        return _preview(request, grid, block, reason)
    writes = [partial(write, reason=reason) for write in _writes(request, grid, block)]
    said = ngettext("%(n)s cell is pasted.", "%(n)s cells are pasted.", len(writes)) % {"n": len(writes)}
    return answer(
        request, None, partial(paste_cells, actor=request.actor, writes=writes) if writes else lambda: None,
        page=grid.template, fragment="", context=partial(context_of, request, grid), said=said,
        to=back(request, otherwise=reverse(grid.page, args=[request.workspace.code])),
    )  # fmt: skip


def _preview(request: MemberRequest, grid: Grid, block: Sequence[Piece], reason: str) -> HttpResponse:
    """Every cell is written and taken back again, so that the preview cannot promise what the rules refuse."""
    verdicts = _tried(request, grid, block, reason)
    good = [verdict for verdict in verdicts if not verdict.sentence]
    kept = [[each.piece.code, each.piece.column, each.piece.text, each.piece.version] for each in good]
    context = {
        "grid": grid, "good": good, "bad": [verdict for verdict in verdicts if verdict.sentence],
        "block": json.dumps(kept, ensure_ascii=False), "whole": request.POST.get("block", ""), "reason": reason,
    }  # fmt: skip
    return render(request, "grid/paste.html", context)


def _tried(request: MemberRequest, grid: Grid, block: Sequence[Piece], reason: str) -> list[Verdict]:
    found = []
    records = _records(request, grid, block)
    with transaction.atomic():
        for piece, write in zip(block, _writes(request, grid, block), strict=True):
            record, column = records.get(piece.code), grid.by_key.get(piece.column)
            sentence = ""
            try:
                with transaction.atomic():
                    write(reason=reason)
            except SaphanError as error:
                sentence = sentence_of(error)
            found.append(
                Verdict(piece, str(record or piece.code), str(column.label if column else ""), sentence)
            )
        transaction.set_rollback(True)
    return found


def _writes(request: MemberRequest, grid: Grid, block: Sequence[Piece]) -> list[Any]:
    """One write per piece. The version counts for a record's first piece: its own changes are no conflict."""
    records, seen = _records(request, grid, block), set()
    found = []
    for piece in block:
        version = None if piece.code in seen else piece.version
        seen.add(piece.code)
        found.append(partial(_write, request, grid, records.get(piece.code), piece, version))
    return found


def _write(
    request: MemberRequest, grid: Grid, record: Any, piece: Piece, version: int | None, *, reason: str
) -> Any:
    if record is None:
        raise RuleBroken("list.bad_value", field="code", value=piece.code)
    editor = editor_of(grid, piece.column)[1]
    value = editor.read(piece.text, record, request)
    return saved(editor, record, value, actor=request.actor, version=version, reason=reason)


def _records(request: MemberRequest, grid: Grid, block: Sequence[Piece]) -> dict[str, Any]:
    codes = {piece.code for piece in block}
    rows = grid.rows(request.actor).select_related(*grid.along).filter(code__in=codes)
    return {record.code: record for record in rows}


def _block(text: str) -> list[Piece]:
    """Raises RuleBroken("paste.outside") for a block that is none, and RuleBroken("paste.too_large")."""
    try:
        pieces = [
            Piece(str(code), str(column), str(value), version if isinstance(version, int) else None)
            for code, column, value, version in json.loads(text)
        ]
    except (ValueError, TypeError) as error:
        raise RuleBroken("paste.outside", field="block") from error
    if len(pieces) > MOST_CELLS:
        raise RuleBroken("paste.too_large", most=MOST_CELLS)
    return pieces
