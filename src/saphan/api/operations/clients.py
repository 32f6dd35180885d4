"""Clients and the parts of them that buy on their own."""

from __future__ import annotations

from typing import Any, Literal

from ninja import Router
from pydantic import BaseModel, Field

from saphan.api.acting import offer_act, offer_add, offer_create, offer_remove, offer_update
from saphan.api.fields import (
    Flag,
    Instant,
    Line,
    Middle,
    Moment,
    Note,
    Ref,
    Short,
    Shown,
    Small,
    Word,
    Writing,
    to,
)
from saphan.api.resource import Resource, offer_list, offer_read, refuse_parameters
from saphan.clients import actions
from saphan.clients.queries import accounts_for, units_for
from saphan.clients.terms import AccountStatus, Tier, UnitStatus
from saphan.core.health import Band, Part
from saphan.measures.clients import ACCOUNTS as ACCOUNT_LIST
from saphan.measures.clients import accounts_with_figures
from saphan.measures.health import checkup
from saphan.workspace.listing import Column, Listing, Sort
from saphan.workspace.queries import active_members_for, territories_for

Blank = Literal[""]


class AccountShown(Shown):
    code: str
    version: int
    name: str
    name_en: str
    name_zh: str
    name_th: str
    short_name: str
    registration_number: str
    industry: str
    tier: str
    status: str
    is_target: bool
    cadence_days: int | None
    parent: Ref
    owner: Ref
    territory: Ref
    website: str
    phone: str
    city: str
    country: str
    about: str
    external_id: str
    last_touch_at: Moment | None
    created_at: Moment
    health_points: int | None = Field(
        None, description="of 100, as worked out last; null while too little is known"
    )
    won_minor: int | None = Field(None, description="over the year up to today, in the reporting currency")
    penetration_bp: int | None = Field(
        None, description="services in use of those that fit, in hundredths of a percent"
    )
    owed_minor: int | None = Field(None, description="left to pay with tax, in the reporting currency")
    overdue_minor: int | None = None


class AccountFacts(Writing):
    """What is known of a client. `owner: null` means that nobody looks after it."""

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
    parent: to(accounts_for, by_id=True) | None = None  # type: ignore[valid-type]
    owner: to(active_members_for, by_id=True) | None = None  # type: ignore[valid-type]
    territory: to(territories_for, by_id=True) | None = None  # type: ignore[valid-type]
    website: Line = ""
    phone: Word = ""
    city: Middle = ""
    country: Middle = ""
    about: Note = ""
    external_id: Short = ""
    effective_at: Instant | None = None


class AccountCreate(AccountFacts):
    name: Line
    despite_duplicates: Flag = False


class AccountUpdate(AccountFacts):
    name: Line = ""


class OwnerChange(Writing):
    owner: to(active_members_for) | None  # type: ignore[valid-type]
    effective_at: Instant | None = None


class TerritoryChange(Writing):
    territory: to(territories_for) | None  # type: ignore[valid-type]
    effective_at: Instant | None = None


class ParentChange(Writing):
    parent: to(accounts_for) | None  # type: ignore[valid-type]
    effective_at: Instant | None = None


class StatusChange(Writing):
    status: AccountStatus
    effective_at: Instant | None = None


class TargetChange(Writing):
    is_target: Flag
    effective_at: Instant | None = None


class Merge(Writing):
    """`other` becomes the client in the address."""

    other: to(accounts_for)  # type: ignore[valid-type]


class UnitShown(Shown):
    code: str
    version: int
    account: Ref
    name: str
    budget_holder: str
    status: str


class UnitCreate(Writing):
    name: str = Field(max_length=160)
    budget_holder: str = Field("", max_length=160)
    status: UnitStatus = UnitStatus.ACTIVE


class UnitUpdate(UnitCreate):
    name: str = Field("", max_length=160)
    effective_at: Instant | None = None


ACCOUNTS = Resource(
    "accounts",
    "account",
    accounts_with_figures,
    AccountShown,
    ACCOUNT_LIST,
    along=("owner", "territory", "parent"),
)


class HealthReason(BaseModel):
    """What a part of the health added (+) or took (−) in 30 days, in whole points."""

    part: Part
    points: int


class HealthShown(BaseModel):
    """From 0 to 100; `score`, `band` and `change` are null while less than 60 % of the weights are known.

    `reasons` add up to `change`. `levels` are the known parts, `coverage` is their share of the weights.
    """

    score: int | None
    band: Band | None
    change: int | None
    coverage: float
    reasons: list[HealthReason]
    levels: dict[Part, float]
    version: int


UNITS = Resource(
    "units", "business_unit", units_for, UnitShown,
    Listing(
        filters={"account": Column("account__code"), "status": Column("status")},
        sorts={"created": Sort("created_at")}, default="created",
    ),
    along=("account",),
)  # fmt: skip

accounts, units = Router(tags=["Clients"]), Router(tags=["Clients"])
offer_list(accounts, ACCOUNTS)
offer_create(accounts, ACCOUNTS, actions.create_account, AccountCreate)
offer_read(accounts, ACCOUNTS)
offer_update(accounts, ACCOUNTS, actions.update_account, AccountUpdate)
offer_remove(accounts, ACCOUNTS, actions.remove_account)
offer_act(accounts, ACCOUNTS, "assign-owner", actions.assign_owner, OwnerChange)
offer_act(accounts, ACCOUNTS, "move-territory", actions.move_territory, TerritoryChange)
offer_act(accounts, ACCOUNTS, "set-parent", actions.set_parent, ParentChange)
offer_act(accounts, ACCOUNTS, "set-status", actions.set_status, StatusChange)
offer_act(accounts, ACCOUNTS, "set-target", actions.set_target, TargetChange)
offer_act(accounts, ACCOUNTS, "merge", actions.merge_accounts, Merge)


@accounts.get(
    "/{code}/health", response=HealthShown, operation_id="read_health", summary="How a relationship stands, and why",
)  # fmt: skip
def read_health(request: Any, code: str) -> dict[str, Any]:
    refuse_parameters(request)
    found = checkup(request.actor, ACCOUNTS.find(request.actor, code))
    return {
        "score": found.now.points,
        "band": found.now.band,
        "change": found.change,
        "coverage": float(found.now.coverage),
        "reasons": [reason._asdict() for reason in found.reasons],
        "levels": {part: round(float(level), 1) for part, level in found.now.levels.items()},
        "version": found.now.version,
    }


offer_add(accounts, ACCOUNTS, UNITS, actions.create_unit, UnitCreate)
offer_list(units, UNITS)
offer_read(units, UNITS)
offer_update(units, UNITS, actions.update_unit, UnitUpdate)
offer_remove(units, UNITS, actions.remove_unit)
