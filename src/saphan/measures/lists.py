"""Lists of calls: what they may be narrowed to and ordered by."""

from __future__ import annotations

from saphan.workspace.listing import Column, Day, Listing, MemberCode, Sort

SUBMISSIONS = Listing(
    filters={
        "code": Column("code"),
        "member": MemberCode("member"),
        "author": MemberCode("author"),
        "team": Column("team__code"),
        "starts": Day("starts_on"),
        "ends": Day("ends_on"),
    },
    sorts={"starts": Sort("starts_on"), "created": Sort("created_at")},
    default="-created",
)
