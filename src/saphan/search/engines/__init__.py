"""The index as each database keeps it."""

from __future__ import annotations

from functools import cache
from typing import Protocol

from django.db import connection

from saphan.search.engines.rows import Row, Wanted

__all__ = ["Engine", "Row", "Wanted", "engine"]


class Engine(Protocol):
    """What search needs from a database. Ids are those of search documents."""

    def add(self, rows: list[Row]) -> None:
        """Index these rows."""

    def remove(self, ids: list[int]) -> None:
        """Forget these rows."""

    def settle(self) -> None:
        """Bring the index into its fastest form."""

    def candidates(self, wanted: Wanted, cap: int) -> tuple[str, list[object]]:
        """SQL and parameters of at most `cap` ids that match, the newest first where that is cheap."""

    def matching(self, wanted: Wanted) -> tuple[str, list[object]]:
        """SQL and parameters of all ids that match."""


def engine() -> Engine:
    """The one of the present connection."""
    return _engine(connection.vendor)


@cache
def _engine(vendor: str) -> Engine:
    if vendor == "postgresql":
        from saphan.search.engines.postgresql import PostgresqlEngine

        return PostgresqlEngine()
    from saphan.search.engines.sqlite import SqliteEngine

    return SqliteEngine()
