"""Two tsvectors for each document, made from our own tokens: PostgreSQL's parser never sees the text."""

from __future__ import annotations

from django.db import connection

from saphan.core.text import tsquery_expression
from saphan.search.engines.rows import Row, Wanted

MOST_POSITIONS = 16_383  # of a tsvector


class PostgresqlEngine:
    def add(self, rows: list[Row]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO search_tokens (id, title, everything) SELECT id, title::tsvector, everything::tsvector"
                " FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS rows (id, title, everything)",
                [
                    [row.pk for row in rows],
                    [vector(row.title, row.marks) for row in rows],
                    [vector([*row.title, *row.body], row.marks) for row in rows],
                ],
            )

    def remove(self, ids: list[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_tokens WHERE id = ANY(%s)", [ids])

    def candidates(self, wanted: Wanted, cap: int) -> tuple[str, list[object]]:
        """A materialised look-up is planned for all its rows, which keeps the planner on the index."""
        sql, values = self.matching(wanted)
        return f"WITH found AS MATERIALIZED ({sql}) SELECT id FROM found LIMIT %s", [*values, cap]

    def matching(self, wanted: Wanted) -> tuple[str, list[object]]:
        column = "title" if wanted.in_title else "everything"
        marks = " | ".join(quoted("=" + mark) for mark in wanted.marks)
        expression = f"({tsquery_expression(wanted.query)}) & ({marks})"
        return f"SELECT id FROM search_tokens WHERE {column} @@ %s::tsquery", [expression]


def vector(tokens: list[str], marks: list[str]) -> str:
    """The text of a tsvector. Marks begin with a sign that no token has, and stand nowhere."""
    placed = (f"{quoted(token)}:{place}" for place, token in enumerate(tokens[:MOST_POSITIONS], 1))
    return " ".join([*placed, *(quoted("=" + mark) for mark in marks)])


def quoted(token: str) -> str:
    """A lexeme as tsvector and tsquery write it."""
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"
