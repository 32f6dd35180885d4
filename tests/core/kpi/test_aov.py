"""Average order value, and what of an order is more or other than before."""

from __future__ import annotations

from fractions import Fraction

from saphan.core.kpi import aov, cross_sell_share, upsell_share
from saphan.core.kpi.order_parts import FamilyOrder, Part, rows, split
from tests.core.kpi.story import Q1, at, day, percent, whole


def test_the_example_of_two_orders():
    told = [
        aov.StandingOrder(1, 1, at(day("02-01")), day("02-01"), 20_000_00),
        aov.StandingOrder(2, 2, at(day("03-01")), day("03-01"), 30_000_00),
        aov.StandingOrder(3, 3, at(day("03-02")), day("03-02"), 0, aov.CANCELLED),
        aov.StandingOrder(4, 4, at(day("04-01")), day("04-01"), 90_000_00),
    ]
    answer = aov.DEFINITION.measure(aov.rows(told, Q1), currency="THB")
    assert whole(answer.value) == 25_000
    assert (answer.n, answer.excluded) == (2, {"cancelled": 1})


def test_the_parts_of_an_order_add_up_to_it():
    held = {"SEO": 10_000}
    parts = split({"SEO": 12_000, "Video": 8_000}, held)
    assert parts == [Part("SEO", repeat=10_000, upsell=2_000), Part("Video", cross_sell=8_000)]
    assert sum(part.ordered for part in parts) == 20_000
    assert split({"SEO": 30_000}, None) == [Part("SEO", new=30_000)]


def test_less_than_before_is_reported_and_never_netted():
    assert split({"SEO": 7_000}, {"SEO": 10_000}) == [Part("SEO", repeat=7_000, contraction=3_000)]


def test_the_shares_of_the_example():
    again = split({"SEO": 12_000_00, "Video": 8_000_00}, {"SEO": 10_000_00})
    told = [FamilyOrder(1, 1, 0, part, is_first=False) for part in again]
    told += [FamilyOrder(2, 2, 0, part, is_first=True) for part in split({"SEO": 30_000_00}, None)]
    up = upsell_share.DEFINITION.measure(rows(told, "upsell"), currency="THB")
    cross = cross_sell_share.DEFINITION.measure(rows(told, "cross_sell"), currency="THB")
    assert (percent(up.value), percent(cross.value)) == (10.0, 40.0)
    assert (up.value, up.excluded) == (Fraction(2_000, 20_000), {"first_order": 1})
    assert up.companions["contraction"].value == 0
