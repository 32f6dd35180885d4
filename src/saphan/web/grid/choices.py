"""What the editors and filters of several lists offer: members, territories, the words of a closed list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from saphan.web.grid.columns import Options
from saphan.web.request import MemberRequest
from saphan.workspace.models import Member, Territory
from saphan.workspace.models.record import label_of
from saphan.workspace.queries import active_members_for, territories_for
from saphan.workspace.rights import Right

Pairs = Sequence[tuple[str, str]]


def words_of(choices: Any, *, empty: bool = False) -> Options:
    """The words of a closed list; with `empty` also none of them."""

    def options(request: MemberRequest) -> Pairs:  # noqa: ARG001
        found = [(str(value), str(label)) for value, label in choices.choices]
        return [("", "—"), *found] if empty else found

    return options


def yes_or_no(request: MemberRequest) -> Pairs:  # noqa: ARG001
    return [("true", _("yes")), ("false", _("no"))]


def members(request: MemberRequest) -> Pairs:
    """Everybody a record can be given to."""
    return list(active_members_for(request.actor).order_by("name").values_list("code", "name"))


def members_or_nobody(request: MemberRequest) -> Pairs:
    return [("", _("nobody")), *members(request)]


def owners(request: MemberRequest) -> Pairs:
    """Members whose records the actor can see, the actor first."""
    within = request.actor.owners_within(Right.READ)
    rows = active_members_for(request.actor).order_by("name")
    reachable = rows if within is None else rows.filter(pk__in=within)
    return [("me", _("me")), *reachable.values_list("code", "name")]


def territories(request: MemberRequest) -> Pairs:
    return pairs_of(territories_for(request.actor).order_by("path"), request.LANGUAGE_CODE)


def pairs_of(rows: Iterable[Any], language: str) -> list[tuple[str, str]]:
    """Records to choose from by their codes."""
    return [(row.code, label_of(row, language)) for row in rows]


def territories_or_none(request: MemberRequest) -> Pairs:
    return [("", "—"), *territories(request)]


def member_of(request: MemberRequest, code: str) -> Member | None:
    return get_object_or_404(active_members_for(request.actor), code=code) if code else None


def territory_of(request: MemberRequest, code: str) -> Territory | None:
    return get_object_or_404(territories_for(request.actor), code=code) if code else None
