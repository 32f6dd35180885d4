"""The bulk forms of clients and opportunities."""

from __future__ import annotations

from typing import Annotated

from ninja import Router
from pydantic import Field

from saphan.api.bulk import offer_bulk
from saphan.api.fields import Flag, Instant, Writing, to
from saphan.api.operations.clients import Blank
from saphan.clients import actions as clients
from saphan.clients.queries import accounts_for
from saphan.clients.terms import AccountStatus, Tier
from saphan.pipeline import actions as pipeline
from saphan.pipeline.queries import opportunities_for, stages_for
from saphan.pipeline.terms import Category
from saphan.workspace.queries import active_members_for, territories_for

MOST = 5_000


class _Accounts(Writing):
    codes: Annotated[list[to(accounts_for, by_id=True)], Field(min_length=1, max_length=MOST)]  # type: ignore[misc]
    effective_at: Instant | None = None


class AccountsOwner(_Accounts):
    owner: to(active_members_for) | None  # type: ignore[valid-type]


class AccountsTerritory(_Accounts):
    territory: to(territories_for) | None  # type: ignore[valid-type]


class AccountsTier(_Accounts):
    tier: Tier | Blank


class AccountsStatus(_Accounts):
    status: AccountStatus


class AccountsTarget(_Accounts):
    is_target: Flag


class _Opportunities(Writing):
    codes: Annotated[
        list[to(opportunities_for, by_id=True)], Field(min_length=1, max_length=MOST)  # type: ignore[misc]
    ]


class OpportunitiesOwner(_Opportunities):
    owner: to(active_members_for)  # type: ignore[valid-type]


class OpportunitiesCategory(_Opportunities):
    category: Category


class OpportunitiesStage(_Opportunities):
    stage: to(stages_for)  # type: ignore[valid-type]
    override: Annotated[str, Field(max_length=2_000)] = ""


bulk = Router(tags=["Bulk"])
offer_bulk(bulk, "accounts", "assign-owner", clients.assign_owner_many, AccountsOwner, "accounts")
offer_bulk(bulk, "accounts", "move-territory", clients.move_territory_many, AccountsTerritory, "accounts")
offer_bulk(bulk, "accounts", "set-tier", clients.set_tier_many, AccountsTier, "accounts")
offer_bulk(bulk, "accounts", "set-status", clients.set_status_many, AccountsStatus, "accounts")
offer_bulk(bulk, "accounts", "set-target", clients.set_target_many, AccountsTarget, "accounts")
offer_bulk(bulk, "opportunities", "assign", pipeline.assign_opportunities, OpportunitiesOwner, "ids")
offer_bulk(
    bulk, "opportunities", "categorise", pipeline.categorise_opportunities, OpportunitiesCategory, "ids"
)
offer_bulk(bulk, "opportunities", "move", pipeline.move_opportunities, OpportunitiesStage, "ids")
