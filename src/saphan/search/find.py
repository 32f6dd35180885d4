"""Finding: what is typed, among what the reader may see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL

from saphan.core.text import Query, fold, query
from saphan.search.engines import Wanted, engine
from saphan.search.engines.rows import kind_mark, owner_mark, workspace_mark
from saphan.search.index import KINDS
from saphan.search.models import SearchDocument
from saphan.workspace.actor import Actor
from saphan.workspace.rights import Right

CANDIDATES = 400  # ranked at once; the newest where more match
LONGEST_QUERY = 200  # characters
DOUBLES = 3  # one thing may be found through several owners; rows to read so that enough things remain
NOTHING = SearchDocument.objects.none()


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

    `kinds` are all that rooms offer unless named. At most `limit` hits, at most `per_kind` of one kind unless
    only one was asked for. What the reader may not see is no candidate, so it changes neither hits nor order.
    """
    wanted, asked = query(text[:LONGEST_QUERY]), list(kinds or KINDS)
    if not wanted or not asked or not actor.may(Right.READ):
        return []
    most = limit if len(asked) == 1 else per_kind
    search = _Search(actor, wanted, fold(text[:LONGEST_QUERY]).strip(), asked, most)
    search.look(in_title=True)
    if len(search.hits) < limit:
        search.look(in_title=False)
    return search.hits[:limit]


def matching(actor: Actor, kind: str, text: str) -> Any:
    """The ids of all matching things of a kind, as a subquery for `pk__in`; none where nothing was typed."""
    wanted = query(text[:LONGEST_QUERY])
    if not wanted or not actor.may(Right.READ):
        return NOTHING.values("entity_id")
    sql, values = engine().matching(Wanted(wanted, _marks(actor, [kind]), in_title=False))
    return RawSQL(f"SELECT entity_id FROM search_searchdocument WHERE id IN ({sql})", values)  # noqa: S608, S611


def _marks(actor: Actor, kinds: Sequence[str]) -> list[list[str]]:
    """Of these kinds, and within the reader's reach; every group must be met."""
    workspace, owners = actor.workspace_id, actor.owners_within(Right.READ)
    reach = (
        [workspace_mark(workspace)]
        if owners is None
        else [owner_mark(workspace, pk) for pk in sorted(owners)]
    )
    return [reach, [kind_mark(workspace, kind) for kind in kinds]]


@dataclass
class _Search:
    """One search under way. `most` is how many hits of a kind are wanted."""

    actor: Actor
    wanted: Query
    folded: str
    kinds: list[str]
    most: int
    hits: list[Hit] = field(default_factory=list)

    def look(self, *, in_title: bool) -> None:
        """Look through all kinds that lack hits at once. Where a word is so common that the newest candidates
        are of few kinds, look once more through the others."""
        if lacking := self._lacking():
            parts = [self._matching(lacking, in_title=in_title), *[self._of_that_name()] * in_title]
            looked_at = self._add(self._best(parts))
            rest = self._lacking()
            if looked_at >= CANDIDATES and rest and rest != lacking:
                self._add(self._best([self._matching(rest, in_title=in_title)]))

    def _lacking(self) -> list[str]:
        found = Counter(hit.kind for hit in self.hits)
        return [kind for kind in self.kinds if found[kind] < self.most]

    def _matching(self, kinds: list[str], *, in_title: bool) -> tuple[str, list[Any]]:
        wanted = Wanted(self.wanted, _marks(self.actor, kinds), in_title)
        sql, values = engine().candidates(wanted, CANDIDATES)
        return f"SELECT id FROM ({sql}) AS matching", values  # noqa: S608 - values are parameters

    def _of_that_name(self) -> tuple[str, list[Any]]:
        """Titles that are exactly what was typed, however old, so that a common word never hides them."""
        places = ", ".join(["%s"] * len(self.kinds))
        sql = "SELECT id FROM search_searchdocument WHERE workspace_id = %s AND folded = %s"
        sql += f" AND kind IN ({places})"
        values = [self.actor.workspace_id, self.folded, *self.kinds]
        if (owners := self.actor.owners_within(Right.READ)) is not None:
            sql += f" AND owner_id IN ({', '.join(['%s'] * len(owners))})"
            values += sorted(owners)
        newest = f"SELECT id FROM ({sql} ORDER BY id DESC LIMIT %s) AS named"  # noqa: S608 - as above
        return newest, [*values, self.most * DOUBLES]

    def _best(self, parts: list[tuple[str, list[Any]]]) -> list[tuple[Any, ...]]:
        """The best of each kind by rank, from one statement; each row ends with the number of candidates."""
        values = [value for _, own in parts for value in own]
        with connection.cursor() as cursor:
            cursor.execute(
                RANKED.format(candidates=" UNION ".join(sql for sql, _ in parts)),
                [*values, self.folded, len(self.folded), self.folded, self.most * DOUBLES],
            )
            return list(cursor.fetchall())

    def _add(self, rows: list[tuple[Any, ...]]) -> int:
        """Keep every thing once, at most so many of each kind, and say how many candidates there were."""
        known = {(hit.kind, hit.entity_id) for hit in self.hits}
        taken = Counter(hit.kind for hit in self.hits)
        for row in sorted(rows, key=lambda row: (row[5], self.kinds.index(row[0]), -row[6])):
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
        SELECT *, row_number() OVER (PARTITION BY kind ORDER BY rank, id DESC) AS number,
            count(*) OVER () AS looked_at
        FROM ranked
    )
    SELECT kind, entity_id, code, title, subtitle, rank, id, looked_at FROM numbered WHERE number <= %s
"""
