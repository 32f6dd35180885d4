"""An order from its confirmation to its end, and what the ledger holds of it."""

from __future__ import annotations

from datetime import date

import pytest

from saphan.clients.actions import merge_accounts
from saphan.clients.models import Account
from saphan.commerce.actions import (
    amend_order,
    assign_order,
    cancel_order,
    create_order,
    remove_order,
    update_order,
)
from saphan.commerce.models import LedgerLine, Order, OrderLine
from saphan.commerce.queries import orders_for
from saphan.core.errors import NotAllowed, NotFound, RuleBroken
from saphan.journal.undo import undo
from saphan.pipeline.actions import (
    create_opportunity,
    remove_opportunity,
    reopen_opportunity,
    win_opportunity,
)
from saphan.pipeline.models import Opportunity
from saphan.search.find import find
from tests.commerce.sales import client, ledger, line, offering, ordered
from tests.story import Story, on


@pytest.fixture
def siam_tea(story: Story) -> Account:
    return client(story)


@pytest.fixture
def order(story: Story, siam_tea: Account) -> Order:
    return ordered(
        story, siam_tea, "2026-01-10", line("Film", 60_000), line("Media", 40_000, is_pass_through=True)
    )


@pytest.fixture
def won_deal(story: Story, siam_tea: Account) -> Opportunity:
    with on("2026-01-05"):
        deal = create_opportunity(
            actor=story.ploy, name="Brand film", stage=story.stage("Diagnose"), account=siam_tea,
            amount_minor=90_000_00,
        )  # fmt: skip
    with on("2026-01-08"):
        return win_opportunity(deal, actor=story.ploy)


def test_a_confirmed_order_posts_each_of_its_lines_on_its_day(order: Order) -> None:
    assert (order.amount_minor, order.status, order.code[:2]) == (100_000_00, "confirmed", "O-")
    assert ledger(order=order) == [("2026-01-10", "order", 60_000_00), ("2026-01-10", "order", 40_000_00)]
    assert list(LedgerLine.objects.order_by("id").values_list("is_pass_through", flat=True)) == [False, True]


def test_tax_and_discount_stand_apart_from_the_net_amount(story: Story, siam_tea: Account) -> None:
    order = ordered(
        story, siam_tea, "2026-01-10", line("Film", 1_000, quantity=2, discount_bp=1_000, tax_bp=700)
    )
    assert (order.amount_minor, order.tax_minor) == (1_800_00, 126_00)


def test_the_family_of_a_line_is_the_one_of_the_day_it_was_ordered(story: Story, siam_tea: Account) -> None:
    from saphan.administration.actions import update_offering

    film = offering(story, "Film", "Creative")
    order = ordered(story, siam_tea, "2026-01-10", line(film, 10))
    with on("2026-02-01"):
        update_offering(film, actor=story.olan, changes={"family": "Production"})
    assert OrderLine.objects.get(order=order).family == "Creative"


def test_an_order_of_a_won_deal_takes_its_booking_over(
    story: Story, siam_tea: Account, won_deal: Opportunity
) -> None:
    ordered(story, siam_tea, "2026-01-20", line("Film", 100_000), opportunity=won_deal)
    assert ledger(opportunity=won_deal) == [
        ("2026-01-08", "win", 90_000_00),
        ("2026-01-20", "order", 100_000_00),
        ("2026-01-20", "carried", -90_000_00),
    ]


def test_a_cancelled_order_takes_the_revenue_of_its_deal_with_it(
    story: Story, siam_tea: Account, won_deal: Opportunity
) -> None:
    order = ordered(story, siam_tea, "2026-01-20", line("Film", 100_000), opportunity=won_deal)
    with on("2026-02-10"):
        cancelled = cancel_order(order, actor=story.ploy, reason="Budget cut")
    assert (cancelled.status, cancelled.cancelled_on) == ("cancelled", date(2026, 2, 10))
    assert ledger(opportunity=won_deal)[-1] == ("2026-02-10", "order_back", -100_000_00)
    assert sum(amount for _, _, amount in ledger(opportunity=won_deal)) == 0


