"""What goes into the index and what is asked of it."""

from __future__ import annotations

from dataclasses import dataclass

from saphan.core.text import Query


@dataclass(frozen=True)
class Row:
    """The tokens of one document; `marks` say whose it is."""

    pk: int
    title: list[str]
    body: list[str]
    marks: list[str]


@dataclass(frozen=True)
class Wanted:
    """A question: the words, the marks of which one must be there, and whether the title alone counts."""

    query: Query
    marks: list[str]
    in_title: bool


def mark(workspace_id: int, kind: str, owner_id: int | None = None) -> str:
    """The token of everything of a kind in a workspace, or of what belongs to one owner there.

    Permission is part of the index: whatever is out of sight is never even a candidate. Letters and digits only,
    so that every tokenizer keeps it whole.
    """
    return f"{workspace_id}{kind.replace('_', '')}{'' if owner_id is None else owner_id}"
