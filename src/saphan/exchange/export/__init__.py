"""Lists as files: CSV and workbooks, streamed, safe to open, exact to bring back."""

from saphan.exchange.export.columns import EXPORTS, Column
from saphan.exchange.export.guard import guarded
from saphan.exchange.export.stream import FORMATS, export_rows

__all__ = ["EXPORTS", "FORMATS", "Column", "export_rows", "guarded"]
