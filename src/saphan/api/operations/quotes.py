"""Quotes: what a client is offered, past a second person, to the client, and to an order."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from saphan.api.acting import offer_act, offer_create, offer_remove, offer_update, offered, run
from saphan.api.fields import (
    Body,
    Currency,
    Day,
    Flag,
    Line,
    Moment,
    Names,
    Note,
    Ref,
    Short,
    Shown,
    Word,
    Writing,
    to,
)
from saphan.api.inward import arguments
from saphan.api.openapi import PDF
from saphan.api.operations.opportunities import LinePrice, Quantity
from saphan.api.operations.orders import Months, Share
from saphan.api.resource import Resource, offer_list, offer_parts, offer_read, refuse_parameters
from saphan.clients.queries import accounts_for, people_for
from saphan.commerce import actions
from saphan.commerce.quote_document import document_of
from saphan.commerce.quote_lines import Offered
from saphan.commerce.quote_lists import QUOTES as QUOTE_LIST
from saphan.commerce.quote_print import quote_pdf
from saphan.commerce.quote_queries import quote_lines_for, quote_setup_of, quote_versions_for, quotes_for
from saphan.core.errors import NotFound
from saphan.pipeline.queries import opportunities_for
from saphan.workspace.actor import Actor
from saphan.workspace.queries import active_members_for, offerings_for
from saphan.workspace.terms import Language

Why = Annotated[str, Field(min_length=1, max_length=2_000)]


class QuoteShown(Shown):
    code: str
    version: int
    name: str
    account: Ref
    contact: Ref
    opportunity: Ref
    owner: Ref
    language: str
    status: str
    edition: int
    currency: str
    amount_minor: int
    tax_minor: int
    full_minor: int
    reporting_minor: int | None
    valid_until: date | None
    terms: str
    note: str
    sent_on: date | None
    decided_on: date | None
    submitted_by: Ref
    approved_by: Ref
    order: Ref
    external_id: str
    created_at: Moment


class QuoteLineShown(Shown):
    code: str
    version: int
    offering: Ref
    family: str
    description: str
    quantity: int
    unit: str
    unit_price_minor: int
    list_price_minor: int | None
    discount_bp: int
    tax_bp: int
    months: int | None
    is_pass_through: bool
    amount_minor: int
    tax_minor: int
    position: int


class QuoteVersionShown(Shown):
    """A version as it was sent. `document` holds what was printed."""

    code: str
    number: int
    status: str
    sent_on: date
    document: dict[str, Any]


class SetupShown(Shown):
    discount_limit_bp: int | None
    valid_days: int
    has_buddhist_years: bool
    seller: dict[str, Any]
    terms: dict[str, str]


class OfferedLine(Body):
    """Without a price the listed one of the client and day is taken. Prices are in minor units, per unit."""

    offering: to(offerings_for) | None = None  # type: ignore[valid-type]
    description: Line = ""
    quantity: Quantity = 1
    unit: Word = ""
    unit_price_minor: LinePrice | None = None
    discount_bp: Share = 0
    tax_bp: Share = 0
    months: Months | None = None
    is_pass_through: Flag = False


Lines = Annotated[list[OfferedLine], Field(max_length=200)]


class QuoteCreate(Writing):
    account: to(accounts_for)  # type: ignore[valid-type]
    lines: Lines = []
    name: Line = ""
    contact: to(people_for) | None = None  # type: ignore[valid-type]
    opportunity: to(opportunities_for) | None = None  # type: ignore[valid-type]
    owner: to(active_members_for) | None = None  # type: ignore[valid-type]
    language: Language | None = None
    currency: Currency = ""
    valid_until: Day | None = None
    terms: Note | None = None
    external_id: Short = ""


class QuoteUpdate(Writing):
    name: Line = ""
    contact: to(people_for, by_id=True) | None = None  # type: ignore[valid-type]
    opportunity: to(opportunities_for, by_id=True) | None = None  # type: ignore[valid-type]
    language: Language = Language.EN
    valid_until: Day | None = None
    terms: Note = ""


class QuoteSetLines(Writing):
    lines: Annotated[Lines, Field(min_length=1)]


class QuoteAssign(Writing):
    owner: to(active_members_for)  # type: ignore[valid-type]


class QuoteReject(Writing):
    reason: Why


class QuoteSend(Writing):
    sent_on: Day | None = None


class QuoteAccept(Writing):
    """A deal that is still open is won at the quote's amount; an order is made of the version sent."""

    accepted_on: Day | None = None
    reference: Short = ""


class QuoteDecline(Writing):
    reason: Why
    declined_on: Day | None = None


class Seller(Body):
    name: Names = {}
    address: Names = {}
    tax_number: Short = ""