def test_after_a_cancelled_order_the_deal_may_be_won_again_and_counts_anew(
    story: Story, siam_tea: Account, won_deal: Opportunity
) -> None:
    order = ordered(story, siam_tea, "2026-01-20", line("Film", 100_000), opportunity=won_deal)
    with on("2026-02-10"):
        cancel_order(order, actor=story.ploy, reason="Budget cut")
        reopen_opportunity(won_deal, actor=story.ploy, reason="They came back")
    with on("2026-03-01"):
        win_opportunity(won_deal, actor=story.ploy, amount_minor=70_000_00)
    assert sum(amount for _, _, amount in ledger(opportunity=won_deal)) == 70_000_00


def test_a_deal_with_a_standing_order_cannot_be_reopened(
    story: Story, siam_tea: Account, won_deal: Opportunity
) -> None:
    ordered(story, siam_tea, "2026-01-20", line("Film", 100_000), opportunity=won_deal)
    with on("2026-02-10"), pytest.raises(RuleBroken, match="opportunity.has_order"):
        reopen_opportunity(won_deal, actor=story.ploy, reason="They cancelled")
    won_deal.refresh_from_db()
    assert (won_deal.status, sum(amount for _, _, amount in ledger(opportunity=won_deal))) == (
        "won",
        100_000_00,
    )


def test_undoing_the_order_gives_the_deal_its_booking_back_on_the_same_day(
    story: Story, siam_tea: Account, won_deal: Opportunity
) -> None:
    order = ordered(story, siam_tea, "2026-01-20", line("Film", 100_000), opportunity=won_deal)
    with on("2026-01-25"):
        undo(order.change, actor=story.ploy)  # type: ignore[attr-defined]
    by_day: dict[str, int] = {}
    for day, _, amount in ledger(opportunity=won_deal):
        by_day[day] = by_day.get(day, 0) + amount
    assert by_day == {"2026-01-08": 90_000_00, "2026-01-20": 0}
    assert not orders_for(story.ploy).exists()


def test_a_removed_deal_leaves_the_revenue_of_its_order_alone(
    story: Story, siam_tea: Account, won_deal: Opportunity
) -> None:
    ordered(story, siam_tea, "2026-01-20", line("Film", 100_000), opportunity=won_deal)
    with on("2026-02-01"):
        remove_opportunity(won_deal, actor=story.ploy, reason="Entered twice")
    assert sum(amount for _, _, amount in ledger(opportunity=won_deal)) == 100_000_00


def test_an_order_needs_a_won_deal_of_the_same_client_and_a_later_day(
    story: Story, siam_tea: Account, won_deal: Opportunity
) -> None:
    with on("2026-01-05"):
        open_deal = create_opportunity(actor=story.ploy, name="Open", stage=story.stage("Diagnose"))
    harbour = client(story, "Harbour Foods")
    for deal, account, day, code in (
        (open_deal, siam_tea, date(2026, 1, 20), "order.deal_not_won"),
        (won_deal, harbour, date(2026, 1, 20), "order.other_client"),
        (won_deal, siam_tea, date(2026, 1, 7), "order.before_win"),
        (won_deal, siam_tea, date(2026, 2, 20), "date.in_future"),
    ):
        with on("2026-01-21"), pytest.raises(RuleBroken, match=code):
            create_order(
                actor=story.ploy, account=account, opportunity=deal, confirmed_on=day, lines=[line("Film", 1)]
            )
    assert not Order.objects.exists()


def test_an_amendment_touches_only_the_lines_that_change(story: Story, order: Order) -> None:
    with on("2026-03-01"):
        amended = amend_order(
            order, actor=story.ploy, reason="Media credited",
            lines=[line("Film", 60_000), line("Media", 25_000, is_pass_through=True)],
        )  # fmt: skip
    assert amended.amount_minor == 85_000_00
    assert ledger(order=order)[2:] == [
        ("2026-03-01", "order_back", -40_000_00),
        ("2026-03-01", "order", 25_000_00),
    ]
    with on("2026-03-05"):
        undo(amended.change, actor=story.ploy)  # type: ignore[attr-defined]
    by_day: dict[str, int] = {}
    for day, _, amount in ledger(order=order):
        by_day[day] = by_day.get(day, 0) + amount
    assert by_day == {"2026-01-10": 100_000_00, "2026-03-01": 0}


