from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest

from saphan.core.kpi import Reason, cycle_days
from saphan.core.kpi.cycle_days import WonCycle
from saphan.core.kpi.distribution import median, quantile
from saphan.core.kpi.entries import MarkedStage, StageEntry, first_entry
from tests.core.kpi.story import Q1, at, day


def won(deal: int, days: int | None, **more: object) -> WonCycle:
    on = day("03-20")
    started = None if days is None else on - timedelta(days=days)
    return WonCycle(deal, deal, at(on), on, started, **more)


def cycle(wins, average: str = "median", **choices: str):
    return cycle_days.reduce(cycle_days.rows(wins, Q1, **choices), average=average)


def test_ten_twenty_and_sixty_days():
    answer = cycle([won(1, 60), won(2, 10), won(3, 20)])
    assert answer.value == 20
    assert answer.companions["mean"].value == 30
    assert answer.companions["p90"].value == 52  # 0.8 of the way from 20 to 60
    assert cycle([won(1, 60), won(2, 10), won(3, 20)], "mean").value == 30
    assert cycle([won(1, 60), won(2, 10), won(3, 20)], "p90").value == 52


def test_a_win_on_the_first_day_took_no_days():
    assert cycle([won(1, 0)]).value == 0


def test_a_win_without_a_start_is_left_out_and_listed():
    answer = cycle([won(1, 10), won(2, None), won(3, -5), won(4, 99, excluded="duplicate")])
    assert answer.value == 10
    assert answer.excluded == {"duplicate": 1, "start_after_win": 1, "start_missing": 1}


def test_the_clock_of_a_reopened_deal_runs_on_unless_closed_days_are_taken_off():
    assert cycle([won(1, 60, closed_days=25)]).value == 60
    assert cycle([won(1, 60, closed_days=25)], reopened="minus_closed").value == 35


def test_a_win_of_another_quarter_is_not_counted():
    assert cycle([won(1, 10), won(2, 70)._replace(won_on=day("04-01"))]).n == 1


def test_no_wins_have_no_length():
    answer = cycle([])
    assert (answer.value, answer.reason) == (None, Reason.NO_DENOMINATOR)
    assert all(beside.value is None for beside in answer.companions.values())


@pytest.mark.parametrize(
    ("values", "expected"), [([], None), ([7], 7), ([1, 2], Fraction(3, 2)), ([1, 2, 9], 2)]
)
def test_the_median_is_exact(values, expected):
    assert median(values) == expected


def test_a_decile_lies_between_two_values_in_proportion():
    assert quantile([0, 10], Fraction(9, 10)) == 9


def test_the_clock_starts_at_the_first_stage_that_was_marked_that_day():
    entries = [
        StageEntry(3, 300, day("03-03"), 12),
        StageEntry(1, 100, day("03-01"), 11),
        StageEntry(2, 200, day("03-02"), 11),
    ]
    assert first_entry(entries, [MarkedStage(11, 0), MarkedStage(12, 0)]).seq == 1
    assert first_entry(entries, [MarkedStage(11, 150), MarkedStage(12, 0)]).seq == 2
    assert first_entry(entries, [MarkedStage(11, 0, 100), MarkedStage(12, 0)]).seq == 3
    assert first_entry(entries, [MarkedStage(99, 0)]) is None


def test_a_direct_win_counts_as_entering():
    assert first_entry([StageEntry(5, 500, day("03-05"), None)], []).seq == 5
