"""The rows that stayed out, given back as the file they came in, with line and reason."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from typing import Any

from saphan.core.errors import RuleBroken
from saphan.exchange.export.guard import guarded
from saphan.exchange.models import ImportRun

# Makes the sentence of a refusal in the reader's language; the doors have it, this room does not.
Sentence = Callable[[RuleBroken], str]


class Echo:
    """A file that hands back what is written to it, so that csv can feed a stream."""

    def write(self, text: str) -> str:
        return text


def bad_rows_file(run: ImportRun, sentence: Sentence, titles: tuple[str, str, str]) -> Iterator[str]:
    """CSV with the original columns between line and reason; `titles` name line, field and reason."""
    writer = csv.writer(Echo())
    line, field, reason = titles
    yield "\ufeff"
    yield writer.writerow([line, *run.headers, field, reason])
    for row in run.bad_rows.order_by("number", "pk").iterator(chunk_size=1_000):
        cells: list[Any] = [guarded(str(cell)) for cell in row.cells]
        said = sentence(RuleBroken(row.problem, field=row.field or None, **row.values))
        yield writer.writerow([row.number, *cells, row.field, said])
