"""One row of a file as it would come in, for a person to look at before anything is saved."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Any

from saphan.core.errors import SaphanError
from saphan.core.reading import TableRow
from saphan.exchange.kinds import Importer
from saphan.exchange.kinds.base import ImportField
from saphan.exchange.models import ImportRun
from saphan.exchange.runs import source_of


@dataclass(frozen=True)
class Cell:
    """What one field of the row would hold; `refusal` says why its text cannot be read."""

    field: ImportField
    text: str
    value: Any
    refusal: SaphanError | None = None


@dataclass(frozen=True)
class Preview:
    """The row's line in the file and its filled cells. `currency` is that of its amounts."""

    number: int
    cells: list[Cell]
    currency: str


def preview(run: ImportRun, importer: Importer, place: int) -> Preview | None:
    """The row at a place (1 is the first below the titles; beyond the last there is none)."""
    row = _row(run, place)
    if row is None:
        return None
    texts = [(key, text) for key, text in importer.texts(row) if text]
    currency = _currency(importer, texts)
    return Preview(row.number, [_cell(importer, key, text, currency) for key, text in texts], currency)


def _row(run: ImportRun, place: int) -> TableRow | None:
    with source_of(run).open() as table:
        return next(islice(table, max(place, 1), None), None)


def _currency(importer: Importer, texts: list[tuple[str, str]]) -> str:
    """That of the row; where it cannot be told the file's, and its amounts say why."""
    try:
        return importer.row_currency(texts)
    except SaphanError:
        return importer.currency


def _cell(importer: Importer, key: str, text: str, currency: str) -> Cell:
    field, meant = importer.fields[key], importer.meaning(key, text)
    try:
        return Cell(field, meant, importer.value(field, text, currency))
    except SaphanError as error:
        return Cell(field, meant, None, error)