class SetupUpdate(Writing):
    discount_limit_bp: Share | None = None
    valid_days: Annotated[int, Field(strict=True, ge=1, le=730)] = 30
    has_buddhist_years: Flag = True
    seller: Seller = Seller()
    terms: Annotated[dict[str, Note], Field(max_length=8)] = {}


QUOTES = Resource(
    "quotes", "quote", quotes_for, QuoteShown, QUOTE_LIST,
    along=("account", "contact", "opportunity", "owner", "submitted_by", "approved_by", "order"),
)  # fmt: skip
LINES = Resource("lines", "quote_line", quotes_for, QuoteLineShown)
VERSIONS = Resource("versions", "quote_version", quotes_for, QuoteVersionShown)
SETUP = Resource("quote-setup", "quote_setup", quotes_for, SetupShown)


def with_lines(values: dict[str, Any], _actor: Actor) -> dict[str, Any]:
    """Lines as the action wants them."""
    known = {name: value for name, value in values.items() if value is not None or name != "language"}
    return known | {"lines": [Offered(**line) for line in known["lines"]]} if "lines" in known else known


quotes, setup = (Router(tags=["Quotes"]) for _ in range(2))
offer_list(quotes, QUOTES)
offer_create(quotes, QUOTES, actions.create_quote, QuoteCreate, prepare=with_lines)
offer_read(quotes, QUOTES)
offer_update(quotes, QUOTES, actions.update_quote, QuoteUpdate)
offer_remove(quotes, QUOTES, actions.remove_quote, needs_reason=True)
offer_act(quotes, QUOTES, "set-lines", actions.set_quote_lines, QuoteSetLines, prepare=with_lines)
offer_act(quotes, QUOTES, "assign", actions.assign_quote, QuoteAssign)
offer_act(quotes, QUOTES, "submit", actions.submit_quote, Writing)
offer_act(quotes, QUOTES, "withdraw", actions.withdraw_quote, Writing)
offer_act(quotes, QUOTES, "approve", actions.approve_quote, Writing)
offer_act(quotes, QUOTES, "reject", actions.reject_quote, QuoteReject)
offer_act(quotes, QUOTES, "send", actions.send_quote, QuoteSend)
offer_act(quotes, QUOTES, "revise", actions.revise_quote, Writing)
offer_act(quotes, QUOTES, "accept", actions.accept_quote, QuoteAccept)
offer_act(quotes, QUOTES, "decline", actions.decline_quote, QuoteDecline)


offer_parts(
    quotes, QUOTES, LINES, quote_lines_for, "lines", operation="list_quote_lines",
    summary="What stands in the current version of a quote",
)  # fmt: skip


offer_parts(
    quotes, QUOTES, VERSIONS, quote_versions_for, "versions", operation="list_quote_versions",
    summary="The versions of a quote as they were sent",
)  # fmt: skip


@quotes.get(
    "/{code}/pdf", operation_id="print_quote", summary="The current version as a PDF in its language",
    openapi_extra={"responses": {200: {"content": PDF}}},
)  # fmt: skip
def print_current(request: Any, code: str) -> HttpResponse:
    refuse_parameters(request)
    quote = QUOTES.find(request.actor, code)
    sent = quote_versions_for(request.actor, quote).filter(number=quote.edition).first()
    document, day = (sent.document, sent.sent_on) if sent else (document_of(quote), None)
    return HttpResponse(quote_pdf(document, day), content_type="application/pdf")


@quotes.get(
    "/{code}/versions/{number}/pdf", operation_id="print_quote_version",
    summary="A version that was sent, as a PDF", openapi_extra={"responses": {200: {"content": PDF}}},
)  # fmt: skip
def print_version(request: Any, code: str, number: Annotated[int, Field(ge=1, le=32_767)]) -> HttpResponse:
    refuse_parameters(request)
    quote = QUOTES.find(request.actor, code)
    sent = quote_versions_for(request.actor, quote).filter(number=number).first()
    if sent is None:
        raise NotFound("quote_version.not_found", code=code)
    return HttpResponse(quote_pdf(sent.document, sent.sent_on), content_type="application/pdf")


@setup.get("", response=SetupShown, operation_id="read_quote_setup", summary="How this workspace quotes")
def read_setup(request: Any) -> HttpResponse:
    refuse_parameters(request)
    SETUP.visible(request.actor)
    return SETUP.answer(quote_setup_of(request.actor.workspace_id))


@setup.patch(
    "", response=SetupShown, operation_id="set_quote_setup", summary="Change how this workspace quotes"
)
def set_setup(request: Any, body: SetupUpdate) -> HttpResponse:
    refuse_parameters(request)
    changes = arguments(body, request.actor)
    reason = changes.pop("reason", "")
    made = run(request, actions.set_quote_setup, values={"changes": changes, "reason": reason})
    return SETUP.answer(made)


offered(actions.set_quote_setup, "PATCH", "/quote-setup")
