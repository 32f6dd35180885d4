"""What a metric counts, as SQL: rows that lie on a day and hold for a while, or rows worked out for stretches of time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from saphan.measures.statements import composed


class Piece(NamedTuple):
    """Rows of every day, each with the instants between which it holds (`from_at` included, `to_at` not).

    `due_day`: not counted before that day. `by_deal`: each row follows from its own deal among those of `moment`.
    """

    sql: str
    by_deal: bool = False


class Relation(NamedTuple):
    """`sql` gives the rows of the slots that were laid out; it follows from `pieces` where there are any.

    `columns(facts, choices, currency)` gives the same rows in columns, by slot and part; `lay_out`, asked alike, fills
    the tables that `sql` reads beside the facts.
    """

    sql: str
    pieces: tuple[Piece, ...] = ()
    columns: Callable[..., Any] | None = None
    lay_out: Callable[..., None] = lambda *_asked: None


def dated(*pieces: Piece) -> Relation:
    """The rows of all pieces."""
    return Relation(composed("dated", rows="\nUNION ALL\n".join(piece.sql for piece in pieces)), pieces)


def wrapped(relation: Relation, name: str, part: str) -> Relation:
    """Every piece inside the statement `name`, as its `part`."""
    return dated(*(piece._replace(sql=composed(name, **{part: piece.sql})) for piece in relation.pieces))
