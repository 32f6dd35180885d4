"""Two tsvectors for each document, made from our own tokens: PostgreSQL's parser never sees the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import connection

from saphan.core.text import Query, Term, tsquery_expression
from saphan.search.engines.rows import Row, Wanted

LONGEST_EDGE = 8  # characters; hardly any two words that people look for begin alike for longer


class PostgresqlEngine:
    def add(self, rows: list[Row]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO search_tokens (id, title, everything)"
                " SELECT id, title::tsvector, everything::tsvector"
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

    def settle(self) -> None:
        with connection.cursor() as cursor:
            for column in ("title", "everything"):
                cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [f"search_tokens_{column}"])
            cursor.execute("ANALYZE search_tokens")

    def candidates(self, wanted: Wanted, cap: int) -> tuple[str, list[object]]:
        """A materialised look-up is planned for all its rows, which keeps the planner on the index."""
        sql, values = self.matching(wanted)
        return f"WITH found AS MATERIALIZED ({sql}) SELECT id FROM found LIMIT %s", [*values, cap]  # noqa: S608

    def matching(self, wanted: Wanted) -> tuple[str, list[object]]:
        column = "title" if wanted.in_title else "everything"
        groups = (" | ".join(quoted("=" + mark) for mark in group) for group in wanted.marks)
        marks = " & ".join(f"({group})" for group in groups)
        expression = f"({tsquery_expression(by_edge(wanted.query))}) & {marks}"
        return f"SELECT id FROM search_tokens WHERE {column} @@ %s::tsquery", [expression]  # noqa: S608


def vector(tokens: Iterable[str], marks: list[str]) -> str:
    """The text of a tsvector. Marks begin with a sign that no token has. Without phrases no places."""
    lexemes = dict.fromkeys(edge for token in tokens for edge in edges(token))
    return " ".join([*map(quoted, lexemes), *(quoted("=" + mark) for mark in marks)])


def edges(token: str) -> Iterator[str]:
    """The token and its beginnings. GIN answers a prefix by merging all that begin so, every time; a
    beginning that is a lexeme of its own is one look-up. Chinese characters are never half typed.
    """
    if not is_han(token):
        for length in range(1, min(len(token), LONGEST_EDGE + 1)):
            yield token[:length]
    yield token


def by_edge(query: Query) -> Query:
    """The query with look-ups in place of short prefixes."""
    return Query(tuple(tuple(tuple(map(_by_edge, terms)) for terms in word) for word in query.words))


def _by_edge(term: Term) -> Term:
    return Term(term.token, prefix=term.prefix and len(term.token) > LONGEST_EDGE)


def is_han(token: str) -> bool:
    return token[0] >= "\u2e80"


def quoted(token: str) -> str:
    """A lexeme as tsvector and tsquery write it."""
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"
