"""What an address of this area points to; what the member may not see is not there."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse

from saphan.clients.models import (
    Account,
    Affiliation,
    Attachment,
    BusinessUnit,
    Interaction,
    NextStep,
    Person,
    Stakeholder,
)
from saphan.clients.queries import (
    accounts_for,
    affiliations_for,
    attachments_for,
    interactions_for,
    next_steps_for,
    people_for,
    stakes_for,
    units_for,
)
from saphan.web.request import MemberRequest
from saphan.workspace.models import Record

R = TypeVar("R", bound=Record)


def account_of(request: MemberRequest, code: str) -> Account:
    return _one(accounts_for(request.actor).select_related("owner", "territory", "parent"), code)


def person_of(request: MemberRequest, code: str) -> Person:
    return _one(people_for(request.actor).select_related("owner"), code)


def unit_of(request: MemberRequest, code: str) -> BusinessUnit:
    return _one(units_for(request.actor).select_related("account"), code)


def job_of(request: MemberRequest, code: str) -> Affiliation:
    return _one(affiliations_for(request.actor).select_related("account", "person"), code)


def stake_of(request: MemberRequest, code: str) -> Stakeholder:
    return _one(stakes_for(request.actor).select_related("account", "person", "opportunity"), code)


def talk_of(request: MemberRequest, code: str) -> Interaction:
    return _one(interactions_for(request.actor).select_related("account", "opportunity"), code)


def step_of(request: MemberRequest, code: str) -> NextStep:
    return _one(next_steps_for(request.actor).select_related("account", "opportunity", "owner"), code)


def file_of(request: MemberRequest, code: str) -> Attachment:
    return _one(attachments_for(request.actor).select_related("account", "opportunity"), code)


def client_page(request: MemberRequest, account: Account, tab: str = "") -> str:
    """The address of a client, on one of its tabs."""
    address = reverse("clients:detail", args=[request.workspace.code, account.code])
    return f"{address}?tab={tab}" if tab else address


def place_page(request: MemberRequest, child: Any) -> str:
    """The page of the deal that something hangs on, else of the client, else the list."""
    if child.opportunity_id:
        return reverse("pipeline:deal", args=[request.workspace.code, child.opportunity.code])
    if child.account_id:
        return client_page(request, child.account)
    return reverse("clients:list", args=[request.workspace.code])


def person_page(request: MemberRequest, person: Person) -> str:
    return reverse("clients:person", args=[request.workspace.code, person.code])


def _one(rows: QuerySet[R], code: str) -> R:
    return get_object_or_404(rows, code=code)
