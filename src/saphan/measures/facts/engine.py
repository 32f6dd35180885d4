"""DuckDB, loaded when figures are first asked for: most processes, and every start, do without."""

from __future__ import annotations

from typing import TYPE_CHECKING

from saphan.core.late import Late

__all__ = ["duckdb"]

if TYPE_CHECKING:
    import duckdb
else:
    duckdb = Late("duckdb")
