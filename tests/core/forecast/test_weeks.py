"""Deal-weeks, as somebody would write them down by hand."""

from __future__ import annotations

import numpy as np

from saphan.core.forecast.history import NOTHING, WON, Attribute, wins
from saphan.core.forecast.weeks import LOSE, MOVE, STAY, WIN, bucket, date_level, deal_weeks, phase_level
from tests.core.forecast.story import changed, history, lost, moved, opened, won

JANUARY = 19_358  # 1 January 2023


def outcomes(told, day):
    weeks = deal_weeks(told, day, 1)
    rows = zip(
        weeks.at.deal, weeks.at.day, weeks.at.stage, weeks.at.age, weeks.outcome, weeks.target, strict=True
    )
    return sorted(tuple(int(cell) for cell in row) for row in rows)


def test_a_deal_has_a_week_for_each_full_week_it_was_open() -> None:
    # Seen on day 128, weeks begin on 121, 114, 107 and 100; on 100 the deal did not exist at the start of the day.
    told = history(opened(0, 100), moved(0, 110, 1), won(0, 125))
    assert outcomes(told, 128) == [
        (0, 107, 0, 1, MOVE, 1),
        (0, 114, 1, 0, STAY, 1),
        (0, 121, 1, 1, WIN, 1),
    ]


def test_weeks_after_a_closing_are_left_out_and_those_after_a_reopening_are_not() -> None:
    told = history(opened(0, 100), lost(0, 110), changed(0, 124, Attribute.STATUS, 0), won(0, 130))
    assert [(day, outcome) for _, day, _, _, outcome, _ in outcomes(told, 135)] == [(107, LOSE), (128, WIN)]


def test_moving_back_is_a_move_like_any_other() -> None:
    told = history(opened(0, 100, stage=2), moved(0, 103, 1))
    assert outcomes(told, 115)[0] == (0, 101, 2, 0, MOVE, 1)


def test_a_win_written_down_later_is_not_known_before() -> None:
    told = history(opened(0, 100, amount=50), won(0, 110, known=120))
    assert wins(told.as_of(115), 115).total == 0
    assert wins(told.as_of(121), 121).total == 50
    assert [row[4] for row in outcomes(told.as_of(115), 115)] == [STAY, STAY]


def test_the_last_of_several_events_of_a_day_counts() -> None:
    told = history(opened(0, 100, amount=10), changed(0, 100, Attribute.AMOUNT, 20))
    assert told.at(Attribute.AMOUNT, np.array([0, 0]), np.array([100, 101])).tolist() == [NOTHING, 20]


def test_only_moving_a_date_out_is_a_push() -> None:
    told = history(
        opened(0, 100, expected=150), changed(0, 105, Attribute.EXPECTED, 160),
        changed(0, 106, Attribute.EXPECTED, 140), changed(0, 107, Attribute.EXPECTED, 200),
        opened(1, 100, expected=300),
    )  # fmt: skip
    pushes = told.pushes().at(np.array([0, 0, 0, 1]), np.array([105, 106, 108, 108]))
    assert pushes.tolist() == [0, 1, 2, 0]


def test_ages_and_dates_fall_into_their_buckets() -> None:
    assert bucket(np.array([0, 1, 2, 3, 4, 7, 8, 15, 16, 40])).tolist() == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]
    day = np.full(8, 100)
    stated = np.array([NOTHING, 100 - 29, 99, 100, 107, 121, 135, 163])
    assert date_level(stated, day).tolist() == [0, 1, 2, 3, 4, 5, 6, 7]


def test_the_phase_follows_the_fiscal_quarter() -> None:
    months = np.array([JANUARY + 10, JANUARY + 40, JANUARY + 65])
    assert phase_level(months, 1).tolist() == [0, 1, 2]
    assert phase_level(months, 2).tolist() == [2, 0, 1]


def test_a_reopened_deal_is_no_win_until_it_is_won_again() -> None:
    told = history(opened(0, 100, amount=70), won(0, 110), changed(0, 120, Attribute.STATUS, 0), won(0, 130))
    assert [len(wins(told, day).deal) for day in (115, 125, 135)] == [1, 0, 1]
    assert wins(told, 135).day.tolist() == [130]
    assert told.at(Attribute.STATUS, np.array([0]), np.array([111]))[0] == WON
