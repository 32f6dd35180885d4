"""What a command is about: a client, a person, a deal or a lead, known by its code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext_lazy as _

from saphan.clients.models import Account, Person
from saphan.clients.queries import accounts_for, people_for
from saphan.commerce.contract_queries import contracts_for
from saphan.commerce.models import Contract, Invoice, Order, Quote, Receipt
from saphan.commerce.queries import invoices_for, orders_for, receipts_for
from saphan.commerce.quote_queries import quotes_for
from saphan.core.errors import NotFound
from saphan.pipeline.models import Lead, Opportunity
from saphan.pipeline.queries import leads_for, opportunities_for
from saphan.workspace.actor import Actor
from saphan.workspace.models import Record


@dataclass(frozen=True)
class Kind:
    """One kind of thing that the desk finds; `route` is its page, `shape` how its avatar looks."""

    model: type[Record]
    visible: Callable[[Actor], QuerySet[Any]]
    route: str
    icon: str
    label: Any
    singular: Any
    shape: str = ""


KINDS: dict[str, Kind] = {
    "account": Kind(
        Account, accounts_for, "clients:detail", "building-2", _("Clients"), _("Client"), "company"
    ),
    "person": Kind(Person, people_for, "clients:person", "user", _("People"), _("Person"), "person"),
    "opportunity": Kind(Opportunity, opportunities_for, "pipeline:deal", "kanban", _("Deals"), _("Deal")),
    "lead": Kind(Lead, leads_for, "leads:detail", "filter", _("Leads"), _("Lead")),
    "quote": Kind(Quote, quotes_for, "quotes:detail", "file-text", _("Quotes"), _("Quote")),
    "contract": Kind(
        Contract, contracts_for, "contracts:detail", "scroll-text", _("Contracts"), _("Contract")
    ),
    "order": Kind(Order, orders_for, "commerce:order", "receipt", _("Orders"), _("Order")),
    "invoice": Kind(Invoice, invoices_for, "commerce:invoice", "receipt", _("Invoices"), _("Invoice")),
    "receipt": Kind(Receipt, receipts_for, "commerce:receipt", "receipt", _("Receipts"), _("Receipt")),
}
BY_PREFIX = {kind.model.PREFIX: name for name, kind in KINDS.items()}
BY_ROUTE = {kind.route: name for name, kind in KINDS.items()}


def kind_of(code: str) -> str:
    """The kind behind a public code; empty for a code of something else."""
    return BY_PREFIX.get(code.partition("-")[0].upper(), "")


def subject_of(actor: Actor, code: str) -> Any:
    """The record with this code. Raises NotFound for what the actor may not see."""
    kind = kind_of(code)
    found = KINDS[kind].visible(actor).filter(code=code.upper()).first() if kind else None
    if found is None:
        raise NotFound("record.not_found", code=code)
    return found


def page_of(actor: Actor, kind: str, code: str) -> str:
    return reverse(KINDS[kind].route, args=[actor.workspace.code, code])


def code_at(path: str) -> str:
    """The code of the record whose page stands at this path; empty for any other page."""
    try:
        match = resolve(path)
    except Resolver404:
        return ""
    return str(match.kwargs.get("code", "")) if match.view_name in BY_ROUTE else ""
