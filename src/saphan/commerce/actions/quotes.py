"""Writing a quote: while it is a draft, and only then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from saphan.clients.models import Account, Person
from saphan.commerce.models import Quote, QuoteLine
from saphan.commerce.quote_lines import Offered, add_up, quote_lines
from saphan.commerce.quote_queries import quote_setup_of
from saphan.commerce.quote_rules import may_quote, may_write_quote
from saphan.commerce.quote_terms import QuoteStatus
from saphan.core.errors import RuleBroken
from saphan.core.money import exponent
from saphan.journal import action, create, create_many, now, remove, save
from saphan.pipeline.models import Opportunity
from saphan.pipeline.pricing import price
from saphan.pipeline.rules import check_account, check_inside, check_owner
from saphan.workspace.actor import Actor
from saphan.workspace.changes import put
from saphan.workspace.days import today_in
from saphan.workspace.models import Member
from saphan.workspace.rates import PlanRates
from saphan.workspace.rights import Right
from saphan.workspace.terms import Language

EDITABLE = frozenset({"name", "contact_id", "opportunity_id", "language", "valid_until", "terms"})


@action("quote.create", allow=may_quote)
def create_quote(
    *,
    actor: Actor,
    account: Account,
    lines: Sequence[Offered] = (),
    name: str = "",
    contact: Person | None = None,
    opportunity: Opportunity | None = None,
    owner: Member | None = None,
    language: str = "",
    currency: str = "",
    valid_until: date | None = None,
    terms: str | None = None,
    external_id: str = "",
) -> Quote:
    """Begin a quote as a draft, of a deal or of nothing. Lines may follow.

    Language, currency, last day and terms are those of the workspace where none are given.
    Raises RuleBroken("relation.not_found" | "owner.out_of_reach" | "quote.other_client" |
    "field.not_a_choice" | "money.unknown_currency" | "price.not_listed") and what a line may refuse.
    """
    today, setup = today_in(actor.workspace, now()), quote_setup_of(actor.workspace_id)
    owner = owner or (opportunity.owner if opportunity and opportunity.owner else actor.member)
    check_owner(actor, owner.pk)
    check_account(actor, account)
    language = language or actor.workspace.language
    quote = Quote(
        name=(name.strip() or (opportunity.name if opportunity else account.name))[:200], account=account,
        contact=contact, opportunity=opportunity, owner=owner, language=language,
        currency=currency or (opportunity.currency if opportunity else actor.workspace.currency),
        valid_until=valid_until or today + timedelta(days=setup.valid_days),
        terms=(setup.terms.get(language, "") if terms is None else terms).strip(), external_id=external_id,
        priced_by=actor.member if lines else None,
    )  # fmt: skip
    _check(quote, actor)
    exponent(quote.currency)
    rows = quote_lines(quote, lines, today) if lines else []
    add_up(quote, rows)
    price([quote], PlanRates(actor.workspace))
    create(quote)
    _write(quote, rows)
    return quote


@action("quote.update", allow=may_write_quote)
def update_quote(quote: Quote, *, actor: Actor, changes: dict[str, Any]) -> Quote:
    """Change the named attributes of a draft (see EDITABLE); lines and owner have actions of their own.

    Raises RuleBroken("quote.not_a_draft" | "field.not_editable") and what `create_quote` raises.
    """
    check_draft(quote)
    put(quote, changes, EDITABLE)
    _check(quote, actor)
    return turned(quote)


@action("quote.set_lines", allow=may_write_quote)
def set_quote_lines(quote: Quote, *, actor: Actor, lines: Sequence[Offered]) -> Quote:
    """Write the lines of a draft anew. Those that stay as they are keep their place in the journal.

    Raises RuleBroken("quote.not_a_draft" | "lines.missing" | "price.not_listed") and what a line may refuse.
    """
    check_draft(quote)
    wanted = quote_lines(quote, lines, today_in(actor.workspace, now()))
    kept = list(QuoteLine.objects.filter(quote=quote, removed_at=None).order_by("position", "pk"))
    fresh = []
    for row in wanted:
        same = next((old for old in kept if _content(old) == _content(row)), None)
        kept.remove(same) if same else fresh.append(row)
    for old in kept:
        remove(old)
    add_up(quote, wanted)
    price([quote], PlanRates(actor.workspace))
    _write(quote, fresh)
    quote.priced_by = actor.member
    return turned(quote)


@action("quote.assign", allow=may_write_quote)
def assign_quote(quote: Quote, *, actor: Actor, owner: Member) -> Quote:
    """Give the quote to another member, in whatever state it is."""
    check_inside(actor, "owner", owner)
    if not actor.reaches(Right.WRITE, owner.pk) and actor.member.pk != quote.owner_id:
        raise RuleBroken("owner.out_of_reach", field="owner")
    quote.owner = owner
    return turned(quote)


@action("quote.remove", allow=may_write_quote)
def remove_quote(quote: Quote, *, actor: Actor, reason: str) -> Quote:
    """Take a quote out of every list (a duplicate, a test). Its history stays.

    Raises RuleBroken("reason.required"), and RuleBroken("quote.has_order") for one that became an order.
    """
    if not reason.strip():
        raise RuleBroken("reason.required", field="reason")
    if quote.order_id is not None:
        raise RuleBroken("quote.has_order", order=str(quote.order))
    quote.turn += 1
    return remove(quote)


def check_draft(quote: Quote) -> None:
    """What is waiting, approved or sent stays as it is. Raises RuleBroken("quote.not_a_draft")."""
    if quote.status != QuoteStatus.DRAFT:
        raise RuleBroken("quote.not_a_draft")


def turned(quote: Quote) -> Quote:
    """Save, so that no earlier change can be undone below this one."""
    quote.turn += 1
    return save(quote)


def _write(quote: Quote, rows: Sequence[QuoteLine]) -> None:
    for row in rows:
        row.quote_id = quote.pk
    if rows:
        create_many(rows)


def _content(row: QuoteLine) -> tuple[object, ...]:
    """Everything a line says; the family stays that of the day on which it was written in."""
    names = ("offering_id", "description", "quantity", "unit", "unit_price_minor", "list_price_minor",
             "discount_bp", "tax_bp", "months", "is_pass_through", "position")  # fmt: skip
    return tuple(getattr(row, name) for name in names)


def _check(quote: Quote, actor: Actor) -> None:
    if not quote.name:
        raise RuleBroken("field.required", field="name")
    if quote.language not in Language.values:
        raise RuleBroken("field.not_a_choice", field="language", text=quote.language)
    if quote.valid_until is None:
        raise RuleBroken("field.required", field="valid_until")
    contact, deal = quote.contact, quote.opportunity
    check_inside(actor, "contact", contact)
    check_inside(actor, "opportunity", deal)
    if deal is not None and not actor.reaches(Right.READ, deal.owner_id):
        raise RuleBroken("relation.not_found", field="opportunity")
    if deal is not None and deal.account_id not in (None, quote.account_id):
        raise RuleBroken("quote.other_client", field="opportunity")
