"""Workbooks without formulas. Import it where one is written: the library takes half a second to load."""

from __future__ import annotations

from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from saphan.exchange.export.guard import guarded


def new_workbook() -> Workbook:
    """One that keeps no rows in memory."""
    return Workbook(write_only=True)


def text_cell(sheet: Any, text: str) -> Any:
    """Always text: a cell that begins with = would be a formula whatever the guard says."""
    cell = WriteOnlyCell(sheet, value=guarded(text))
    cell.data_type = "s"
    return cell
