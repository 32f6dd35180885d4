"""What a metric counts, as SQL: rows that lie on a day and hold for a while, or rows worked out for stretches of time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from saphan.measures.statements import composed


class Piece(NamedTuple):
    """Rows of every day, each with the instants between which it holds (`from_at` included, `to_at` not).

    `due_day`: not counted before that day. `by_deal`: each row follows from its own deal among those of `moment`.
    `turns` are the instants at which the rows turn into others, where they are worked out for the one asked about.
    """

    sql: str
    by_deal: bool = False
    turns: str = ""


class Relation(NamedTuple):
    """`sql` gives the rows of the slots that were laid out; it follows from `pieces` where there are any.

    `rest` are rows of the slots beside the pieces. `columns(facts, choices, currency)` gives the same rows in columns, by slot and part; `lay_out`, asked alike, fills
    the tables that `sql` reads beside the facts.
    """

    sql: str
    pieces: tuple[Piece, ...] = ()
    rest: str = ""
    columns: Callable[..., Any] | None = None
    lay_out: Callable[..., None] = lambda *_asked: None


def dated(*pieces: Piece, rest: str = "") -> Relation:
    """The rows of all pieces, and the rest."""
    sql = composed("dated", rows="\nUNION ALL\n".join(piece.sql for piece in pieces))
    return Relation(f"{sql}\nUNION ALL BY NAME {rest}" if rest else sql, pieces, rest)


def wrapped(relation: Relation, name: str, part: str) -> Relation:
    """Every piece inside the statement `name`, as its `part`."""
    return dated(*(piece._replace(sql=composed(name, **{part: piece.sql})) for piece in relation.pieces))
