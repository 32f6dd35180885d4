"""Tables of commerce: what was agreed, ordered, billed and paid."""

from saphan.commerce.models.ledger import Cause, LedgerLine

__all__ = ["Cause", "LedgerLine"]
