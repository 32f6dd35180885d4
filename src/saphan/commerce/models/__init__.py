"""Tables of commerce: what was offered, agreed, ordered, billed and paid, and what selling cost."""

from saphan.commerce.models.contract import Clause, Contract, ContractVersion, Duty
from saphan.commerce.models.cost import AcquisitionShare, Campaign, CostLine
from saphan.commerce.models.invoice import Allocation, Invoice, InvoiceLine, Receipt
from saphan.commerce.models.ledger import Cause, LedgerLine
from saphan.commerce.models.order import Order, OrderLine
from saphan.commerce.models.prices import PriceLine, PriceList
from saphan.commerce.models.quotes import Quote, QuoteLine, QuoteSetup, QuoteVersion

__all__ = [
    "AcquisitionShare",
    "Allocation",
    "Campaign",
    "Cause",
    "Clause",
    "Contract",
    "ContractVersion",
    "CostLine",
    "Duty",
    "Invoice",
    "InvoiceLine",
    "LedgerLine",
    "Order",
    "OrderLine",
    "PriceLine",
    "PriceList",
    "Quote",
    "QuoteLine",
    "QuoteSetup",
    "QuoteVersion",
    "Receipt",
]
