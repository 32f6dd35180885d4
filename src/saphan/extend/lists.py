"""The lists of surveys, invitations and answers."""

from __future__ import annotations

from saphan.workspace.listing import (
    Amount,
    Column,
    Day,
    Listing,
    MemberCode,
    Moment,
    Sort,
    TerritoryCode,
    containing,
)

SURVEYS = Listing(
    filters={
        "text": containing("name", "question"),
        "code": Column("code"),
        "name": Column("name"),
        "scale": Amount("scale"),
    },
    sorts={"name": Sort("name"), "created": Sort("created_at")},
    default="-created",
)
INVITATIONS = Listing(
    filters={
        "text": containing("account__name", "person__name"),
        "code": Column("code"),
        "survey": Column("survey__code"),
        "account": Column("account__code"),
        "owner": MemberCode("account__owner"),
        "delivered": Day("delivered_on"),
        "external_id": Column("external_id"),
    },
    sorts={
        "delivered": Sort("delivered_on"),
        "account": Sort("account__name"),
        "survey": Sort("survey__name"),
        "created": Sort("created_at"),
    },
    default="-delivered",
)
ANSWERS = Listing(
    filters={
        "text": containing("words", "account__name", "person__name"),
        "code": Column("code"),
        "survey": Column("survey__code"),
        "account": Column("account__code"),
        "person": Column("person__code"),
        "owner": MemberCode("account__owner"),
        "territory": TerritoryCode("account__territory"),
        "score": Amount("score"),
        "answered": Day("answered_on"),
        "source": Column("source"),
        "created": Moment("created_at"),
        "external_id": Column("external_id"),
    },
    sorts={
        "answered": Sort("answered_on"),
        "score": Sort("score"),
        "account": Sort("account__name"),
        "survey": Sort("survey__name"),
        "created": Sort("created_at"),
    },
    default="-answered",
)
