"""Figures with the rows behind them as a file: CSV and workbook, exact, safe to open."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from saphan.core.errors import NotAllowed, RuleBroken
from saphan.core.period import from_micros
from saphan.exchange.export.guard import guarded
from saphan.exchange.export.stream import FORMATS
from saphan.measures import words
from saphan.measures.display import display
from saphan.measures.registry import METRICS
from saphan.measures.reports.figures import Draft, measured_of, rows_right_of
from saphan.measures.reports.terms import Subject
from saphan.workspace.actor import Actor
from saphan.workspace.rights import Right


def report_file(actor: Actor, draft: Draft, fmt: str) -> bytes:
    """The whole file. Rows that the actor may not see are left out.

    Raises NotAllowed without the right to export, RuleBroken("export.unknown_format").
    """
    if not actor.may(Right.EXPORT):
        raise NotAllowed("action.not_allowed", action="export")
    if fmt not in FORMATS:
        raise RuleBroken("export.unknown_format", field="format", formats=sorted(FORMATS))
    return _csv(actor, draft) if fmt == "csv" else _workbook(actor, draft)


def name_of(subject: str, key: str) -> str:
    """What a line of a report is called."""
    if subject == Subject.WALL:
        return str(METRICS[key].name) if key in METRICS else key
    return str(words.CHANGES.get(key, key))


def _about(draft: Draft) -> Iterator[list[Any]]:
    asked = draft.asked
    yield [_("From"), asked.start.isoformat(), _("Until, not counted"), asked.end.isoformat()]
    yield [_("As of"), _instant(draft.as_of), _("With what was known at"), _instant(draft.known_at)]
    if asked.choices:
        yield [_("Choices"), ", ".join(f"{name}={value}" for name, value in sorted(asked.choices.items()))]


def _instant(micros: int) -> str:
    return from_micros(micros).isoformat()


def _figures(draft: Draft) -> Iterator[list[Any]]:
    yield [
        "key",
        _("Measure"),
        _("Version"),
        _("Value"),
        "num",
        "den",
        _("Currency"),
        "n",
        _("Reason"),
        _("Target"),
    ]
    for line in draft.figures:
        measured, value, goal = measured_of(line), line["value"] or {}, line.get("target")
        yield [
            line["key"], name_of(draft.asked.subject, line["key"]), line.get("version"), display(measured),
            value.get("num"), value.get("den"), value.get("currency"), line.get("n"), line.get("reason"),
            None if not goal else f"{goal[0]}/{goal[1]}",
        ]  # fmt: skip


def _rows(actor: Actor, draft: Draft) -> Iterator[list[Any]]:
    yield ["key", pgettext("of a row", "Code"), _("Name"), "num", "den"]
    for line in draft.figures:
        right = rows_right_of(draft.asked.subject, line["key"])
        if right is None or actor.may(right):
            for code, _event, num, den, name in line.get("rows", ()):
                yield [line["key"], code, name, num, den]


def _csv(actor: Actor, draft: Draft) -> bytes:
    """What it is about, the figures, the rows, one below the other; with a byte-order mark for spreadsheets."""
    out = io.StringIO()
    writer = csv.writer(out)
    for part in (_about(draft), _figures(draft), _rows(actor, draft)):
        for row in part:
            writer.writerow([guarded(value) if isinstance(value, str) else value for value in row])
        writer.writerow([])
    return ("\ufeff" + out.getvalue()).encode()


def _workbook(actor: Actor, draft: Draft) -> bytes:
    from saphan.exchange.export.workbook import new_workbook

    book = new_workbook()
    for title, part in (
        (_("About"), _about(draft)), (_("Figures"), _figures(draft)), (_("Rows"), _rows(actor, draft)),
    ):  # fmt: skip
        sheet = book.create_sheet(str(title)[:31])
        for row in part:
            sheet.append([_cell(sheet, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: Any, value: Any) -> Any:
    """Numbers as numbers where a spreadsheet keeps them exactly, everything else as text that is never a formula."""
    from saphan.exchange.export.workbook import text_cell

    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**53:
        return value
    return text_cell(sheet, "" if value is None else str(value))
