"""Everything the story needs to know while it is being told."""

from __future__ import annotations

from dataclasses import dataclass, field

from saphan.clients.models import Account, BusinessUnit, Person
from saphan.demo.chronicle import Chronicle
from saphan.demo.companies import Company
from saphan.demo.diary import Diary
from saphan.pipeline.models import LeadCriterion, LostReason, Pipeline, Stage
from saphan.workspace.actor import Actor
from saphan.workspace.models import Member, Offering, Team, Territory


@dataclass
class World:
    """Keys: members by what stands before their @, clients by English name, offerings by their key."""

    actor: Actor
    diary: Diary
    chronicle: Chronicle
    members: dict[str, Member] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    territories: dict[str, Territory] = field(default_factory=dict)
    offerings: dict[str, Offering] = field(default_factory=dict)
    prices: dict[tuple[str, str], int] = field(default_factory=dict)  # (offering, currency) → minor units
    pipelines: dict[str, Pipeline] = field(default_factory=dict)
    stages: dict[str, list[Stage]] = field(default_factory=dict)  # by English name of the pipeline
    lost_reasons: dict[str, LostReason] = field(default_factory=dict)
    criteria: list[LeadCriterion] = field(default_factory=list)
    companies: dict[str, Company] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    units: dict[str, list[BusinessUnit]] = field(default_factory=dict)
    people: dict[str, list[Person]] = field(default_factory=dict)

    def place_of(self, client: str) -> str:
        return self.companies[client].place

    def owner_of(self, client: str) -> Member:
        """Who looks after a client at the end of the story."""
        owner_id = self.accounts[client].owner_id
        return next(member for member in self.members.values() if member.pk == owner_id)
