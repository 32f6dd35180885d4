"""A quote on its way: past a second person, to the client, and to an order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from saphan.commerce.actions.order import create_order
from saphan.commerce.actions.quotes import turned
from saphan.commerce.models import Quote, QuoteLine, QuoteVersion
from saphan.commerce.quote_document import document_of
from saphan.commerce.quote_lines import agreed, priced
from saphan.commerce.quote_queries import quote_setup_of
from saphan.commerce.quote_rules import authors_of, may_approve, may_quote, may_write_quote
from saphan.commerce.quote_terms import QUOTE_MOVES, QuoteStatus, VersionStatus
from saphan.core.errors import RuleBroken
from saphan.core.quotes import is_over_limit
from saphan.core.stages import check_move
from saphan.journal import action, create, now, save, save_many
from saphan.pipeline.actions import win_opportunity
from saphan.pipeline.terms import OpportunityStatus
from saphan.workspace.actor import Actor
from saphan.workspace.days import instant_of, past_day, today_in

UNSENT = frozenset({QuoteStatus.DRAFT, QuoteStatus.WAITING, QuoteStatus.APPROVED})
ANSWERS = frozenset({QuoteStatus.ACCEPTED, QuoteStatus.DECLINED})


@action("quote.submit", allow=may_write_quote)
def submit_quote(quote: Quote, *, actor: Actor) -> Quote:
    """Have the draft approved: by itself within the discount limit, by a second person over it.

    Raises RuleBroken("stage.move_not_allowed" | "lines.missing").
    """
    needs = needs_approval(quote)
    _move(quote, QuoteStatus.WAITING if needs else QuoteStatus.APPROVED)
    quote.submitted_by, quote.approved_by, quote.note = actor.member, None, ""
    return turned(quote)


@action("quote.withdraw", allow=may_write_quote)
def withdraw_quote(quote: Quote, *, actor: Actor) -> Quote:
    """Back to a draft from waiting or approved, to write on. Raises RuleBroken("stage.move_not_allowed")."""
    if quote.status == QuoteStatus.SENT:
        raise RuleBroken("quote.already_sent")
    _move(quote, QuoteStatus.DRAFT)
    quote.submitted_by = quote.approved_by = None
    return turned(quote)


@action("quote.approve", allow=may_approve)
def approve_quote(quote: Quote, *, actor: Actor, reason: str = "") -> Quote:
    """Agree to a discount over the limit, as a second person.

    Raises RuleBroken("quote.own_approval" | "stage.move_not_allowed").
    """
    _second_person(quote, actor)
    _move(quote, QuoteStatus.APPROVED)
    quote.approved_by = actor.member
    return turned(quote)


@action("quote.reject", allow=may_approve)
def reject_quote(quote: Quote, *, actor: Actor, reason: str) -> Quote:
    """Send it back to its author, who reads the reason and writes on.

    Raises RuleBroken("reason.required" | "quote.own_approval" | "stage.move_not_allowed").
    """
    if not reason.strip():
        raise RuleBroken("reason.required", field="reason")
    _second_person(quote, actor)
    _move(quote, QuoteStatus.DRAFT)
    quote.note = reason.strip()[:500]
    return turned(quote)


@action("quote.send", allow=may_write_quote)
def send_quote(quote: Quote, *, actor: Actor, sent_on: date | None = None) -> Quote:
    """Note that this version went to the client on `sent_on` (workspace date, default today) and freeze it.

    A draft within the discount limit needs nobody. Raises RuleBroken("quote.needs_approval" |
    "lines.missing" | "date.in_future" | "quote.ends_before_sending" | "stage.move_not_allowed").
    """
    day = past_day(sent_on, actor.workspace, now(), "sent_on")
    if needs_approval(quote) and quote.approved_by_id is None:
        raise RuleBroken("quote.needs_approval")
    if quote.valid_until is not None and quote.valid_until < day:
        raise RuleBroken("quote.ends_before_sending", field="valid_until", on=quote.valid_until)
    _move(quote, QuoteStatus.SENT)
    quote.sent_on, quote.decided_on, quote.note = day, None, ""
    create(
        QuoteVersion(quote=quote, number=quote.edition, sent_on=day, document=document_of(quote)),
        effective_at=instant_of(day, actor.workspace, now()),
    )
    return turned(quote)


@action("quote.revise", allow=may_write_quote)
def revise_quote(quote: Quote, *, actor: Actor, reason: str = "") -> Quote:
    """Begin the next version as a draft with the same lines. A version that is still out is superseded.

    Raises RuleBroken("quote.not_sent" | "stage.move_not_allowed").
    """
    if quote.status in UNSENT:
        raise RuleBroken("quote.not_sent")
    was_out = quote.status == QuoteStatus.SENT
    _move(quote, QuoteStatus.DRAFT)
    if was_out:
        _mark(quote, VersionStatus.SUPERSEDED)
    quote.edition += 1
    quote.submitted_by = quote.approved_by = quote.sent_on = quote.decided_on = None
    quote.note = ""
    return turned(quote)


@action("quote.accept", allow=may_write_quote)
def accept_quote(
    quote: Quote, *, actor: Actor, accepted_on: date | None = None, reference: str = ""
) -> Quote:
    """The client agreed on `accepted_on` (workspace date, default today): an order is made of the version sent.

    A deal that is still open is won that day at the quote's amount, so that the order carries its booking and
    nothing counts twice. `reference` is the client's own order number. Raises RuleBroken("quote.not_sent" |
    "stage.move_not_allowed" | "quote.expired" | "date.in_future" | "date.before_sent") and what winning a deal and making an order raise.
    """
    _move(quote, QuoteStatus.ACCEPTED)
    day = _decided(quote, actor, accepted_on, "accepted_on")
    if quote.valid_until is not None and day > quote.valid_until:
        raise RuleBroken("quote.expired", field="accepted_on", on=quote.valid_until)
    deal = quote.opportunity
    if deal is not None and deal.status == OpportunityStatus.OPEN:
        amount = quote.amount_minor if deal.currency == quote.currency else None
        deal = win_opportunity(deal, actor=actor, won_on=day, amount_minor=amount)
    quote.order = create_order(
        actor=actor, account=quote.account, lines=[agreed(row) for row in lines_of(quote)], name=quote.name,
        opportunity=deal, owner=quote.owner, currency=quote.currency, confirmed_on=day,
        reference=reference.strip() or f"{quote.code} v{quote.edition}",
    )  # fmt: skip
    quote.decided_on = day
    _mark(quote, VersionStatus.ACCEPTED)
    return turned(quote)


@action("quote.decline", allow=may_write_quote)
def decline_quote(quote: Quote, *, actor: Actor, reason: str, declined_on: date | None = None) -> Quote:
    """The client said no on `declined_on` (workspace date, default today). The deal stays as it is.

    Raises RuleBroken("reason.required" | "quote.not_sent" | "date.in_future" | "date.before_sent").
    """
    if not reason.strip():
        raise RuleBroken("reason.required", field="reason")
    _move(quote, QuoteStatus.DECLINED)
    day = _decided(quote, actor, declined_on, "declined_on")
    quote.decided_on, quote.note = day, reason.strip()[:500]
    _mark(quote, VersionStatus.DECLINED)
    return turned(quote)


@action("quote.expire_due", allow=may_quote)
def expire_quotes(*, actor: Actor) -> int:
    """Mark as expired what was sent and could be accepted until yesterday. Returns how many."""
    today = today_in(actor.workspace, now())
    due = list(
        Quote.objects.select_for_update().filter(
            workspace_id=actor.workspace_id, status=QuoteStatus.SENT, valid_until__lt=today, removed_at=None
        )
    )
    for quote in due:
        quote.status, quote.turn = QuoteStatus.EXPIRED, quote.turn + 1
        _mark(quote, VersionStatus.EXPIRED)
    save_many(due, ("status", "turn"))
    return len(due)


def needs_approval(quote: Quote) -> bool:
    """Whether a second person has to look at it. Raises RuleBroken("lines.missing") while it has no lines."""
    rows = lines_of(quote)
    if not rows:
        raise RuleBroken("lines.missing", field="lines")
    return is_beyond_limit(quote, rows)


def is_beyond_limit(quote: Quote, rows: Sequence[QuoteLine]) -> bool:
    """Whether these lines of a quote give more than the workspace lets one person give."""
    return is_over_limit(priced(rows), quote_setup_of(quote.workspace_id).discount_limit_bp)


def lines_of(quote: Quote) -> list[QuoteLine]:
    rows = QuoteLine.objects.filter(quote=quote, removed_at=None).select_related("offering")
    return list(rows.order_by("position", "pk"))


def _move(quote: Quote, target: QuoteStatus) -> None:
    if target in ANSWERS and quote.status in UNSENT:
        raise RuleBroken("quote.not_sent")
    check_move(quote.status, target, QUOTE_MOVES)
    quote.status = target


def _second_person(quote: Quote, actor: Actor) -> None:
    if actor.member.pk in authors_of(quote):
        raise RuleBroken("quote.own_approval")


def _decided(quote: Quote, actor: Actor, day: date | None, field: str) -> date:
    found = past_day(day, actor.workspace, now(), field)
    if quote.sent_on is not None and found < quote.sent_on:
        raise RuleBroken("date.before_sent", field=field, on=quote.sent_on)
    return found


def _mark(quote: Quote, status: VersionStatus) -> None:
    sent = QuoteVersion.objects.filter(quote=quote, number=quote.edition, removed_at=None).first()
    if sent is not None:
        sent.status = status
        save(sent)
