"""Opening a table that somebody brought: CSV in any encoding, or a sheet of a workbook."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from python_calamine import CalamineWorkbook

from saphan.core.errors import RuleBroken
from saphan.core.reading import TableRow, detect, rows, separator, table_rows

HEAD = 65_536  # bytes looked at to judge encoding and separator
SAMPLES = 12
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods", ".xlsb")
LARGEST = 512 * 1024 * 1024
NOTHING = "\0"  # stands for nothing in any table, and PostgreSQL keeps no text that holds it
_CONTROLS = re.compile(r"[\0-\x08\x0e-\x19\x1b-\x1f]")  # a mark for the end of the file (\x1a) is not one


@dataclass(frozen=True)
class Source:
    """A table on disk and how to read it. `separator` is empty for a workbook."""

    path: Path
    encoding: str = ""
    separator: str = ""

    @contextmanager
    def open(self) -> Iterator[Iterator[TableRow]]:
        """The rows of the table, header first. Raises RuleBroken("file.unreadable")."""
        if not self.separator:
            yield _sheet_rows(self.path)
            return
        with self.path.open(encoding=self.encoding, errors="replace", newline="") as file:
            yield rows((line.replace(NOTHING, "") for line in file), self.separator)


def look_at(path: Path) -> Source:
    """How to read a file, judged from its content. Raises RuleBroken("file.empty" | "file.too_large" | "file.unreadable")."""
    size = path.stat().st_size
    if size == 0:
        raise RuleBroken("file.empty", field="file")
    if size > LARGEST:
        raise RuleBroken("file.too_large", field="file", megabytes=LARGEST // 1024**2)
    with path.open("rb") as file:
        head = file.read(HEAD)
    if head[:2] == b"PK" or head[:4] == b"\xd0\xcf\x11\xe0" or path.suffix.lower() in WORKBOOKS:
        return Source(path)
    encoding = detect(head).name
    text = head.decode(encoding, errors="replace")
    if len(_CONTROLS.findall(text)) * 100 > len(text):
        raise RuleBroken("file.unreadable", field="file")
    return Source(path, encoding, separator(text))


@dataclass(frozen=True)
class Look:
    """What a first look at a table shows: its titles, some cells of each column, and how many rows follow."""

    headers: list[str]
    samples: list[list[str]]
    rows: int


def first_look(source: Source) -> Look:
    """Read the table once. Raises RuleBroken("file.no_header")."""
    with source.open() as table:
        header = next(table, None)
        if header is None:
            raise RuleBroken("file.no_header", field="file")
        titles = _distinct([cell.strip() for cell in header.cells])
        samples: list[list[str]] = [[] for _ in titles]
        count = 0
        for row in table:
            count += 1
            for seen, cell in zip(samples, row.cells, strict=False):
                if len(seen) < SAMPLES and cell.strip() and cell not in seen:
                    seen.append(cell[:120])
    return Look(titles, samples, count)


def _distinct(titles: list[str]) -> list[str]:
    """Titles that can serve as names: empty ones numbered, repeated ones told apart."""
    seen: dict[str, int] = {}
    found = []
    for place, title in enumerate(titles, start=1):
        name = title or f"({place})"
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return found


def _sheet_rows(path: Path) -> Iterator[TableRow]:
    """The rows of the first sheet that has any, as text."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
    except Exception as error:
        raise RuleBroken("file.unreadable", field="file") from error
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        cells = [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=True)]
        if any(text.strip() for row in cells for text in row):
            above = sheet.start[0] if sheet.start else 0
            yield from table_rows(enumerate(cells, start=above + 1))
            return


def _text(cell: object) -> str:
    """A cell as the text a person would read; dates as ISO, whole numbers without a fraction."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ") if cell.time() != time() else cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell).replace(NOTHING, "")
