"""A quote from its draft to an order, past the second person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from saphan.administration.actions import set_price
from saphan.clients.models import Account
from saphan.commerce.actions import (
    accept_quote,
    approve_quote,
    create_price_list,
    create_quote,
    decline_quote,
    expire_quotes,
    reject_quote,
    revise_quote,
    send_quote,
    set_listed_price,
    set_quote_lines,
    set_quote_setup,
    submit_quote,
    update_quote,
    withdraw_quote,
)
from saphan.commerce.models import LedgerLine, Order, Quote, QuoteLine, QuoteVersion
from saphan.commerce.quote_lines import Offered
from saphan.commerce.quote_queries import quotes_for
from saphan.core.errors import Clash, NotAllowed, NotFound, RuleBroken
from saphan.journal.undo import undo
from saphan.pipeline.actions import create_opportunity
from saphan.pipeline.models import Opportunity
from saphan.search.find import find
from saphan.workspace.actor import Actor
from tests.commerce.sales import client, ledger, offering
from tests.story import Story, on

FILM = Offered(description="Film", unit_price_minor=100_000_00)


@pytest.fixture(autouse=True)
def february() -> Iterator[None]:
    with on("2026-02-03"):
        yield


@pytest.fixture
def siam_tea(story: Story) -> Account:
    return client(story)


@pytest.fixture
def deal(story: Story, siam_tea: Account) -> Opportunity:
    with on("2026-01-05"):
        made: Opportunity = create_opportunity(
            actor=story.ploy, name="Brand film", stage=story.stage("Diagnose"), account=siam_tea,
            amount_minor=90_000_00,
        )  # fmt: skip
        return made


def quoted(story: Story, account: Account, *lines: Offered, day: str = "2026-02-02", **known: Any) -> Quote:
    with on(day):
        made: Quote = create_quote(
            actor=known.pop("by", story.ploy), account=account, lines=lines or (FILM,), **known
        )
        return made


def sent(story: Story, account: Account, *lines: Offered, **known: Any) -> Quote:
    quote = quoted(story, account, *lines, **known)
    with on("2026-02-03"):
        return send_quote(quote, actor=story.ploy)


def state(quote: Quote) -> tuple[str, int, int]:
    quote.refresh_from_db()
    return quote.status, quote.edition, quote.amount_minor


def refused(code: str, act: Any, *arguments: Any, **options: Any) -> None:
    with pytest.raises(RuleBroken) as refusal:
        act(*arguments, **options)
    assert refusal.value.code == code


def test_totals_are_the_sums_of_lines_rounded_half_even(story: Story, siam_tea: Account) -> None:
    # 3 × 33.35 less 12.5 % = 87.54375 → 87.54, tax 7 % = 6.1278 → 6.13; 12 months × 1,000 = 12,000, tax 840.
    quote = quoted(
        story, siam_tea, Offered(description="Cut", quantity=3, unit_price_minor=33_35, discount_bp=1_250, tax_bp=700),
        Offered(description="Retainer", unit_price_minor=1_000_00, months=12, tax_bp=700),
    )  # fmt: skip
    assert (quote.amount_minor, quote.tax_minor) == (87_54 + 12_000_00, 6_13 + 840_00)
    rows = QuoteLine.objects.filter(quote=quote)
    assert sum(row.amount_minor for row in rows) == quote.amount_minor
    assert quote.full_minor == 100_05 + 12_000_00
    assert (quote.status, quote.code, quote.valid_until) == ("draft", "QU-1", date(2026, 3, 4))


def test_a_line_without_a_price_takes_the_one_listed_for_the_client_on_the_day(story: Story) -> None:
    tea, film = client(story, tier="a"), offering(story, "Film")
    with on("2026-01-01"):
        set_price(film, actor=story.olan, currency="THB", amount_minor=100_000_00)
        spring = create_price_list(
            actor=story.olan, name="Spring A", currency="THB", segment="a", valid_from=date(2026, 2, 1),
            valid_until=date(2026, 3, 1),
        )  # fmt: skip
        set_listed_price(spring, actor=story.olan, offering=film, unit_price_minor=90_000_00)
    prices = [
        QuoteLine.objects.get(quote=quoted(story, tea, Offered(film), day=day)).unit_price_minor
        for day in ("2026-01-31", "2026-02-01", "2026-02-28", "2026-03-01")
    ]
    assert prices == [100_000_00, 90_000_00, 90_000_00, 100_000_00]
    refused("price.not_listed", quoted, story, tea, Offered(film), currency="CNY")


def test_two_lists_of_a_currency_and_segment_share_no_day(story: Story) -> None:
    known = {"actor": story.olan, "currency": "THB"}
    create_price_list(name="2026", valid_from=date(2026, 1, 1), valid_until=date(2027, 1, 1), **known)
    create_price_list(name="2027", valid_from=date(2027, 1, 1), **known)
    create_price_list(name="2026 in yuan", actor=story.olan, currency="CNY", valid_from=date(2026, 1, 1))
    refused("price_list.overlaps", create_price_list, name="Again", valid_from=date(2026, 12, 31), **known)
    with pytest.raises(NotAllowed):
        create_price_list(actor=story.ploy, name="Mine", currency="USD")


def test_within_the_limit_nobody_is_asked(story: Story, siam_tea: Account) -> None:
    quote = quoted(story, siam_tea, Offered(description="Film", unit_price_minor=1_000_00, discount_bp=1_000))
    assert submit_quote(quote, actor=story.ploy).status == "approved"
    assert send_quote(quote, actor=story.ploy).status == "sent"


def test_over_the_limit_a_second_person_approves_who_had_no_hand_in_it(
    story: Story, siam_tea: Account
) -> None:
    quote = quoted(story, siam_tea, Offered(description="Film", unit_price_minor=1_000_00, discount_bp=1_001))
    refused("quote.needs_approval", send_quote, quote, actor=story.ploy)
    with on("2026-02-03"):
        set_quote_lines(
            quote,
            actor=story.dao,
            lines=[Offered(description="Film", unit_price_minor=1_000_00, discount_bp=2_000)],
        )
        assert submit_quote(quote, actor=story.ploy).status == "waiting"
    refused("quote.own_approval", approve_quote, quote, actor=story.dao)
    for actor in (story.ploy, story.lin, story.tum, story.rit):
        with pytest.raises(NotAllowed):
            approve_quote(quote, actor=actor)
    assert state(quote) == ("waiting", 1, 800_00)
    refused("quote.needs_approval", send_quote, quote, actor=story.ploy)
    assert approve_quote(quote, actor=story.fon).approved_by == story.fon.member
    assert send_quote(quote, actor=story.ploy).status == "sent"


def test_a_rejected_quote_is_a_draft_again_and_says_why(story: Story, siam_tea: Account) -> None:
    quote = quoted(story, siam_tea, Offered(description="Film", unit_price_minor=1_000_00, discount_bp=5_000))
    submit_quote(quote, actor=story.ploy)
    refused("reason.required", reject_quote, quote, actor=story.dao, reason=" ")
    reject_quote(quote, actor=story.dao, reason="Half is too much.")
    quote.refresh_from_db()
    assert (quote.status, quote.note, quote.approved_by) == ("draft", "Half is too much.", None)


def test_a_limit_can_be_set_and_lifted(story: Story, siam_tea: Account) -> None:
    quote = quoted(story, siam_tea, Offered(description="Film", unit_price_minor=1_000_00, discount_bp=300))
    set_quote_setup(actor=story.dao, changes={"discount_limit_bp": 299})
    refused("quote.needs_approval", send_quote, quote, actor=story.ploy)
    set_quote_setup(actor=story.dao, changes={"discount_limit_bp": None})
    assert send_quote(quote, actor=story.ploy).status == "sent"
    with pytest.raises(NotAllowed):
        set_quote_setup(actor=story.ploy, changes={"discount_limit_bp": 9_000})


def test_what_was_sent_cannot_be_edited_and_stays_as_it_was_sent(story: Story, siam_tea: Account) -> None:
    quote = sent(story, siam_tea)
    was = QuoteVersion.objects.get(quote=quote).document
    refused("quote.not_a_draft", update_quote, quote, actor=story.ploy, changes={"terms": "Pay at once"})
    refused("quote.not_a_draft", set_quote_lines, quote, actor=story.ploy, lines=[FILM])
    refused("quote.already_sent", withdraw_quote, quote, actor=story.ploy)
    revise_quote(quote, actor=story.ploy)
    set_quote_lines(quote, actor=story.ploy, lines=[Offered(description="Film", unit_price_minor=95_000_00)])
    update_quote(quote, actor=story.ploy, changes={"valid_until": date(2026, 12, 31)})
    send_quote(quote, actor=story.ploy)
    first, second = QuoteVersion.objects.filter(quote=quote).order_by("number")
    assert (first.status, first.document) == ("superseded", was)
    assert (second.number, second.status, second.document["amount_minor"]) == (2, "sent", 95_000_00)


def test_undo_never_goes_below_an_approval_or_a_sending(story: Story, siam_tea: Account) -> None:
    quote = quoted(story, siam_tea, Offered(description="Film", unit_price_minor=1_000_00, discount_bp=9_000))
    cheap = [Offered(description="Film", unit_price_minor=1_000_00, discount_bp=500)]
    changed = set_quote_lines(quote, actor=story.ploy, lines=cheap).change
    send_change = send_quote(quote, actor=story.ploy).change
    with pytest.raises(Clash):
        undo(changed, actor=story.ploy)
    assert state(quote) == ("sent", 1, 950_00)
    undo(send_change, actor=story.ploy)
    assert state(quote) == ("draft", 1, 950_00)
    assert not QuoteVersion.objects.filter(quote=quote, removed_at=None)
    assert send_quote(quote, actor=story.ploy).status == "sent"


def test_accepting_makes_one_order_wins_the_deal_and_books_once(
    story: Story, siam_tea: Account, deal: Opportunity
) -> None:
    quote = sent(
        story, siam_tea, Offered(description="Film", unit_price_minor=80_000_00, tax_bp=700), opportunity=deal
    )
    with on("2026-02-10"):
        accepted = accept_quote(quote, actor=story.ploy, reference="PO-7")
    order = Order.objects.get()
    assert (accepted.order, order.reference, order.amount_minor, order.tax_minor) == (
        order,
        "PO-7",
        80_000_00,
        5_600_00,
    )
    deal.refresh_from_db()
    assert (deal.status, deal.amount_minor, deal.closed_on) == ("won", 80_000_00, date(2026, 2, 10))
    assert sum(amount for _, _, amount in ledger()) == 80_000_00
    assert QuoteVersion.objects.get().status == "accepted"
    refused("stage.move_not_allowed", accept_quote, quote, actor=story.ploy)
    refused("stage.move_not_allowed", revise_quote, quote, actor=story.ploy)
    assert Order.objects.count() == 1

    undo(accepted.change, actor=story.ploy)
    deal.refresh_from_db()
    assert (state(quote)[0], deal.status, deal.amount_minor) == ("sent", "open", 90_000_00)
    assert sum(amount for _, _, amount in ledger()) == 0
    assert not Order.objects.filter(removed_at=None)


def test_a_second_quote_of_a_won_deal_adds_its_order(
    story: Story, siam_tea: Account, deal: Opportunity
) -> None:
    film = sent(story, siam_tea, opportunity=deal)
    more = sent(story, siam_tea, Offered(description="Posters", unit_price_minor=20_000_00), opportunity=deal)
    with on("2026-02-10"):
        accept_quote(film, actor=story.ploy)
    with on("2026-02-12"):
        accept_quote(more, actor=story.ploy)
    assert sum(LedgerLine.objects.values_list("amount_minor", flat=True)) == 120_000_00


def test_what_has_expired_is_not_accepted(story: Story, siam_tea: Account) -> None:
    quote = sent(story, siam_tea, valid_until=date(2026, 2, 20))
    with on("2026-02-20"):
        assert expire_quotes(actor=story.olan) == 0
    with on("2026-02-21"):
        refused("quote.expired", accept_quote, quote, actor=story.ploy)
        assert expire_quotes(actor=story.olan) == 1
        assert state(quote)[0] == QuoteVersion.objects.get().status == "expired"
        refused("stage.move_not_allowed", accept_quote, quote, actor=story.ploy)
        assert revise_quote(quote, actor=story.ploy).edition == 2
    assert QuoteVersion.objects.get().status == "expired"


def test_the_worker_expires_what_is_due_in_each_zone(story: Story, siam_tea: Account) -> None:
    from saphan.cli.jobs import _expire_quotes

    quote = sent(story, siam_tea, valid_until=date(2026, 2, 20))
    with on("2026-02-20", hour=16):  # 23:00 in Bangkok
        assert _expire_quotes() == 0
    with on("2026-02-20", hour=17):  # midnight: the 21st has begun there
        assert _expire_quotes() == 1
    assert state(quote)[0] == "expired"


def test_a_declined_quote_keeps_its_reason_and_leaves_the_deal_open(
    story: Story, siam_tea: Account, deal: Opportunity
) -> None:
    quote = sent(story, siam_tea, opportunity=deal)
    with on("2026-02-10"):
        decline_quote(quote, actor=story.ploy, reason="Too late for Songkran")
    deal.refresh_from_db()
    assert (state(quote)[0], quote.note, deal.status) == ("declined", "Too late for Songkran", "open")
    assert not Order.objects.exists()


def test_dates_stay_in_their_order(story: Story, siam_tea: Account) -> None:
    quote = sent(story, siam_tea)
    with on("2026-02-10"):
        refused("date.before_sent", accept_quote, quote, actor=story.ploy, accepted_on=date(2026, 2, 2))
        refused(
            "date.in_future",
            decline_quote,
            quote,
            actor=story.ploy,
            reason="No",
            declined_on=date(2026, 2, 11),
        )
    assert state(quote)[0] == "sent"


@pytest.mark.parametrize("who", ["wei", "tum", "fon", "rit"])
def test_nobody_else_writes_a_quote(story: Story, siam_tea: Account, who: str) -> None:
    quote = quoted(story, siam_tea)
    actor: Actor = getattr(story, who)
    for act in (send_quote, submit_quote):
        with pytest.raises(NotAllowed):
            act(quote, actor=actor)
    assert state(quote) == ("draft", 1, 100_000_00)


def test_the_stranger_never_sees_or_touches_a_quote(
    story: Story, other_story: Story, siam_tea: Account
) -> None:
    quote = quoted(story, siam_tea)
    assert not quotes_for(other_story.krit).exists()
    for act in (send_quote, approve_quote):
        with pytest.raises(NotFound):
            act(quote, actor=other_story.krit)
    refused("relation.not_found", create_quote, actor=other_story.krit, account=siam_tea, lines=[FILM])
    assert state(quote) == ("draft", 1, 100_000_00)


def test_the_same_key_makes_one_quote(story: Story, siam_tea: Account) -> None:
    made = [
        create_quote(actor=story.ploy, account=siam_tea, lines=[FILM], idempotency_key="once")
        for _ in range(2)
    ]
    assert made[0].pk == made[1].pk
    assert Quote.objects.count() == 1


def test_a_quote_is_found_by_its_number(story: Story, siam_tea: Account) -> None:
    quote = quoted(story, siam_tea, name="Songkran film")
    assert [hit.code for hit in find(story.ploy, "songkran film") if hit.kind == "quote"] == [quote.code]
    assert [hit.code for hit in find(story.ploy, quote.code)] == [quote.code]
