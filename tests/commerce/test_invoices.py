"""Invoices, credit notes and receipts: what is billed, what came in, and how both stand."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from saphan.clients.actions import merge_accounts
from saphan.clients.models import Account
from saphan.commerce.actions import (
    allocate_receipt,
    create_invoice,
    credit_invoice,
    issue_invoice,
    note_receipt,
    remove_invoice,
    reverse_receipt,
    update_invoice,
)
from saphan.commerce.billing import BilledLine
from saphan.commerce.models import Allocation, Invoice, Order, Receipt
from saphan.core.errors import NotAllowed, NotFound, RuleBroken
from saphan.exchange.engine import apply
from saphan.exchange.export import export_rows
from saphan.exchange.runs import save_mapping, start_run
from saphan.journal.undo import undo
from saphan.search.find import find
from tests.commerce.sales import client, line, offering, ordered
from tests.measures.deals import asked, figure, rate
from tests.story import Story, on

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(story: Story) -> Order:
    """Film for 600 and media, only handed on, for 400, both with 7 % tax."""
    lines = (
        line(offering(story, "Film"), 600, tax_bp=700),
        line("Media", 400, tax_bp=700, is_pass_through=True),
    )
    return ordered(story, client(story), "2026-01-10", *lines)


def issued(story: Story, order: Order, day: str, share: int = 10_000, **known: object) -> Invoice:
    with on(day):
        return issue_invoice(
            create_invoice(actor=story.ploy, order=order, share_bp=share), actor=story.ploy, **known
        )


def paid(story: Story, account: Account, day: str, amount: int, **known: object) -> Receipt:
    with on(day):
        return note_receipt(actor=story.fon, account=account, amount_minor=amount * 100, **known)


def stands(invoice: Invoice) -> tuple[str, int]:
    again = Invoice.objects.get(pk=invoice.pk)
    return again.standing, again.left_minor


def billing_of(order: Order) -> tuple[str, int]:
    again = Order.objects.get(pk=order.pk)
    return again.billing, again.invoiced_minor


def refused(code: str):
    return pytest.raises(RuleBroken, match=code.replace(".", r"\."))


def test_an_order_is_invoiced_in_two_parts_and_paid(story: Story, order: Order) -> None:
    deposit = issued(story, order, "2026-01-12", 3_000, due_on=date(2026, 1, 31))
    assert (deposit.number, deposit.amount_minor, deposit.tax_minor) == ("2026-0001", 300_00, 21_00)
    assert billing_of(order) == ("part_invoiced", 300_00)
    balance = issued(story, order, "2026-02-12", 7_000)
    assert (balance.number, balance.due_on) == ("2026-0002", date(2026, 3, 14))
    assert billing_of(order) == ("invoiced", 1_000_00)
    receipt = paid(story, order.account, "2026-03-01", 400)  # the oldest first: 321 and 79
    assert stands(deposit) == ("paid", 0)
    assert stands(balance) == ("part_paid", 670_00)
    assert Receipt.objects.get(pk=receipt.pk).free_minor == 0
    paid(story, order.account, "2026-03-02", 700)
    assert stands(balance) == ("paid", 0)
    assert billing_of(order) == ("paid", 1_000_00)
    assert Receipt.objects.order_by("-pk")[0].free_minor == 30_00


def test_an_order_is_never_billed_beyond_its_value(story: Story, order: Order) -> None:
    issued(story, order, "2026-01-12", 6_000)
    with refused("invoice.over_order"), on("2026-01-13"):
        create_invoice(actor=story.ploy, order=order, share_bp=5_000)
    assert Invoice.objects.count() == 1


def test_a_credit_note_takes_back_in_part_and_then_the_rest(story: Story, order: Order) -> None:
    invoice = issued(story, order, "2026-01-12")
    with on("2026-02-01"):
        note = credit_invoice(
            invoice, actor=story.ploy, reason="One day less", lines=[BilledLine(100_00, "Day", tax_bp=700)]
        )
    assert (note.number, note.amount_minor, note.tax_minor) == ("CN2026-0001", -100_00, -7_00)
    assert stands(invoice) == ("open", 963_00)
    assert billing_of(order) == ("part_invoiced", 900_00)
    with refused("invoice.over_credited"), on("2026-02-02"):
        credit_invoice(invoice, actor=story.ploy, reason="All of it")
    with on("2026-02-03"):
        rest = [BilledLine(900_00, "Rest", tax_bp=700)]
        credit_invoice(invoice, actor=story.ploy, reason="Called off", lines=rest)
    assert stands(invoice) == ("credited", 0)
    assert billing_of(order) == ("not_invoiced", 0)
    with refused("invoice.is_credit"), on("2026-02-04"):
        credit_invoice(note, actor=story.ploy, reason="Again")


def test_what_is_issued_stands_and_is_not_undone(story: Story, order: Order) -> None:
    invoice = issued(story, order, "2026-01-12")
    for act in (
        lambda: remove_invoice(invoice, actor=story.ploy),
        lambda: undo(invoice.change, actor=story.ploy),
        lambda: issue_invoice(invoice, actor=story.ploy),
    ):
        with pytest.raises(NotAllowed), on("2026-01-13"):
            act()
    with refused("invoice.issued"), on("2026-01-13"):
        update_invoice(invoice, actor=story.ploy, changes={"due_on": date(2026, 5, 1)})
    with on("2026-01-13"):
        numbered = {"tax_document": "fapiao", "tax_number": "25952000000012345678"}
        update_invoice(invoice, actor=story.ploy, changes=numbered)
    assert Invoice.objects.get().tax_number == "25952000000012345678"
    assert stands(invoice) == ("open", 1_070_00)


def test_a_draft_is_thrown_away_and_numbers_have_no_gaps(story: Story, order: Order) -> None:
    with on("2026-01-12"):
        draft = create_invoice(actor=story.ploy, account=order.account, lines=[BilledLine(5_00, "Courier")])
        remove_invoice(draft, actor=story.ploy)
    assert issued(story, order, "2026-01-13", 5_000).number == "2026-0001"
    with on("2026-01-14"):
        second = create_invoice(actor=story.ploy, order=order, share_bp=5_000)
        with refused("invoice.number_taken"):
            issue_invoice(second, actor=story.ploy, number="2026-0001")
        assert issue_invoice(second, actor=story.ploy).number == "2026-0002"


def test_a_payment_that_did_not_hold_is_reversed_and_its_invoice_open_again(
    story: Story, order: Order
) -> None:
    invoice = issued(story, order, "2026-01-12")
    receipt = paid(story, order.account, "2026-02-01", 1_070)
    with on("2026-02-05"):
        back = reverse_receipt(receipt, actor=story.fon, reason="The cheque bounced")
    assert (back.amount_minor, stands(invoice)) == (-1_070_00, ("open", 1_070_00))
    for one in (receipt, back):
        with refused("receipt.reversed"), on("2026-02-06"):
            reverse_receipt(one, actor=story.fon, reason="Again")
    assert Allocation.objects.count() == 2


def test_a_payment_pays_no_more_than_is_left_and_only_its_own_client(story: Story, order: Order) -> None:
    invoice = issued(story, order, "2026-01-12")
    harbour = client(story, "Harbour Foods")
    cases = (
        ("receipt.over_paid", order.account, [(invoice, 1_071_00)], "THB"),
        ("receipt.over_allocated", order.account, [(invoice, 3_000_00)], "THB"),
        ("receipt.other_client", harbour, [(invoice, 1_00)], "THB"),
        ("receipt.other_currency", order.account, [(invoice, 1_00)], "USD"),
    )
    for code, account, parts, currency in cases:
        with refused(code):
            paid(story, account, "2026-02-01", 2_000, parts=parts, currency=currency)
    waiting = paid(story, order.account, "2026-02-01", 2_000, parts=[])
    with on("2026-02-02"):
        allocate_receipt(waiting, actor=story.fon)
    assert stands(invoice) == ("paid", 0)
    with refused("receipt.nothing_open"), on("2026-02-02"):
        allocate_receipt(Receipt.objects.get(pk=waiting.pk), actor=story.fon)


def test_who_may_bill_and_who_may_note_payments(story: Story, other_story: Story, order: Order) -> None:
    for actor in (story.lin, story.wei, story.tum, story.rit, other_story.krit):
        with pytest.raises((NotAllowed, NotFound, RuleBroken)), on("2026-01-12"):
            create_invoice(actor=actor, order=order)
    assert not Invoice.objects.exists()
    invoice = issued(story, order, "2026-01-12", 5_000)
    for actor in (story.ploy, story.rit, other_story.krit):
        with pytest.raises((NotAllowed, NotFound, RuleBroken)), on("2026-01-13"):
            note_receipt(actor=actor, account=order.account, amount_minor=1_00)
    assert stands(invoice) == ("open", 535_00)
    with on("2026-01-14"):
        assert issue_invoice(
            create_invoice(actor=story.fon, order=order, share_bp=5_000), actor=story.fon
        ).number


def test_revenue_by_invoices_counts_on_their_days_and_takes_credits_off(story: Story, order: Order) -> None:
    rate(story, "USD", "THB", "2026-02-20", "36")
    invoice = issued(story, order, "2026-01-12")
    with on("2026-02-01"):
        credit_invoice(invoice, actor=story.ploy, reason="Less", lines=[BilledLine(100_00, "Day")])
    with on("2026-02-20"):
        lines = [BilledLine(10_00, "Abroad")]
        abroad = create_invoice(actor=story.ploy, account=order.account, lines=lines, currency="USD")
        issue_invoice(abroad, actor=story.ploy)
    basis = {"basis": "invoiced"}
    assert [figure(asked(story, "revenue_total", f"2026-0{n}", params=basis)) for n in (1, 2)] == [
        1_000_00,
        260_00,
    ]
    agi = asked(story, "revenue_total", "2026-01", params=basis | {"income": "agi"})
    assert (figure(agi), list(agi.notes)) == (600_00, [])
    parts = asked(story, "revenue_total", "2026-01", params=basis, by="offering").groups
    assert {group.label: group.measured.value for group in parts} == {"Film": 600_00, "No offering": 400_00}
    rows = asked(story, "revenue_total", "2026-02", params=basis, rows=9).rows
    assert [(row.outcome, row.row.num) for row in rows] == [("billed", 360_00), ("credited", -100_00)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(l.amount_minor) FROM commerce_invoiceline l JOIN commerce_invoice i ON i.id = l.invoice_id"
            " WHERE i.status = 'issued' AND i.currency = 'THB' AND i.issued_on >= %s AND i.issued_on < %s",
            [date(2026, 1, 1), date(2026, 4, 1)],
        )
        assert cursor.fetchone()[0] + 360_00 == figure(asked(story, "revenue_total", "2026-Q1", params=basis))


INVOICES = """number,account,issued_on,due_on,description,amount,tax,credits,tax_number
A-1,Siam Tea,2026-01-10,2026-02-10,Film,600.00,7,,
A-1,Siam Tea,2026-01-10,2026-02-10,Media,400.00,7,,
A-2,Siam Tea,2026-02-01,,Less,100.00,7,A-1,TH-77
A-3,Siam Tea,2026-02-01,2026-01-01,Late,1.00,,,
A-4,Siam Tea,2026-02-01,,Nothing,1.00,,A-9,
"""
RECEIPTS = """external_id,account,received_on,amount,invoice,bank_reference
B-1,Siam Tea,2026-02-10,500.00,A-1,KBANK 1
B-2,Siam Tea,2026-02-11,900.00,A-1,
"""


def bring(story: Story, kind: str, text: str):
    run = start_run(story.dao, kind, f"{kind}.csv", io.BytesIO(text.encode()))
    names = text.splitlines()[0].split(",")
    save_mapping(run, {"columns": {name: name for name in names}})
    with on("2026-06-16"):
        return apply(run, story.dao)


def test_invoices_and_payments_come_in_as_tables_and_leave_the_same_way(story: Story) -> None:
    client(story)
    done = bring(story, "invoices", INVOICES)
    assert (done.created, done.bad) == (3, 2)
    assert [row.problem for row in done.bad_rows.order_by("number")] == [
        "invoice.due_before",
        "relation.unknown",
    ]
    money = bring(story, "receipts", RECEIPTS)
    assert (money.created, [row.problem for row in money.bad_rows.all()]) == (1, ["receipt.over_paid"])
    first = Invoice.objects.get(number="A-1")
    assert (first.total_minor, stands(first)) == (1_070_00, ("part_paid", 463_00))
    assert Invoice.objects.get(number="A-2").tax_number == "TH-77"
    assert bring(story, "invoices", INVOICES).created == 0
    assert (Invoice.objects.count(), Receipt.objects.count()) == (2, 1)
    names = INVOICES.splitlines()[0].split(",")
    file = b"".join(export_rows(story.dao, "invoices", {}, names, "csv")).decode("utf-8-sig")
    assert sorted(file.splitlines()[1:]) == [
        "A-1,Siam Tea,2026-01-10,2026-02-10,Film,600.00,7.00%,,",
        "A-1,Siam Tea,2026-01-10,2026-02-10,Media,400.00,7.00%,,",
        "A-2,Siam Tea,2026-02-01,2026-03-03,Less,'-100.00,7.00%,A-1,TH-77",
    ]
    assert bring(story, "invoices", file).unchanged == 3


def test_the_pages_draft_issue_pay_and_take_back(story: Story, order: Order) -> None:
    browser = Client()
    browser.force_login(story.dao.member.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    at = lambda name, *code: reverse(f"commerce:{name}", args=["bridge", *code])  # noqa: E731
    browser.post(at("new_invoice"), {"order": order.code, "purpose": "deposit", "share": "30"})
    invoice = Invoice.objects.get()
    browser.post(at("issue_invoice", invoice.code), {"issued_on": "2026-02-01", "due_on": "2026-02-10"})
    late = browser.get(at("invoices") + "?overdue=true").content.decode()
    assert "2026-0001" in late
    browser.post(
        at("pay_invoice", invoice.code),
        {"amount": "321", "received_on": "2026-03-01", "bank_reference": "SCB 9"},
    )
    assert stands(invoice) == ("paid", 0)
    assert "SCB 9" in browser.get(at("invoice", invoice.code)).content.decode()
    receipt = Receipt.objects.get()
    browser.post(at("reverse_receipt", receipt.code), {"reason": "Bounced"})
    browser.post(at("credit_invoice", invoice.code), {"reason": "Less", "amount": "100"})
    assert stands(invoice) == ("open", 214_00)
    assert "Reversed" in browser.get(at("receipt", receipt.code)).content.decode()
    assert "2026-0001" in browser.get(at("order", order.code)).content.decode()


def test_papers_are_found_and_go_along_when_two_clients_become_one(story: Story, order: Order) -> None:
    invoice = issued(story, order, "2026-01-12")
    harbour = client(story, "Harbour Foods")
    with on("2026-02-01"):
        merge_accounts(harbour, actor=story.olan, other=order.account)
        assert stands(invoice)[0] == "open"
        assert Invoice.objects.get().account_id == harbour.pk
        assert [hit.code for hit in find(story.ploy, "2026-0001")] == [invoice.code]
