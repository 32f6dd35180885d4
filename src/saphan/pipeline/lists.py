"""The lists of this room as every door offers them: pages, API, command line and export."""

from __future__ import annotations

from django.db.models import F, Q

from saphan.clients.lists import found_by_search
from saphan.journal import now
from saphan.pipeline.models import OpportunityLine
from saphan.pipeline.terms import Category, LeadState, OpportunityStatus, OpportunityType
from saphan.workspace.actor import Actor
from saphan.workspace.days import today_in
from saphan.workspace.listing import (
    Amount,
    Choice,
    Column,
    Condition,
    Day,
    Listing,
    MemberCode,
    Moment,
    Sort,
    TerritoryCode,
    Words,
)
from saphan.workspace.models.named import sort_column

DAY = 86_400_000_000  # microseconds


def overdue(actor: Actor) -> Q:
    """Open opportunities whose promised day has passed."""
    return Q(status=OpportunityStatus.OPEN, expected_close_on__lt=today_in(actor.workspace, now()))


def without_next_step(_actor: Actor) -> Q:
    """Open opportunities that nobody has planned anything for."""
    return Q(status=OpportunityStatus.OPEN, next_step=None)


def stuck(_actor: Actor) -> Q:
    """Open opportunities that are longer in their stage than the stage's target."""
    return Q(status=OpportunityStatus.OPEN, stage_since__lt=now() - F("stage__target_days") * DAY)


def with_offering(actor: Actor, code: str) -> Q:
    """Opportunities with a line of one offering, by its code."""
    lines = OpportunityLine.objects.filter(
        workspace_id=actor.workspace_id, offering__code=code, removed_at=None
    )
    return Q(pk__in=lines.values("opportunity_id"))


OPPORTUNITIES = Listing(
    filters={
        "text": found_by_search("opportunity"),
        "code": Column("code"),
        "status": Choice("status", OpportunityStatus),
        "pipeline": Column("pipeline__code"),
        "stage": Column("stage__code"),
        "owner": MemberCode("owner"),
        "account": Column("account__code"),
        "territory": TerritoryCode("account__territory"),
        "type": Choice("type", OpportunityType),
        "category": Choice("category", Category),
        "currency": Column("currency"),
        "amount": Amount("amount_minor"),
        "reporting": Amount("reporting_minor"),
        "expected_close": Day("expected_close_on"),
        "closed": Day("closed_on"),
        "qualified": Day("qualified_on"),
        "next_due": Day("next_due_on"),
        "source": Column("source"),
        "offering": Words(with_offering),
        "overdue": Condition(overdue),
        "no_next_step": Condition(without_next_step),
        "stuck": Condition(stuck),
        "in_stage_since": Moment("stage_since"),
        "created": Moment("created_at"),
        "external_id": Column("external_id"),
    },
    sorts={
        "name": Sort(sort_column),
        "amount": Sort("reporting_minor", nullable=True),
        "expected_close": Sort("expected_close_on", nullable=True),
        "closed": Sort("closed_on", nullable=True),
        "in_stage_since": Sort("stage_since"),
        "next_due": Sort("next_due_on", nullable=True),
        "stage": Sort("stage__position"),
        "created": Sort("created_at"),
    },
    default="name",
)

LEADS = Listing(
    filters={
        "text": found_by_search("lead"),
        "code": Column("code"),
        "state": Choice("state", LeadState),
        "owner": MemberCode("owner"),
        "territory": TerritoryCode("territory"),
        "account": Column("account__code"),
        "source": Column("source"),
        "campaign": Column("campaign"),
        "city": Column("city"),
        "email": Column("email"),
        "qualified": Day("qualified_on"),
        "created": Moment("created_at"),
        "external_id": Column("external_id"),
    },
    sorts={
        "name": Sort(sort_column),
        "state": Sort("state"),
        "qualified": Sort("qualified_on", nullable=True),
        "created": Sort("created_at"),
    },
    default="-created",
)
