"""Text in three languages: searching, sorting, comparing names."""

from saphan.core.text.chinese import spoken
from saphan.core.text.fold import fold
from saphan.core.text.matching import How, how_it_matches, is_meant, likeness
from saphan.core.text.names import ALIKE, Match, best_match, company_key, initials, scripts_of, similar
from saphan.core.text.query import Query, Term, fts5_expression, query, tsquery_expression
from saphan.core.text.scripts import Script
from saphan.core.text.sorting import sort_key
from saphan.core.text.tokens import findable, phonetic, tokens

__all__ = [
    "ALIKE",
    "How",
    "Match",
    "Query",
    "Script",
    "Term",
    "best_match",
    "company_key",
    "findable",
    "fold",
    "fts5_expression",
    "how_it_matches",
    "initials",
    "is_meant",
    "likeness",
    "phonetic",
    "query",
    "scripts_of",
    "similar",
    "sort_key",
    "spoken",
    "tokens",
    "tsquery_expression",
]
