"""Rows of a separated text, with their numbers, however ragged."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any, NamedTuple

SEPARATORS = (",", ";", "\t", "|")
MOST_LINES = 50
FEWEST_TITLES = 3  # a narrower table is too like its own title to tell them apart
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
    """Every row of a CSV file as `table_rows` gives them.

    Iterate a text file opened with `newline=""`: quoted cells may hold line ends.
    """
    return table_rows(_numbered(csv.reader(lines, delimiter=separated_by, strict=False)))


def table_rows(numbered: Iterable[tuple[int, list[str]]]) -> Iterator[TableRow]:
    """Every row that is not empty, the header first. Too short a row is filled up, a longer one kept whole.

    Reports put their name and date above the titles: lines of one cell before a wider one are left out.
    """
    filled = ((number, cells) for number, cells in numbered if any(cell.strip() for cell in cells))
    head = list(islice(filled, MOST_LINES))
    start = _first_titles([cells for _number, cells in head])
    width = 0
    for number, cells in chain(head[start:], filled):
        width = width or len(cells)
        yield TableRow(number, cells + [""] * (width - len(cells)), len(cells) == width)


def _numbered(reader: Any) -> Iterator[tuple[int, list[str]]]:
    start = 1
    for cells in reader:
        yield start, cells
        start = reader.line_num + 1


def _first_titles(head: list[list[str]]) -> int:
    """The place of the titles among the first lines."""
    filled = [sum(1 for cell in cells if cell.strip()) for cells in head]
    wide = [place for place, count in enumerate(filled) if count > 1]
    if max(filled, default=0) < FEWEST_TITLES or len(wide) * 2 <= len(filled):
        return 0
    return wide[0]


def _evenness(lines: list[str], candidate: str) -> tuple[int, int]:
    """How many lines agree on the most common number of columns, weighed by that number."""
    widths = Counter(len(cells) for cells in csv.reader(lines, delimiter=candidate, strict=False) if cells)
    width, count = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]), default=(1, 0))
    return (count if width > 1 else 0, width)
