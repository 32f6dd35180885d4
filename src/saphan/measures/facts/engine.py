"""DuckDB, loaded when figures are first asked for: most processes, and every start, do without."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from saphan.core.late import Late

__all__ = ["duckdb", "engine_settings"]

if TYPE_CHECKING:
    import duckdb
else:
    duckdb = Late("duckdb")

SHARE = 4  # a store may take one part in so many of the machine's memory,
LEAST = 768 * 1024**2  # bytes; and this much even on a small machine, where it spills to disk


def engine_settings() -> dict[str, str | bool | int | float | list[str]]:
    """How a store is opened. The wall over a million deals was seen to take 2 GB, which a small machine does not have."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    limit = max(LEAST, memory // SHARE)
    return {
        "threads": "2",
        "memory_limit": f"{limit // 1024**2}MiB",
        "autoinstall_known_extensions": "false",
    }
