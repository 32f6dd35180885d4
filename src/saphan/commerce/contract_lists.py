"""The lists of contracts, clauses and duties as every door offers them: pages, API, command line and export."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q

from saphan.clients.lists import found_by_search
from saphan.commerce.contract_terms import (
    ClauseKind,
    ContractKind,
    ContractStatus,
    DutyStatus,
    EndReason,
    RenewalKind,
    Side,
)
from saphan.journal import now
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
    containing,
)
from saphan.workspace.models.named import sort_column
from saphan.workspace.terms import Language


def to_renew(actor: Actor, text: str) -> Q:
    """Signed contracts whose running term ends in so many days from today (90: today and the 89 days after it).

    Those that somebody gave notice for are not among them: they go on no further.
    """
    today = today_in(actor.workspace, now())
    span = {"runs_until__gte": today, "runs_until__lt": today + timedelta(days=int(text))}
    return Q(status=ContractStatus.SIGNED, notice_given_on=None, **span)


def in_force(_actor: Actor, text: str) -> Q:
    """Contracts that held on a day: signed by then, begun and not over."""
    day = date.fromisoformat(text)
    begun = Q(signed_on__lte=day, starts_on__lte=day)
    over = Q(ended_on__lt=day) | Q(status=ContractStatus.SIGNED, runs_until__lt=day)
    return begun & ~over


def overdue(actor: Actor) -> Q:
    """Open duties whose day has passed."""
    return Q(state=DutyStatus.OPEN, due_on__lt=today_in(actor.workspace, now()))


CONTRACTS = Listing(
    filters={
        "text": found_by_search("contract"),
        "code": Column("code"),
        "number": Column("number"),
        "status": Choice("status", ContractStatus),
        "kind": Choice("kind", ContractKind),
        "renewal": Choice("renewal", RenewalKind),
        "end_reason": Choice("end_reason", EndReason),
        "account": Column("account__code"),
        "owner": MemberCode("account__owner"),
        "territory": TerritoryCode("account__territory"),
        "deal": Column("opportunity__code"),
        "quote": Column("quote__code"),
        "language": Choice("language", Language),
        "currency": Column("currency"),
        "amount": Amount("amount_minor"),
        "reporting": Amount("reporting_minor"),
        "signed": Day("signed_on"),
        "starts": Day("starts_on"),
        "until": Day("runs_until"),
        "notice_by": Day("notice_by"),
        "to_renew": Words(to_renew),
        "in_force": Words(in_force),
        "created": Moment("created_at"),
        "external_id": Column("external_id"),
    },
    sorts={
        "name": Sort(sort_column),
        "account": Sort("account__name"),
        "amount": Sort("reporting_minor", nullable=True),
        "signed": Sort("signed_on", nullable=True),
        "until": Sort("runs_until", nullable=True),
        "notice_by": Sort("notice_by", nullable=True),
        "status": Sort("status"),
        "created": Sort("created_at"),
    },
    default="-created",
)

CLAUSES = Listing(
    filters={
        "text": containing("heading", "text", "number"),
        "code": Column("code"),
        "contract": Column("contract__code"),
        "account": Column("contract__account__code"),
        "kind": Choice("kind", ClauseKind),
        "status": Choice("contract__status", ContractStatus),
        "owed_by": Choice("owed_by", Side),
    },
    sorts={"created": Sort("created_at")},
    default="created",
)

DUTIES = Listing(
    filters={
        "text": containing("what", "contract__name", "contract__account__name"),
        "code": Column("code"),
        "contract": Column("contract__code"),
        "account": Column("contract__account__code"),
        "owner": MemberCode("contract__account__owner"),
        "territory": TerritoryCode("contract__account__territory"),
        "state": Choice("state", DutyStatus),
        "owed_by": Choice("owed_by", Side),
        "kind": Choice("clause__kind", ClauseKind),
        "due": Day("due_on"),
        "overdue": Condition(overdue),
        "settled": Day("settled_on"),
        "created": Moment("created_at"),
    },
    sorts={
        "due": Sort("due_on"),
        "account": Sort("contract__account__name"),
        "state": Sort("state"),
        "created": Sort("created_at"),
    },
    default="due",
)
