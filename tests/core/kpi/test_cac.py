from __future__ import annotations

from datetime import date

from saphan.core.kpi import Reason, cac
from saphan.core.kpi.cac import Cost, CustomerWin
from saphan.core.period import parse_period
from tests.core.kpi.story import Q1, at, day


def win(customer: int, on: str) -> CustomerWin:
    return CustomerWin(customer, customer, at(day(on)), day(on))


def cost(minor: int, starts: str, ends: str, share: int = 10_000) -> Cost:
    return Cost(1, 1, at(day(starts)), day(starts), day(ends), minor, share)


WINS = [win(number, f"02-{number:02d}") for number in range(1, 7)]


def test_cost_by_new_customer():
    rows = [*cac.cost_rows([cost(300_000_00, "01-01", "03-31", 8_000)], Q1), *cac.customer_rows(WINS, Q1)]
    answer = cac.reduce(rows, currency="THB")
    assert (answer.value, answer.n) == (40_000_00, 6)
    assert answer.companions["new_customers"].value == 6


def test_cost_of_earlier_days_by_the_lag():
    year = WINS[0].won_on.year
    early = Cost(1, 1, 0, date(year - 1, 10, 3), date(year - 1, 12, 31), 180_000_00, 10_000)
    rows = [*cac.cost_rows([early], Q1, lag_days=90), *cac.customer_rows(WINS, Q1)]
    assert cac.reduce(rows, currency="THB").value == 30_000_00


def test_nobody_won_leaves_the_cost_to_be_shown():
    answer = cac.reduce(cac.cost_rows([cost(500, "01-01", "01-01")], Q1), currency="THB")
    assert (answer.value, answer.reason, answer.num) == (None, Reason.NO_DENOMINATOR, 500)


def test_parts_of_a_cost_add_up_to_it():
    whole = cost(100, "01-15", "04-14")
    year = whole.starts_on.year
    months = [parse_period(f"{year}-{month:02d}", today=whole.starts_on) for month in (1, 2, 3, 4)]
    parts = [row.num for month in months for row in cac.cost_rows([whole], month)]
    assert sum(parts) == 100


def test_a_customer_is_new_once_and_again_only_by_choice():
    year = WINS[0].won_on.year
    old = CustomerWin(1, 1, at(date(year - 2, 1, 1)), date(year - 2, 1, 1))
    again = win(1, "02-01")
    assert list(cac.customer_rows([old, again], Q1)) == []
    assert len(list(cac.customer_rows([old, again], Q1, win_back="new"))) == 1
    assert list(cac.customer_rows([old, again], Q1, win_back="new", inactive_days=900)) == []
