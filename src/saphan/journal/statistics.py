"""What SQLite's planner should know of the tables: without it, it takes whichever index comes first."""

from __future__ import annotations

from django.db import connection

from saphan.journal.models import Entry

ROWS_READ = 1_000  # of each index; enough to tell a narrow one from a wide one
GROWTH, LEAST = 1.25, 1_000


class Statistics:
    """Reads the indexes anew when the journal has grown by a quarter since it last did; PostgreSQL does so itself."""

    def __init__(self) -> None:
        self._newest: int | None = None

    def refresh(self) -> bool:
        """Read them where that is due; returns whether it was."""
        if connection.vendor != "sqlite":
            return False
        newest = Entry.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
        if self._newest is not None and newest < self._newest * GROWTH + LEAST:
            return False
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA analysis_limit = {ROWS_READ}")
            cursor.execute("ANALYZE")
        self._newest = newest
        return True


STATISTICS = Statistics()
