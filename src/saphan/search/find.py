"""Finding: what is typed, among what the reader may see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models.expressions import RawSQL

from saphan.core.text import Query, fold, query
from saphan.search.engines import Wanted, engine, mark
from saphan.search.index import KINDS
from saphan.workspace.actor import Actor
from saphan.workspace.rights import Right

CANDIDATES = 2_000  # looked at for one answer, over all kinds
LONGEST_QUERY = 200  # characters
DOUBLES = 3  # one thing may be found through several owners; rows to read so that enough things remain


@dataclass(frozen=True)
class Hit:
    kind: str
    entity_id: int
    code: str
    title: str
    subtitle: str


def find(
    actor: Actor, text: str, kinds: Sequence[str] | None = None, *, limit: int = 20, per_kind: int = 8
) -> list[Hit]:
    """The best matches: exact titles, titles that begin so, other titles, then the rest; newer before older.

    `kinds` are all that rooms offer unless named. At most `limit` hits, at most `per_kind` of one kind unless only
    one was asked for. What the reader may not see is no candidate, so it changes neither hits nor order.
    """
    wanted, marks = query(text[:LONGEST_QUERY]), _marks(actor, kinds or KINDS)
    if not wanted or not marks:
        return []
    most = limit if len(marks) == 1 else per_kind
    hits = _best(wanted, fold(text), marks, most, in_title=True)
    if len(hits) < limit:
        hits = _once(most, [*hits, *_best(wanted, fold(text), marks, most, in_title=False)])
    return hits[:limit]


def matching(actor: Actor, kind: str, text: str) -> RawSQL:
    """The ids of all things of a kind that match, as a subquery for `pk__in`; nothing where nothing was typed."""
    wanted, marks = query(text[:LONGEST_QUERY]), _marks(actor, [kind]).get(kind)
    if not wanted or not marks:
        return RawSQL("SELECT entity_id FROM search_searchdocument WHERE 1 = 0", [])
    sql, values = engine().matching(Wanted(wanted, marks, in_title=False))
    return RawSQL(f"SELECT entity_id FROM search_searchdocument WHERE id IN ({sql})", values)  # noqa: S611


def _marks(actor: Actor, kinds: Sequence[str]) -> dict[str, list[str]]:
    """For each kind the marks of which a document must carry one; empty without the right to read."""
    owners = actor.owners_within(Right.READ)
    if owners is None:
        return {kind: [mark(actor.workspace_id, kind)] for kind in kinds}
    if not owners:
        return {}
    return {kind: [mark(actor.workspace_id, kind, owner) for owner in sorted(owners)] for kind in kinds}


def _best(
    wanted: Query, folded: str, marks: dict[str, list[str]], most: int, *, in_title: bool
) -> list[Hit]:
    """One statement: candidates of every kind, the best of each kind by rank."""
    parts, values = [], []
    for place, own in enumerate(marks.values()):
        sql, found = engine().candidates(Wanted(wanted, own, in_title), CANDIDATES // len(marks))
        parts.append(f"SELECT id, {place} AS place FROM ({sql}) AS kind_{place}")
        values += found
    with connection.cursor() as cursor:
        cursor.execute(RANKED.format(candidates=" UNION ALL ".join(parts)), [*values, folded, len(folded), folded, most * DOUBLES])
        return _once(most, [Hit(*row) for row in cursor.fetchall()])


def _once(most: int, hits: list[Hit]) -> list[Hit]:
    """Every thing once, at most so many of each kind, in the same order."""
    kept: dict[tuple[str, int], Hit] = {}
    taken: Counter[str] = Counter()
    for hit in hits:
        if (hit.kind, hit.entity_id) not in kept and taken[hit.kind] < most:
            kept[hit.kind, hit.entity_id] = hit
            taken[hit.kind] += 1
    return list(kept.values())


RANKED = """
    WITH candidates AS ({candidates}), ranked AS (
        SELECT kind, entity_id, code, title, subtitle, place, document.id,
            CASE WHEN folded = %s THEN 0 WHEN substr(folded, 1, %s) = %s THEN 1 ELSE 2 END AS rank
        FROM candidates JOIN search_searchdocument AS document ON document.id = candidates.id
    ), numbered AS (
        SELECT *, row_number() OVER (PARTITION BY kind ORDER BY rank, id DESC) AS number FROM ranked
    )
    SELECT kind, entity_id, code, title, subtitle FROM numbered WHERE number <= %s ORDER BY rank, place, id DESC
"""
