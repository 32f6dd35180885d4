from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from saphan.core.kpi import Row, territory_growth
from saphan.core.kpi.territory_growth import ClientRevenue, bridge

A, B, C = (
    ClientRevenue(100, 110, 0, True), ClientRevenue(50, 0, 0, False), ClientRevenue(0, 40, 30, True),
)  # fmt: skip


def test_the_bridge_leads_from_base_to_now():
    told = bridge([A, B, C])
    assert told.steps() == {
        "base": 150, "organic": 10, "out": 50, "in_base": 30, "in_growth": 10, "new": 0, "lost": 0, "now": 150,
    }  # fmt: skip
    assert told.moved == 2


def test_as_of_the_event_and_like_for_like():
    rows, other = [Row(1, 1, 0, 150, 150)], [Row(1, 1, 0, 150, 130)]
    told = territory_growth.reduce(rows, currency="THB", other_rows=other)
    assert told.value == 0
    assert told.companions["like_for_like"].value == Fraction(20, 130)


CLIENTS = st.lists(
    st.builds(ClientRevenue, st.integers(0, 99), st.integers(0, 99), st.integers(0, 99), st.booleans())
)


@given(CLIENTS)
def test_whatever_moves_the_bridge_closes(clients):
    told = bridge(clients)
    assert (
        told.base + told.organic - told.out + told.in_base + told.in_growth + told.new - told.lost == told.now
    )
