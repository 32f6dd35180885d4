"""The bulk forms of clients and opportunities."""

from __future__ import annotations

from typing import Annotated

from ninja import Router
from pydantic import Field

from saphan.api.bulk import offer_bulk, offer_upsert
from saphan.api.fields import (
    Body,
    Currency,
    Day,
    Flag,
    Instant,
    Line,
    Middle,
    Minor,
    Note,
    Short,
    Small,
    Word,
    Writing,
    to,
)
from saphan.api.operations.clients import Blank
from saphan.clients import actions as clients
from saphan.clients.queries import accounts_for
from saphan.clients.terms import AccountStatus, Tier
from saphan.pipeline import actions as pipeline
from saphan.pipeline.queries import opportunities_for, stages_for
from saphan.pipeline.terms import Category, OpportunityType
from saphan.workspace.queries import active_members_for, territories_for

MOST = 5_000


class _Accounts(Writing):
    codes: Annotated[list[to(accounts_for, by_id=True)], Field(min_length=1, max_length=MOST)]  # type: ignore[valid-type]
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
        list[to(opportunities_for, by_id=True)], Field(min_length=1, max_length=MOST)  # type: ignore[valid-type]
    ]


class OpportunitiesOwner(_Opportunities):
    owner: to(active_members_for)  # type: ignore[valid-type]


class OpportunitiesCategory(_Opportunities):
    category: Category


class OpportunitiesStage(_Opportunities):
    stage: to(stages_for)  # type: ignore[valid-type]
    override: Annotated[str, Field(max_length=2_000)] = ""


class AccountRow(Body):
    external_id: Annotated[str, Field(min_length=1, max_length=80)]
    name: Line = ""
    name_en: Line = ""
    name_zh: Line = ""
    name_th: Line = ""
    short_name: Short = ""
    registration_number: Word = ""
    industry: Middle = ""
    tier: Tier | Blank = ""
    status: AccountStatus = AccountStatus.PROSPECT
    is_target: Flag = False
    cadence_days: Small | None = None
    owner: to(active_members_for) | None = None  # type: ignore[valid-type]
    territory: to(territories_for) | None = None  # type: ignore[valid-type]
    website: Line = ""
    phone: Word = ""
    city: Middle = ""
    country: Middle = ""
    about: Note = ""


class AccountRows(Writing):
    rows: Annotated[list[AccountRow], Field(min_length=1, max_length=MOST)]


class OpportunityRow(Body):
    """`stage`, `owner` and `opened_on` count for new ones; the others also bring known ones up to date."""

    external_id: Annotated[str, Field(min_length=1, max_length=80)]
    name: Line = ""
    stage: to(stages_for) | None = None  # type: ignore[valid-type]
    owner: to(active_members_for) | None = None  # type: ignore[valid-type]
    opened_on: Day | None = None
    account: to(accounts_for) | None = None  # type: ignore[valid-type]
    type: OpportunityType = OpportunityType.NEW
    category: Category = Category.PIPELINE
    currency: Currency = ""
    amount_minor: Minor | None = None
    expected_close_on: Day | None = None
    source: Middle = ""
    need: Note = ""
    operation: Note = ""
    value: Note = ""


class OpportunityRows(Writing):
    rows: Annotated[list[OpportunityRow], Field(min_length=1, max_length=MOST)]


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
offer_upsert(bulk, "accounts", clients.upsert_accounts, AccountRows)
offer_upsert(bulk, "opportunities", pipeline.upsert_opportunities, OpportunityRows)
