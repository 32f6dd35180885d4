"""Finding: what is typed, among what the reader may see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

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
    search = _Search(wanted, fold(text[:LONGEST_QUERY]), marks, limit if len(marks) == 1 else per_kind)
    search.look(in_title=True)
    if len(search.hits) < limit:
        search.look(in_title=False)
    return search.hits[:limit]


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


@dataclass
class _Search:
    """One search under way. `most` is how many hits of a kind are wanted."""

    wanted: Query
    folded: str
    marks: dict[str, list[str]]
    most: int
    hits: list[Hit] = field(default_factory=list)

    def look(self, *, in_title: bool) -> None:
        """Look through all kinds that lack hits at once; a word so common that the newest candidates are of few
        kinds is looked up again in each of the others."""
        if self._add(self._among([self._lacking()], CANDIDATES, in_title)) >= CANDIDATES:
            self._add(self._among([[kind] for kind in self._lacking()], CANDIDATES // len(self.marks), in_title))

    def _lacking(self) -> list[str]:
        found = Counter(hit.kind for hit in self.hits)
        return [kind for kind in self.marks if found[kind] < self.most]

    def _among(self, groups: list[list[str]], cap: int, in_title: bool) -> list[tuple[Any, ...]]:
        """The best of each kind by rank, from one statement; each row ends with the number of candidates."""
        parts, values = [], []
        for place, kinds in enumerate(group for group in groups if group):
            own = [each for kind in kinds for each in self.marks[kind]]
            sql, found = engine().candidates(Wanted(self.wanted, own, in_title), cap)
            parts.append(f"SELECT id FROM ({sql}) AS part_{place}")
            values += found
        if not parts:
            return []
        with connection.cursor() as cursor:
            cursor.execute(
                RANKED.format(candidates=" UNION ALL ".join(parts)),
                [*values, self.folded, len(self.folded), self.folded, self.most * DOUBLES],
            )
            return cursor.fetchall()

    def _add(self, rows: list[tuple[Any, ...]]) -> int:
        """Keep every thing once, at most so many of each kind, and say how many candidates there were."""
        order = {kind: place for place, kind in enumerate(self.marks)}
        known, taken = {(hit.kind, hit.entity_id) for hit in self.hits}, Counter(hit.kind for hit in self.hits)
        for row in sorted(rows, key=lambda row: (row[5], order[row[0]], -row[6])):
            hit = Hit(*row[:5])
            if (hit.kind, hit.entity_id) not in known and taken[hit.kind] < self.most:
                known.add((hit.kind, hit.entity_id))
                taken[hit.kind] += 1
                self.hits.append(hit)
        return int(rows[0][7]) if rows else 0


RANKED = """
    WITH candidates AS ({candidates}), ranked AS (
        SELECT kind, entity_id, code, title, subtitle, document.id,
            CASE WHEN folded = %s THEN 0 WHEN substr(folded, 1, %s) = %s THEN 1 ELSE 2 END AS rank
        FROM candidates JOIN search_searchdocument AS document ON document.id = candidates.id
    ), numbered AS (
        SELECT *, row_number() OVER (PARTITION BY kind ORDER BY rank, id DESC) AS number, count(*) OVER () AS looked_at
        FROM ranked
    )
    SELECT kind, entity_id, code, title, subtitle, rank, id, looked_at FROM numbered WHERE number <= %s
"""
