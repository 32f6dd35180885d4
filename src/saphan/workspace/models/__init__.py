"""Tables of the workspace."""

from saphan.workspace.models.catalogue import ExchangeRate, Offering, OfferingPrice
from saphan.workspace.models.people import Member, Team, User
from saphan.workspace.models.record import Record, kinds, model_of
from saphan.workspace.models.territory import Territory
from saphan.workspace.models.workspace import Counter, Workspace

__all__ = [
    "Counter",
    "ExchangeRate",
    "Member",
    "Offering",
    "OfferingPrice",
    "Record",
    "Team",
    "Territory",
    "User",
    "Workspace",
    "kinds",
    "model_of",
]
