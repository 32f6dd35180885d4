"""The kinds of tables that can be brought in, one file each."""

from saphan.exchange.kinds.accounts import Accounts
from saphan.exchange.kinds.base import Importer, ImportField, Outcome, Problem, Values
from saphan.exchange.kinds.contracts import Contracts
from saphan.exchange.kinds.costs import Campaigns, Costs
from saphan.exchange.kinds.invoices import Invoices, Receipts
from saphan.exchange.kinds.leads import Leads
from saphan.exchange.kinds.members import Members
from saphan.exchange.kinds.names import Names
from saphan.exchange.kinds.offerings import Offerings
from saphan.exchange.kinds.opportunities import Opportunities
from saphan.exchange.kinds.orders import Orders
from saphan.exchange.kinds.people import People
from saphan.exchange.kinds.prices import PriceLists
from saphan.exchange.kinds.quotes import Quotes
from saphan.exchange.kinds.satisfaction import SurveyAnswers, SurveyInvitations
from saphan.exchange.kinds.targets import Targets
from saphan.exchange.kinds.whitespace import WhitespaceCells

KINDS: dict[str, type[Importer]] = {
    each.KEY: each
    for each in (
        Accounts,
        People,
        Members,
        Offerings,
        Leads,
        Opportunities,
        PriceLists,
        Quotes,
        Contracts,
        Orders,
        Invoices,
        Receipts,
        Campaigns,
        Costs,
        SurveyInvitations,
        SurveyAnswers,
        WhitespaceCells,
        Targets,
    )
}

__all__ = ["KINDS", "ImportField", "Importer", "Names", "Outcome", "Problem", "Values"]
