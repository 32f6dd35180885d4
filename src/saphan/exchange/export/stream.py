"""Writes a list row by row, whatever its length."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from saphan.core.errors import NotAllowed, RuleBroken
from saphan.exchange.export.columns import EXPORTS, Column, Export
from saphan.exchange.export.guard import guarded
from saphan.workspace.actor import Actor
from saphan.workspace.listing import Ask
from saphan.workspace.rights import Right

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
CHUNK = 65_536


def export_rows(
    actor: Actor,
    kind: str,
    filters: Mapping[str, str | Sequence[str]],
    columns: Sequence[str],
    fmt: str,
    *,
    language: str = "en",
    sort: str = "",
) -> Iterator[bytes]:
    """The file in pieces. `columns` are titles; empty means all.

    Checks before the first piece: raises NotAllowed, RuleBroken("export.unknown_kind" | "export.unknown_format" |
    "export.unknown_column") and what the list's filters raise.
    """
    if not actor.may(Right.EXPORT):
        raise NotAllowed("action.not_allowed", action="export")
    if kind not in EXPORTS:
        raise RuleBroken("export.unknown_kind", field="kind", kinds=sorted(EXPORTS))
    if fmt not in FORMATS:
        raise RuleBroken("export.unknown_format", field="format", formats=sorted(FORMATS))
    export = EXPORTS[kind]
    chosen = _chosen(export, columns)
    rows = _rows(actor, export, Ask(dict(filters), sort, language=language))
    return _csv(rows, chosen) if fmt == "csv" else _workbook(rows, chosen)


def _rows(actor: Actor, export: Export, ask: Ask) -> Iterator[Any]:
    """Records the actor may export: those within the reach of that right."""
    rows = export.rows(actor)
    owners = actor.owners_within(Right.EXPORT)
    if owners is not None and any(field.name == "owner" for field in rows.model._meta.concrete_fields):
        rows = rows.filter(owner_id__in=sorted(owners))
    return export.listing.everything(rows, actor, ask)


def _chosen(export: Export, titles: Sequence[str]) -> list[Column]:
    if not titles:
        return list(export.columns)
    known = {column.title: column for column in export.columns}
    for title in titles:
        if title not in known:
            raise RuleBroken("export.unknown_column", field=title, columns=sorted(known))
    return [known[title] for title in titles]


class _Echo:
    def write(self, text: str) -> str:
        return text


def _csv(rows: Iterator[Any], columns: list[Column]) -> Iterator[bytes]:
    """With a byte-order mark, without which spreadsheets misread Chinese and Thai."""
    writer = csv.writer(_Echo())
    piece = ["\ufeff", writer.writerow([column.title for column in columns])]
    size = 0
    for row in rows:
        line = writer.writerow([guarded(_text(column.read(row))) for column in columns])
        piece.append(line)
        size += len(line)
        if size > CHUNK:
            yield "".join(piece).encode()
            piece, size = [], 0
    yield "".join(piece).encode()


def _workbook(rows: Iterator[Any], columns: list[Column]) -> Iterator[bytes]:
    """A workbook has its directory at the end, so it is written to disk before it is sent."""
    from saphan.exchange.export.workbook import new_workbook, text_cell

    book = new_workbook()
    sheet = book.create_sheet()
    sheet.append([column.title for column in columns])
    for row in rows:
        sheet.append([text_cell(sheet, _text(column.read(row))) for column in columns])
    with tempfile.TemporaryFile() as file:
        book.save(file)
        file.seek(0)
        while piece := file.read(CHUNK):
            yield piece


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)
