"""FTS5: three columns, of which the third holds the marks of permission."""

from __future__ import annotations

from django.db import connection

from saphan.core.text import fts5_expression
from saphan.search.engines.rows import Row, Wanted


class SqliteEngine:
    def add(self, rows: list[Row]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO search_tokens (rowid, title, body, marks) VALUES (%s, %s, %s, %s)",
                [(row.pk, " ".join(row.title), " ".join(row.body), " ".join(row.marks)) for row in rows],
            )

    def remove(self, ids: list[int]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM search_tokens WHERE rowid = %s", [(pk,) for pk in ids])

    def settle(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_tokens (search_tokens) VALUES ('optimize')")

    def candidates(self, wanted: Wanted, cap: int) -> tuple[str, list[object]]:
        """FTS5 walks its lists from the newest row, so it stops as soon as it has enough."""
        sql, values = self.matching(wanted)
        return f"{sql} ORDER BY rowid DESC LIMIT %s", [*values, cap]

    def matching(self, wanted: Wanted) -> tuple[str, list[object]]:
        columns = "title" if wanted.in_title else "title body"
        groups = (" OR ".join(f'"{mark}"' for mark in group) for group in wanted.marks)
        marks = " AND ".join(f"({group})" for group in groups)
        expression = f"{{{columns}}} : ({fts5_expression(wanted.query)}) AND {{marks}} : ({marks})"
        return "SELECT rowid AS id FROM search_tokens WHERE search_tokens MATCH %s", [expression]
