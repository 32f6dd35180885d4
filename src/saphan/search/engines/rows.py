"""What goes into the index and what is asked of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

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
    """A question: the words, groups of marks of which a document carries one each, and whether the title
    alone counts."""

    query: Query
    marks: list[list[str]]
    in_title: bool


@lru_cache(maxsize=4_096)
def marks_of(workspace_id: int, kind: str, owner_id: int | None) -> list[str]:
    """The marks of a document. Permission is part of the index: what is out of sight is never a candidate."""
    owned = [] if owner_id is None else [owner_mark(workspace_id, owner_id)]
    return [workspace_mark(workspace_id), kind_mark(workspace_id, kind), *owned]


def workspace_mark(workspace_id: int) -> str:
    """Marks are letters and digits only, so that every tokenizer keeps them whole."""
    return f"{workspace_id}w"


def kind_mark(workspace_id: int, kind: str) -> str:
    return f"{workspace_id}k{kind.replace('_', '')}"


def owner_mark(workspace_id: int, owner_id: int) -> str:
    return f"{workspace_id}o{owner_id}"