def test_undoing_a_cancellation_brings_the_value_back_on_the_day_it_went(story: Story, order: Order) -> None:
    with on("2026-02-10"):
        cancelled = cancel_order(order, actor=story.ploy, reason="Budget cut")
    with on("2026-02-12"):
        undo(cancelled.change, actor=story.ploy)  # type: ignore[attr-defined]
    by_day: dict[str, int] = {}
    for day, _, amount in ledger(order=order):
        by_day[day] = by_day.get(day, 0) + amount
    assert by_day == {"2026-01-10": 100_000_00, "2026-02-10": 0}


def test_a_removed_order_is_taken_off_the_days_it_was_posted(story: Story, order: Order) -> None:
    with on("2026-03-01"):
        amend_order(order, actor=story.ploy, reason="Less media", lines=[line("Film", 60_000)])
    with on("2026-04-01"):
        remove_order(order, actor=story.ploy, reason="Entered twice")
    by_day: dict[str, int] = {}
    for day, _, amount in ledger(order=order):
        by_day[day] = by_day.get(day, 0) + amount
    assert by_day == {"2026-01-10": 0, "2026-03-01": 0}


def test_a_cancelled_order_is_neither_amended_nor_cancelled_again(story: Story, order: Order) -> None:
    with on("2026-02-10"):
        cancel_order(order, actor=story.ploy, reason="Budget cut")
        with pytest.raises(RuleBroken, match="order.cancelled"):
            amend_order(order, actor=story.ploy, reason="More", lines=[line("Film", 1)])
        with pytest.raises(RuleBroken, match="stage.move_not_allowed"):
            cancel_order(order, actor=story.ploy, reason="Again")


def test_changes_without_a_reason_or_a_line_are_refused(story: Story, order: Order) -> None:
    with on("2026-02-10"):
        for act in (
            lambda: amend_order(order, actor=story.ploy, reason=" ", lines=[line("Film", 1)]),
            lambda: amend_order(order, actor=story.ploy, reason="None left", lines=[]),
            lambda: cancel_order(order, actor=story.ploy, reason=""),
            lambda: remove_order(order, actor=story.ploy, reason=""),
            lambda: update_order(order, actor=story.ploy, changes={"amount_minor": 1}),
        ):
            with pytest.raises(RuleBroken):
                act()
    assert len(ledger(order=order)) == 2


def test_a_teammate_reads_and_does_not_write_and_another_team_sees_nothing(
    story: Story, order: Order
) -> None:
    assert orders_for(story.lin).count() == 1
    assert not orders_for(story.wei).exists()
    with pytest.raises(NotAllowed):
        cancel_order(order, actor=story.lin, reason="Not mine")
    order.refresh_from_db()
    assert (order.status, order.version) == ("confirmed", 1)


def test_a_stranger_cannot_touch_it_whatever_they_hold(
    story: Story, other_story: Story, order: Order
) -> None:
    with pytest.raises(NotFound):
        cancel_order(order, actor=other_story.krit, reason="Mine now")
    with pytest.raises(RuleBroken, match="relation.not_found"):
        create_order(actor=other_story.krit, account=order.account, lines=[line("Film", 1)])
    assert Order.objects.count() == 1


def test_a_handed_over_order_is_found_by_the_new_owner(story: Story, order: Order) -> None:
    with on("2026-02-10"):
        assign_order(order, actor=story.olan, owner=story.wei.member)
    assert orders_for(story.wei).count() == 1
    assert [hit.code for hit in find(story.wei, "Siam Tea") if hit.kind == "order"] == [order.code]


def test_orders_go_along_when_two_clients_become_one(story: Story, order: Order, siam_tea: Account) -> None:
    kept = client(story, "Siam Tea Company", despite_duplicates=True)
    with on("2026-04-01"):
        merged = merge_accounts(kept, actor=story.olan, other=siam_tea)
    order.refresh_from_db()
    assert order.account_id == kept.pk
    with on("2026-04-02"):
        undo(merged.change, actor=story.olan)  # type: ignore[attr-defined]
    order.refresh_from_db()
    assert order.account_id == siam_tea.pk
