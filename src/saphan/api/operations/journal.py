"""What happened: the history of a record, the changes of a member, and taking a change back."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from saphan.api.acting import OFFERED
from saphan.api.fields import Moment, Ref, Shown
from saphan.api.openapi import list_parameters
from saphan.api.operations import (
    clients,
    contact,
    contracts,
    invoices,
    leads,
    opportunities,
    orders,
    people,
    quotes,
)
from saphan.api.outward import spoken_entries
from saphan.api.resource import Listed, Resource, asked, refuse_parameters
from saphan.core.errors import NotFound
from saphan.journal.queries import changes_for, history_of
from saphan.journal.undo import undo
from saphan.workspace.listing import Choice, Column, Listing, MemberCode, Sort
from saphan.workspace.listing import Moment as MomentFilter
from saphan.workspace.terms import Door


class ChangeShown(Shown):
    """One action that took place. Its number is the one by which it is undone."""

    number: int = Field(validation_alias="pk")
    action: str
    actor: Ref
    door: str
    agent: str
    acting: str
    reason: str
    recorded_at: Moment
    undoes: int | None = Field(validation_alias="undoes_id")


class EntryShown(Shown):
    """One attribute that changed. In a record's first entry `attribute` is * and `after` holds everything."""

    seq: int
    change: ChangeShown
    attribute: str
    before: Any
    after: Any
    effective_at: Moment
    recorded_at: Moment
    version: int


CHANGE_LIST = Listing(
    filters={
        "action": Column("action"),
        "actor": MemberCode("actor"),
        "door": Choice("door", Door),
        "batch": Column("batch"),
        "recorded": MomentFilter("recorded_at"),
    },
    sorts={"number": Sort("id")},
    default="-number",
)
HISTORY_LIST = Listing(filters={"attribute": Column("attribute")}, sorts={"seq": Sort("seq")}, default="-seq")
CHANGES = Resource("changes", "change", changes_for, ChangeShown, CHANGE_LIST, along=("actor",))
HISTORY = Resource("history", "entry", changes_for, EntryShown, HISTORY_LIST)

changes = Router(tags=["Journal"])


def offer_history(router: Router, resource: Resource) -> None:
    """GET on the past of one record: every value, who set it, when, through which door and why."""

    def endpoint(request: Any, code: str) -> HttpResponse:
        record = resource.find(request.actor, code)
        ask, wants_total = asked(request)
        rows, listing = history_of(record), HISTORY_LIST
        page = listing.page(rows, request.actor, ask)
        total = listing.count(rows, request.actor, ask) if wants_total else None
        return HISTORY.listed(spoken_entries(page.rows, request.actor.workspace_id), page.next, total)

    router.get(
        "/{code}/history", response=Listed[EntryShown], operation_id=f"history_of_{resource.kind}",
        summary=f"The past of one of the {resource.words}", tags=["Journal"],
        openapi_extra={"parameters": list_parameters(HISTORY_LIST)},
    )(endpoint)  # fmt: skip


@changes.get(
    "", response=Listed[ChangeShown], operation_id="list_changes", summary="Changes, the latest first",
    openapi_extra={"parameters": list_parameters(CHANGE_LIST)},
)  # fmt: skip
def list_changes(request: Any) -> HttpResponse:
    """One's own; with the right to configure, everybody's."""
    return CHANGES.page(request, CHANGES.visible(request.actor))


@changes.post(
    "/{number}/undo", response=ChangeShown, operation_id="undo_change", summary="Take a change back"
)
def undo_change(request: Any, number: int) -> HttpResponse:
    """Answers with the change that did it."""
    refuse_parameters(request)
    change = CHANGES.visible(request.actor).filter(pk=min(number, 2**62)).first()
    if change is None:
        raise NotFound("change.not_found", number=number)
    undo(change, actor=request.actor)
    return CHANGES.answer(CHANGES.visible(request.actor).filter(undoes=change).order_by("-pk")[0])


WITH_HISTORY = (
    (clients.ACCOUNTS, clients.accounts),
    (clients.UNITS, clients.units),
    (people.PEOPLE, people.people),
    (people.AFFILIATIONS, people.affiliations),
    (people.STAKEHOLDERS, people.stakeholders),
    (contact.INTERACTIONS, contact.interactions),
    (contact.NEXT_STEPS, contact.next_steps),
    (leads.LEADS, leads.leads),
    (opportunities.OPPORTUNITIES, opportunities.opportunities),
    (orders.ORDERS, orders.orders),
    (quotes.QUOTES, quotes.quotes),
    (contracts.CONTRACTS, contracts.contracts),
    (contracts.DUTIES, contracts.duties),
    (invoices.INVOICES, invoices.invoices),
    (invoices.RECEIPTS, invoices.receipts),
)
OFFERED["change.undo"] = "POST /changes/{number}/undo"
