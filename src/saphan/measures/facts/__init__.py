"""Facts: the journal and the ledger of one workspace in columns, up to date, as known at any time."""

from saphan.measures.facts.store import FactStore, facts_of, forget_all
from saphan.measures.facts.view import Facts

__all__ = ["FactStore", "Facts", "facts_of", "forget_all"]
