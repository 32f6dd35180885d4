"""Tables of client care."""

from saphan.clients.models.account import Account, AccountPin, BusinessUnit
from saphan.clients.models.contact import Attachment, Interaction, InteractionParticipant, NextStep
from saphan.clients.models.person import Affiliation, Person, Stakeholder
from saphan.clients.models.whitespace import WhitespaceCell

__all__ = [
    "Account",
    "AccountPin",
    "Affiliation",
    "Attachment",
    "BusinessUnit",
    "Interaction",
    "InteractionParticipant",
    "NextStep",
    "Person",
    "Stakeholder",
    "WhitespaceCell",
]
