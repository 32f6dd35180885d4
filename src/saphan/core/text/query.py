"""What somebody typed into a search box, as tokens that must be there."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from saphan.core.text.fold import fold
from saphan.core.text.scripts import Script, runs
from saphan.core.text.thai import clusters, skeleton_of_latin, skeleton_of_thai
from saphan.core.text.tokens import SKELETON

# A shorter skeleton fits too many words to say anything.
SHORTEST_SOUND = 3


@dataclass(frozen=True)
class Term:
    """One token; with `prefix` every token that begins like it will do."""

    token: str
    prefix: bool = False


# Alternatives of one word of the query; each is a set of terms that must all be there.
Word = tuple[tuple[Term, ...], ...]


@dataclass(frozen=True)
class Query:
    """Every word must match by one of its alternatives. Empty when nothing searchable was typed."""

    words: tuple[Word, ...]

    def __bool__(self) -> bool:
        return bool(self.words)


def query(text: str) -> Query:
    """Read a search text. Every word may be half typed; sounds count where spelling may differ."""
    return Query(tuple(_word(script, run) for script, run in runs(fold(text))))


def fts5_expression(query: Query) -> str:
    """The query as an SQLite FTS5 MATCH expression; every token is quoted."""
    return " AND ".join(
        "(" + " OR ".join("(" + " AND ".join(map(_fts5, terms)) + ")" for terms in word) + ")"
        for word in query.words
    )


def tsquery_expression(query: Query) -> str:
    """The query in PostgreSQL's tsquery notation; every token is quoted."""
    return " & ".join(
        "(" + " | ".join("(" + " & ".join(map(_tsquery, terms)) + ")" for terms in word) + ")"
        for word in query.words
    )


def _word(script: Script, run: str) -> Word:
    if script is Script.HAN:
        return (_neighbours(list(run)),)
    if script is Script.THAI:
        return _with_sound(_thai(run), skeleton_of_thai(run))
    spelled = (Term(run, prefix=True),)
    return _with_sound(spelled, skeleton_of_latin(run)) if script is Script.LATIN else (spelled,)


def _thai(run: str) -> tuple[Term, ...]:
    """The last cluster may still get its vowel."""
    terms = _neighbours(clusters(run))
    return (*terms[:-1], Term(terms[-1].token, prefix=True)) if terms else ()


def _neighbours(pieces: list[str]) -> tuple[Term, ...]:
    if len(pieces) < 2:
        return tuple(map(Term, pieces))
    return tuple(Term(first + second) for first, second in pairwise(pieces))


def _with_sound(spelled: tuple[Term, ...], skeleton: str) -> Word:
    if len(skeleton) < SHORTEST_SOUND:
        return (spelled,)
    return (spelled, (Term(SKELETON + skeleton, prefix=True),))


def _fts5(term: Term) -> str:
    quoted = '"' + term.token.replace('"', '""') + '"'
    return quoted + "*" if term.prefix else quoted


def _tsquery(term: Term) -> str:
    quoted = "'" + term.token.replace("\\", "\\\\").replace("'", "''") + "'"
    return quoted + ":*" if term.prefix else quoted
