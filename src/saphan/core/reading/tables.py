"""Rows of a separated text, with their numbers, however ragged."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

SEPARATORS = (",", ";", "\t", "|")
MOST_LINES = 50
# Some programs write a whole document into one cell; the default limit of 128 KiB is too small for them.
csv.field_size_limit(8 * 1024 * 1024)


class TableRow(NamedTuple):
    """One row: its line in the file (the header is line 1), its cells, and whether their number fits the header."""

    number: int
    cells: list[str]
    fits: bool


def separator(head: str) -> str:
    """The separator that parts the first lines into the most columns of the same number."""
    lines = head.splitlines()[:MOST_LINES]
    return max(SEPARATORS, key=lambda candidate: _evenness(lines, candidate))


def rows(lines: Iterable[str], separated_by: str) -> Iterator[TableRow]:
    """Every row that is not empty, the header first. Too short a row is filled up, a longer one kept whole.

    Iterate a text file opened with `newline=""`: quoted cells may hold line ends.
    """
    reader = csv.reader(lines, delimiter=separated_by, strict=False)
    width, start = 0, 1
    for cells in reader:
        number, start = start, reader.line_num + 1
        if not any(cell.strip() for cell in cells):
            continue
        width = width or len(cells)
        fits = len(cells) == width
        yield TableRow(number, cells + [""] * (width - len(cells)), fits)


def _evenness(lines: list[str], candidate: str) -> tuple[int, int]:
    """How many lines agree on the most common number of columns, weighed by that number."""
    widths = Counter(len(cells) for cells in csv.reader(lines, delimiter=candidate, strict=False) if cells)
    width, count = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]), default=(1, 0))
    return (count if width > 1 else 0, width)
