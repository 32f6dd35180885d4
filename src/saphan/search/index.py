"""Keeping the index: rooms put what can be found, in the transaction that changed it.

offer("account")
put(workspace_id, [Document("account", 7, owner_id=3, code="C-7", title="Siam Tea", names=("สยามที",))])
drop("account", [7])
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from saphan.core.text import findable, fold, tokens
from saphan.search.engines import Row, engine
from saphan.search.engines.rows import marks_of
from saphan.search.models import SearchDocument
from saphan.workspace.bulk import insert_values, reserve_keys

KINDS: list[str] = []
TITLE_LENGTH = 200
BODY_LENGTH = 2_000  # characters of the body that can be found
BATCH = 2_000
COLUMNS = ("id", "workspace_id", "kind", "entity_id", "owner_id", "code", "title", "subtitle", "folded")


@dataclass(frozen=True)
class Document:
    """One way to find one thing. `names` count like the title, `body` comes after titles."""

    kind: str
    entity_id: int
    owner_id: int | None
    code: str
    title: str
    subtitle: str = ""
    names: Sequence[str] = ()
    body: Sequence[str] = ()


def offer(kind: str) -> None:
    """Make a kind of thing part of the global search; kinds are shown in the order of their offers."""
    if kind not in KINDS:
        KINDS.append(kind)


def put(workspace_id: int, documents: Sequence[Document], *, new: Container[int] = ()) -> None:
    """Replace everything that the index knows of these things. All documents of one thing come together.

    `new` are ids of things that were born just now: there is nothing to replace.
    """
    for kind in dict.fromkeys(document.kind for document in documents):
        drop(kind, {each.entity_id for each in documents if each.kind == kind and each.entity_id not in new})
    for start in range(0, len(documents), BATCH):
        batch = documents[start : start + BATCH]
        keys = reserve_keys(SearchDocument, len(batch))
        rows = [(key, workspace_id, *_shown(each)) for key, each in zip(keys, batch, strict=True)]
        insert_values(SearchDocument, COLUMNS, rows)
        engine().add([_tokens(workspace_id, key, each) for key, each in zip(keys, batch, strict=True)])


def drop(kind: str, ids: Iterable[int]) -> None:
    """Forget these things."""
    unwanted = set(ids)
    if not unwanted:
        return
    mine = SearchDocument.objects.filter(kind=kind, entity_id__in=unwanted)
    known = list(mine.values_list("pk", flat=True))
    if known:
        engine().remove(known)
        SearchDocument.objects.filter(pk__in=known).delete()


def settle() -> None:
    """Bring the index into its fastest form after much was written: an import, a restore. Takes seconds."""
    engine().settle()


def _shown(document: Document) -> tuple[str, int, int | None, str, str, str, str]:
    """What a hit shows and ranks by, in the order of COLUMNS."""
    return (
        document.kind,
        document.entity_id,
        document.owner_id,
        document.code,
        document.title[:TITLE_LENGTH],
        document.subtitle[:TITLE_LENGTH],
        fold(document.title).strip()[:TITLE_LENGTH],
    )


# Names of deals repeat a lot: the same product for the same client, quarter after quarter.
_findable = lru_cache(maxsize=20_000)(findable)
_tokens_of = lru_cache(maxsize=20_000)(tokens)


def _tokens(workspace_id: int, pk: int, document: Document) -> Row:
    title, body = [*_findable(document.title), *tokens(document.code)], []
    for name in document.names:
        title += _findable(name)
    for part in _within(document.body):
        body += _tokens_of(part)
    marks = marks_of(workspace_id, document.kind, document.owner_id)
    return Row(pk, list(dict.fromkeys(title)), list(dict.fromkeys(body)), marks)


def _within(parts: Sequence[str]) -> Iterator[str]:
    """The parts of a body as far as they can be found."""
    room = BODY_LENGTH
    for part in parts:
        if room > 0 and part:
            yield part[:room]
        room -= len(part)
