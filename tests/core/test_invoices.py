from __future__ import annotations

from datetime import date

import pytest

from saphan.core.invoices import Billing, Due, Standing, billing, days_overdue, part_of, share_out, standing


@pytest.mark.parametrize(
    ("total", "credited", "paid", "expected"),
    [
        (107, 0, 0, Standing.OPEN),
        (107, 0, 50, Standing.PART_PAID),
        (107, 0, 107, Standing.PAID),
        (107, 107, 0, Standing.CREDITED),
        (107, 57, 50, Standing.PAID),
        (107, 57, 0, Standing.OPEN),
        (107, 107, 50, Standing.PAID),  # 50 are to be given back
    ],
)
def test_an_invoice_stands_by_what_is_left_of_it(total, credited, paid, expected):
    assert standing(issued=True, is_credit=False, total=total, credited=credited, paid=paid) is expected


def test_a_draft_and_a_credit_note_stand_by_themselves():
    assert standing(issued=False, is_credit=False, total=107, credited=0, paid=0) is Standing.DRAFT
    assert standing(issued=True, is_credit=True, total=-107, credited=0, paid=0) is Standing.CREDIT


@pytest.mark.parametrize(
    ("invoiced", "left", "expected"),
    [
        (0, 0, Billing.NOT_INVOICED),
        (30, 0, Billing.PART_INVOICED),
        (100, 70, Billing.INVOICED),
        (100, 0, Billing.PAID),
    ],
)
def test_an_order_of_100_stands_by_what_is_invoiced_and_left(invoiced, left, expected):
    assert billing(100, invoiced, left) is expected


def test_days_overdue_begin_after_the_due_day_and_end_with_the_payment():
    due = date(2026, 6, 10)
    assert [days_overdue(due, 5, date(2026, 6, day)) for day in (9, 10, 11, 20)] == [0, 0, 1, 10]
    assert days_overdue(due, 0, date(2026, 7, 1)) == 0
    assert days_overdue(None, 5, date(2026, 7, 1)) == 0


def test_a_payment_goes_to_the_oldest_and_the_rest_waits():
    first, second = Due(2, date(2026, 5, 1), 40), Due(1, date(2026, 6, 1), 100)
    assert share_out(60, [second, first]) == [(2, 40), (1, 20)]
    assert share_out(200, [second, first]) == [(2, 40), (1, 100)]
    assert share_out(0, [first]) == []


def test_a_part_is_rounded_half_to_even():
    assert [part_of(10_001, 3_000), part_of(5, 5_000), part_of(15, 5_000)] == [3_000, 2, 8]
