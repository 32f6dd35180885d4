from __future__ import annotations

from datetime import date, timedelta

import pytest

from saphan.core.kpi import Reason, Row, closure_rate
from saphan.core.kpi.closure_rate import CohortDeal
from saphan.core.kpi.cohorts import Closing
from saphan.core.stages import Status
from tests.core.kpi.story import END_OF_YEAR, Q1, at, day, percent

ENTERED = day("02-01")


def deal(number: int, *closings: tuple[Status, int, int | None], **more: object) -> CohortDeal:
    """Closings as outcome, day after entering, and day of reopening."""
    dated = tuple(
        Closing(outcome, ENTERED + timedelta(days=closed), again and ENTERED + timedelta(days=again))
        for outcome, closed, again in closings
    )
    return CohortDeal(number, number, at(ENTERED), ENTERED, dated, **more)


def closure(deals, known_on: date = END_OF_YEAR):
    return closure_rate.reduce(closure_rate.rows(deals, Q1, known_on))


def test_open_and_lost_deals_count_against_the_rate():
    answer = closure([deal(1, (Status.WON, 30, None)), deal(2, (Status.LOST, 40, None)), deal(3), deal(4)])
    assert (answer.num, answer.den) == (1, 4)
    assert answer.companions["decided_rate"].value * 4 == 2
    assert answer.companions["cohort_win_rate"].value * 2 == 1


@pytest.mark.parametrize(
    ("closings", "won", "decided"),
    [
        ([(Status.WON, 90, None)], 1, 1),
        ([(Status.WON, 91, None)], 0, 0),
        ([(Status.WON, 30, 60)], 0, 0),  # reopened and not settled again
        ([(Status.WON, 30, 91)], 1, 1),  # still stood when the window ended
        ([(Status.LOST, 20, 40), (Status.WON, 80, None)], 1, 1),
        ([(Status.WON, 20, 40), (Status.LOST, 80, None)], 0, 1),
        ([(Status.NO_DECISION, 20, None)], 0, 1),
    ],
)
def test_a_deal_is_judged_as_it_stood_on_day_ninety(closings, won, decided):
    answer = closure([deal(1, *closings)])
    assert (answer.num, answer.companions["decided_rate"].num) == (won, decided)


def test_a_young_cohort_is_immature():
    answer = closure([deal(1, (Status.WON, 3, None))], known_on=day("04-01"))
    assert (answer.value, answer.reason, answer.until) == (None, Reason.IMMATURE, day("05-02"))


def test_duplicates_and_deals_of_another_quarter_stay_out():
    later = deal(2)._replace(entered_on=day("04-01"))
    answer = closure([deal(1, excluded="duplicate"), later, deal(3)])
    assert (answer.den, answer.excluded) == (1, {"duplicate": 1})


def test_a_quarter_of_hardware_deals():
    """2,388 deals engaged from April to June 2017: 981 won and 663 lost within 90 days (Maven Analytics)."""
    outcomes = [(1, 1)] * 981 + [(0, 1)] * 663 + [(0, 0)] * 744
    answer = closure_rate.reduce(
        Row(n, n, 0, won, 1, beside=decided) for n, (won, decided) in enumerate(outcomes)
    )
    decided, cohort = answer.companions["decided_rate"], answer.companions["cohort_win_rate"]
    assert (answer.num, answer.den, decided.num) == (981, 2388, 1644)
    assert [percent(share.value) for share in (answer, decided, cohort)] == [41.1, 68.8, 59.7]
    assert answer.value == decided.value * cohort.value


def test_rows_that_count_a_win_without_a_decision_are_refused():
    with pytest.raises(ValueError, match="must nest"):
        closure_rate.reduce([Row(1, 1, 0, 1, 1, beside=0)])


def test_a_cohort_without_decisions_has_no_win_rate():
    answer = closure([deal(1)])
    assert (answer.value, answer.companions["cohort_win_rate"].reason) == (0, Reason.NO_DENOMINATOR)
