from __future__ import annotations

from fractions import Fraction

import pytest

from saphan.core.kpi import Reason, missing_rate
from saphan.core.kpi.retention import (
    GRR,
    NRR,
    Customer,
    customer_rows,
    reduce_grr,
    reduce_logo,
    reduce_nrr,
    value_rows,
)


def customer(number: int, before: int, now: int, **more: object) -> Customer:
    return Customer(number, 0, before > 0, now > 0, before, now, **more)


A, B, C, D = (
    customer(1, 100, 120),
    customer(2, 50, 20),
    customer(3, 50, 0),
    customer(4, 0, 80),
)
FOUR = [A, B, C, D]


def test_the_example_of_the_definition():
    logo = reduce_logo(customer_rows(FOUR), other_rows=list(value_rows(FOUR, GRR)))
    assert (logo.num, logo.den, logo.value) == (2, 3, Fraction(2, 3))
    assert logo.companions["retention_grr"].value == Fraction(120, 200)
    assert logo.companions["retention_nrr"].value == Fraction(140, 200)
    assert logo.excluded == {"new_customer": 1}
    grr = reduce_grr(value_rows(FOUR, GRR), other_rows=list(customer_rows(FOUR)))
    nrr = reduce_nrr(value_rows(FOUR, NRR), other_rows=list(customer_rows(FOUR)))
    assert (grr.num, grr.den) == (120, 200)
    assert (nrr.num, nrr.den) == (140, 200)
    for one, other in ((grr, nrr), (nrr, grr)):
        beside = one.companions["retention_nrr" if one is grr else "retention_grr"]
        assert (beside.value, one.companions["retention_logo"].value) == (other.value, Fraction(2, 3))


def test_grr_never_exceeds_one_and_is_lower_by_product():
    whole = [customer(1, 100, 300)]
    parts = [customer(1, 60, 300, product_id=1), customer(1, 40, 0, product_id=2)]
    assert reduce_grr(value_rows(whole, GRR)).value == 1
    assert reduce_nrr(value_rows(whole, NRR)).value == 3
    assert reduce_grr(value_rows(parts, GRR)).value == Fraction(60, 100)
    assert reduce_nrr(value_rows(parts, NRR)).value == 3


def test_a_customer_that_is_lost_keeps_nothing_even_with_value_on_the_books():
    lost = Customer(1, 0, True, False, 100, 100)
    assert reduce_grr(value_rows([lost], GRR)).value == 0
    assert reduce_nrr(value_rows([lost], NRR)).value == 0


def test_grace_is_told_beside_the_figure():
    logo = reduce_logo(customer_rows([A, Customer(2, 0, True, True, in_grace=True)]))
    assert (logo.value, logo.companions["in_grace"].value) == (1, 1)


@pytest.mark.parametrize(("reduce", "key"), [(reduce_grr, GRR), (reduce_nrr, NRR)])
def test_without_a_rate_money_is_undefined_and_heads_are_not(reduce, key):
    foreign = [A, Customer(2, 0, True, True, excluded=missing_rate("KRW"))]
    told = reduce(value_rows(foreign, key), other_rows=list(customer_rows(foreign)))
    assert (told.reason, told.missing) == (Reason.MISSING_INPUT, ("KRW",))
    assert told.companions["retention_logo"].value == 1


def test_nobody_then_is_undefined():
    assert reduce_logo(customer_rows([D])).reason is Reason.NO_DENOMINATOR
    assert reduce_grr(value_rows([D], GRR)).reason is Reason.NO_DENOMINATOR
