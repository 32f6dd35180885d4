"""The lists of this room as every door offers them: pages, API, command line and export."""

from __future__ import annotations

from django.db.models import F, Q

from saphan.clients.lists import found_by_search
from saphan.core.period import month_of, quarter_of, year_of
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
SPANS = ("this_month", "this_quarter", "next_quarter", "this_year", "overdue", "no_date")


def overdue(actor: Actor) -> Q:
    """Open opportunities whose promised day has passed."""
    return Q(status=OpportunityStatus.OPEN, expected_close_on__lt=today_in(actor.workspace, now()))


def without_next_step(_actor: Actor) -> Q:
    """Open opportunities that nobody has planned anything for."""
    return Q(status=OpportunityStatus.OPEN, next_step=None)


def stuck(_actor: Actor) -> Q:
    """Open opportunities that are longer in their stage than the stage's target."""
    return Q(status=OpportunityStatus.OPEN, stage_since__lt=now() - F("stage__target_days") * DAY)


def closing(actor: Actor, text: str) -> Q:
    """Opportunities by the day promised, in words that move on with the calendar: this_quarter, overdue, no_date.

    Several words mean any of them. Raises ValueError for another word.
    """
    today, fiscal = today_in(actor.workspace, now()), actor.workspace.fiscal_start_month
    quarter = quarter_of(today, fiscal)
    periods = {
        "this_month": month_of(today),
        "this_quarter": quarter,
        "next_quarter": quarter_of(quarter.end, fiscal),
        "this_year": year_of(today, fiscal),
    }
    wanted = Q(pk__in=[])
    for word in text.split():
        if word not in SPANS:
            raise ValueError(word)
        if word == "overdue":
            wanted |= overdue(actor)
        elif word == "no_date":
            wanted |= Q(expected_close_on=None)
        else:
            period = periods[word]
            wanted |= Q(expected_close_on__gte=period.start, expected_close_on__lt=period.end)
    return wanted


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
        "close": Words(closing),
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
        "each_stage": Sort("stage_id"),
        "owner": Sort("owner__name", nullable=True),
        "account": Sort("account__name", nullable=True),
        "category": Sort("category"),
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
        "source": Sort("source"),
        "owner": Sort("owner__name", nullable=True),
        "qualified": Sort("qualified_on", nullable=True),
        "created": Sort("created_at"),
    },
    default="-created",
)

TARGETS = Listing(
    filters={
        "code": Column("code"),
        "metric": Column("metric"),
        "member": MemberCode("member"),
        "team": Column("team__code"),
        "territory": Column("territory__code"),
        "account": Column("account__code"),
        "starts": Day("starts_on"),
        "ends": Day("ends_on"),
    },
    sorts={
        "metric": Sort("metric"),
        "starts": Sort("starts_on"),
        "ends": Sort("ends_on"),
        "created": Sort("created_at"),
    },
    default="-starts",
)
