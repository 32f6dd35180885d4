from __future__ import annotations

from fractions import Fraction

import pytest

from saphan.core.kpi import Reason, against_base, revenue_growth, revenue_total
from saphan.core.kpi.ledger import line_minor
from saphan.core.period import Period, same_period_last_year
from tests.core.kpi.story import END_OF_YEAR, Q1, at, day, dollars_at, line, percent, whole

YEAR_2025 = "2025-02-10"
LATER = at(END_OF_YEAR)
DATED = dollars_at(y2025="35", y2026="36")
PLAN = dollars_at(y2025="36", y2026="36")

# Deal 1 is won, taken back and won again for less; deal 2 is paid in dollars.
STORY = [
    line(1, 1, "01-10", 100_000),
    line(2, 2, "02-20", 2_000, "USD"),
    line(3, 1, "03-05", -100_000),
    line(4, 1, "03-20", 90_000),
    line(5, 3, YEAR_2025, 80_000),
    line(6, 4, YEAR_2025, 2_000, "USD"),
]


def revenue(period: Period = Q1, known_at: int = LATER, rate_on=DATED, lines=STORY, **choices: str):
    rows = revenue_total.rows(lines, period, known_at, currency="THB", rate_on=rate_on, **choices)
    return revenue_total.reduce(rows, currency="THB")


def growth(rate_on, rates: str, other_rate_on=None):
    def paired(dated):
        current, base = (
            revenue_total.rows(STORY, period, LATER, currency="THB", rate_on=dated)
            for period in (Q1, same_period_last_year(Q1))
        )
        return against_base(current, base)

    other = paired(other_rate_on) if other_rate_on else None
    return revenue_growth.reduce(paired(rate_on), currency="THB", rates=rates, other_rows=other)


def test_the_quarter_adds_up_wins_and_taken_back_wins():
    assert whole(revenue().value) == 162_000  # 100 + 72 − 100 + 90
    assert revenue().n == 4
    assert revenue().currency == "THB"


def test_asked_with_the_knowledge_of_march_the_quarter_was_higher():
    assert whole(revenue(known_at=at(day("03-01"))).value) == 172_000


def test_a_frozen_report_stays_while_the_next_quarter_takes_the_win_back():
    lines = [line(1, 1, "03-10", 500), line(2, 1, "04-05", -500), line(3, 1, "06-01", 450)]
    frozen = at(day("03-31"))
    assert whole(revenue(lines=lines, known_at=frozen).value) == 500
    assert whole(revenue(lines=lines).value) == 500
    second_quarter = Period(day("04-01"), day("07-01"))
    assert whole(revenue(second_quarter, lines=lines).value) == -50


def test_a_back_dated_win_shows_only_once_it_is_known():
    lines = [line(1, 1, "03-30", 70, recorded_on="04-03")]
    assert revenue(lines=lines, known_at=at(day("03-31"))).value == 0
    assert whole(revenue(lines=lines).value) == 70


def test_nothing_booked_is_zero_and_not_undefined():
    nothing = revenue(lines=[])
    assert (nothing.value, nothing.reason, nothing.n) == (0, None, 0)


def test_a_currency_without_a_rate_leaves_the_total_undefined_and_says_which():
    total = revenue(lines=[*STORY, line(7, 5, "02-01", 10, "KRW"), line(8, 5, "02-01", 10, "VND")])
    assert total.value is None
    assert total.reason is Reason.MISSING_INPUT
    assert total.missing == ("KRW", "VND")
    assert total.excluded == {"missing_rate": 2}


def test_each_line_is_converted_by_itself_so_that_rows_add_up_to_the_headline():
    lines = [line(n, n, "02-01", 0, "USD")._replace(minor=1) for n in (1, 2, 3)]
    rate_on = lambda currency, on: Fraction("0.5")  # noqa: E731 - one figure
    assert revenue(lines=lines, rate_on=rate_on).value == 0  # three times half a satang, each to even


def test_a_recurring_line_counts_its_first_year_unless_the_contract_is_asked_for():
    three_years = line(1, 1, "01-10", 360_000, months=36)
    assert whole(line_minor(three_years, "first_year")) == 120_000
    assert whole(revenue(lines=[three_years]).value) == 120_000
    assert whole(revenue(lines=[three_years], horizon="contract").value) == 360_000
    assert whole(revenue(lines=[line(2, 1, "01-10", 60, months=6)]).value) == 60


def test_an_agency_may_leave_out_what_it_only_passes_on():
    lines = [line(1, 1, "01-10", 500), line(2, 1, "01-10", 200, pass_through=True)]
    assert whole(revenue(lines=lines).value) == 700
    assert whole(revenue(lines=lines, income="agi").value) == 500


def test_invoices_are_counted_apart_from_bookings():
    lines = [line(1, 1, "01-10", 500), line(2, 1, "01-20", 300, basis="invoiced")]
    assert whole(revenue(lines=lines).value) == 500
    assert whole(revenue(lines=lines, basis="invoiced").value) == 300


def test_growth_at_reported_rates():
    reported = growth(DATED, "reported")
    assert whole(reported.den) == 150_000  # 80,000 + 2,000 × 35
    assert percent(reported.value) == 8.0


def test_growth_at_constant_rates_takes_the_exchange_rate_out():
    constant = growth(PLAN, "constant", other_rate_on=DATED)
    assert constant.value == Fraction(10, 152)
    assert percent(constant.value) == 6.6
    assert whole(constant.companions["change"].value) == 10_000
    assert whole(constant.companions["now"].value) == 162_000
    assert whole(constant.companions["base"].value) == 152_000
    assert percent(constant.companions["reported"].value) == 8.0


def test_growth_shown_at_reported_rates_has_the_constant_one_beside_it():
    assert percent(growth(DATED, "reported", other_rate_on=PLAN).companions["constant"].value) == 6.6


@pytest.mark.parametrize("base", [0, -50])
def test_growth_over_no_base_is_undefined_but_the_change_is_shown(base):
    lines = [line(1, 1, "01-10", 70), line(2, 2, YEAR_2025, base)]
    current, before = (
        revenue_total.rows(lines, period, LATER, currency="THB", rate_on=DATED)
        for period in (Q1, same_period_last_year(Q1))
    )
    undefined = revenue_growth.reduce(against_base(current, before), currency="THB")
    assert undefined.value is None
    assert undefined.reason is Reason.NON_POSITIVE_BASE
    assert whole(undefined.companions["change"].value) == 70 - base
