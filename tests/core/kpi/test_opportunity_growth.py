from __future__ import annotations

from saphan.core.kpi import Reason, Unit, opportunity_growth
from saphan.core.kpi.opportunity_growth import Created, OpenValue
from saphan.core.period import same_period_last_year
from tests.core.kpi.story import Q1, at, day, percent

BASE = same_period_last_year(Q1)
CREATED = [Created(n, n, at(day("02-01")), day("02-01")) for n in range(46)] + [
    Created(n, n, at(day("2025-02-01")), day("2025-02-01")) for n in range(100, 140)
]
# 30 were open at the start; six of them closed and twelve came; four of the open ones are overdue.
STANDING = (
    [OpenValue(n, n, 0, 1, 0) for n in range(6)]
    + [OpenValue(n, n, 0, 1, 1, past_date=n < 10) for n in range(6, 30)]
    + [OpenValue(n, n, 0, 0, 1) for n in range(30, 42)]
)


def flow():
    return opportunity_growth.flow_rows(CREATED, Q1, BASE)


def stock():
    return opportunity_growth.stock_rows(STANDING)


def test_46_created_against_40_is_fifteen_percent_more():
    answer = opportunity_growth.reduce(flow())
    assert percent(answer.value) == 15.0
    assert (answer.num, answer.den) == (6, 40)
    assert answer.companions["now"].value == 46


def test_the_stock_grew_by_a_fifth_but_four_are_past_their_date():
    answer = opportunity_growth.reduce(stock(), currency="THB", reading="stock")
    assert percent(answer.value) == 20.0
    assert (answer.companions["base"].value, answer.companions["now"].value) == (30, 36)
    assert (answer.companions["past_date"].value, answer.companions["past_date"].unit) == (4, Unit.COUNT)


def test_both_readings_are_shown_whichever_leads():
    by_flow = opportunity_growth.reduce(flow(), currency="THB", other_rows=stock())
    assert percent(by_flow.companions["stock"].value) == 20.0
    by_stock = opportunity_growth.reduce(stock(), currency="THB", reading="stock", other_rows=flow())
    assert percent(by_stock.companions["flow"].value) == 15.0


def test_a_first_year_has_no_growth_rate():
    answer = opportunity_growth.reduce(opportunity_growth.flow_rows(CREATED[:46], Q1, BASE))
    assert (answer.value, answer.reason) == (None, Reason.NON_POSITIVE_BASE)
    assert answer.companions["change"].value == 46
