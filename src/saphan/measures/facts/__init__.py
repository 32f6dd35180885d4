"""Facts: the journal and the ledger of one workspace in columns, up to date, as known at any time."""

from saphan.measures.facts.store import Facts, FactStore, facts_of, forget_all

__all__ = ["FactStore", "Facts", "facts_of", "forget_all"]
