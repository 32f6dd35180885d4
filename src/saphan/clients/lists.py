"""The lists of this room as every door offers them: pages, API, command line and export."""

from __future__ import annotations

from django.db.models import F, Q

from saphan.clients.queries import accounts_for, affiliations_for
from saphan.clients.terms import (
    AccountStatus,
    CellState,
    Channel,
    Direction,
    PersonStatus,
    StepKind,
    StepState,
    Tier,
)
from saphan.journal import now
from saphan.search.find import matching
from saphan.workspace.actor import Actor
from saphan.workspace.listing import (
    Amount,
    Choice,
    Column,
    Condition,
    Day,
    Flag,
    Listing,
    MemberCode,
    Moment,
    Sort,
    TerritoryCode,
    Words,
)
from saphan.workspace.models.named import sort_column

DAY = 86_400_000_000  # microseconds


def found_by_search(kind: str) -> Words:
    """The text filter of a list of `kind`."""
    return Words(lambda actor, text: Q(pk__in=matching(actor, kind, text)))


def cooling(_actor: Actor) -> Q:
    """Clients not touched within their own rhythm; those without a rhythm cannot be late."""
    late = Q(last_touch_at__isnull=True) | Q(last_touch_at__lt=now() - F("cadence_days") * DAY)
    return Q(cadence_days__isnull=False) & late


def below(actor: Actor, code: str) -> Q:
    """Clients directly under a visible one, by its code."""
    return Q(parent__in=accounts_for(actor).filter(code=code))


def working_at(actor: Actor, code: str) -> Q:
    """People with a running job at a visible client, by its code."""
    jobs = affiliations_for(actor).filter(account__code=code, to_date=None)
    return Q(pk__in=jobs.values("person_id"))


ACCOUNTS = Listing(
    filters={
        "text": found_by_search("account"),
        "code": Column("code"),
        "status": Choice("status", AccountStatus),
        "tier": Choice("tier", Tier),
        "industry": Column("industry"),
        "city": Column("city"),
        "country": Column("country"),
        "owner": MemberCode("owner"),
        "territory": TerritoryCode("territory"),
        "parent": Words(below),
        "target": Flag("is_target"),
        "last_touch": Moment("last_touch_at"),
        "cooling": Condition(cooling),
        "created": Moment("created_at"),
        "external_id": Column("external_id"),
    },
    sorts={
        "name": Sort(sort_column),
        "last_touch": Sort("last_touch_at", nullable=True),
        "status": Sort("status"),
        "tier": Sort("tier"),
        "owner": Sort("owner__name", nullable=True),
        "created": Sort("created_at"),
    },
    default="name",
)

PEOPLE = Listing(
    filters={
        "text": found_by_search("person"),
        "code": Column("code"),
        "account": Words(working_at),
        "status": Choice("status", PersonStatus),
        "owner": MemberCode("owner"),
        "email": Column("email"),
        "last_touch": Moment("last_touch_at"),
        "created": Moment("created_at"),
        "external_id": Column("external_id"),
    },
    sorts={
        "name": Sort(sort_column),
        "last_touch": Sort("last_touch_at", nullable=True),
        "created": Sort("created_at"),
    },
    default="name",
)

INTERACTIONS = Listing(
    filters={
        "account": Column("account__code"),
        "opportunity": Column("opportunity__code"),
        "channel": Choice("channel", Channel),
        "direction": Choice("direction", Direction),
        "happened": Moment("happened_at"),
        "private": Flag("is_private"),
    },
    sorts={"happened": Sort("happened_at"), "created": Sort("created_at")},
    default="-happened",
)

NEXT_STEPS = Listing(
    filters={
        "account": Column("account__code"),
        "opportunity": Column("opportunity__code"),
        "owner": MemberCode("owner"),
        "state": Choice("state", StepState),
        "kind": Choice("kind", StepKind),
        "due": Day("due_on"),
    },
    sorts={"due": Sort("due_on", nullable=True), "created": Sort("created_at")},
    default="due",
)

CELLS = Listing(
    filters={
        "code": Column("code"),
        "account": Column("account__code"),
        "unit": Column("unit__code"),
        "offering": Column("offering__code"),
        "owner": MemberCode("account__owner"),
        "state": Choice("state", CellState),
        "competitor": Column("competitor"),
        "competitor_until": Day("competitor_until"),
        "potential": Amount("potential_minor"),
    },
    sorts={
        "potential": Sort("potential_minor", nullable=True),
        "competitor_until": Sort("competitor_until", nullable=True),
        "created": Sort("created_at"),
    },
    default="-created",
)
