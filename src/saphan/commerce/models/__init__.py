"""Tables of commerce: what was agreed, ordered, billed and paid, and what selling cost."""

from saphan.commerce.models.cost import AcquisitionShare, Campaign, CostLine
from saphan.commerce.models.ledger import Cause, LedgerLine
from saphan.commerce.models.order import Order, OrderLine

__all__ = ["AcquisitionShare", "Campaign", "Cause", "CostLine", "LedgerLine", "Order", "OrderLine"]
