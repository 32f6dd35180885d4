"""Facts: the journal and the ledger of one workspace in columns, kept up to date, read as known at any time."""

from saphan.measures.facts.store import FactStore, Facts, facts_of, forget_all

__all__ = ["FactStore", "Facts", "facts_of", "forget_all"]
