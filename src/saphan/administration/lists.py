"""The lists of what is set up, where they grow long."""

from __future__ import annotations

from saphan.workspace.listing import Choice, Column, Listing, Moment, Sort, containing
from saphan.workspace.terms import OfferingStatus

OFFERINGS = Listing(
    filters={
        "text": containing("name", "names", "family"),
        "code": Column("code"),
        "name": Column("name"),
        "family": Column("family"),
        "unit": Column("unit"),
        "status": Choice("status", OfferingStatus),
        "created": Moment("created_at"),
    },
    sorts={
        "code": Sort("code"),
        "name": Sort("name"),
        "family": Sort("family"),
        "status": Sort("status"),
        "created": Sort("created_at"),
    },
    default="created",
)
