"""Weekly chances, worked out by hand and against Aalen and Johansen."""

from __future__ import annotations

import numpy as np
import pytest

from saphan.core.forecast.chances import AGES, incidence, win_chances, win_curves
from saphan.core.forecast.hazard import Hazards, learn, multiplier, shrink
from saphan.core.forecast.history import NOTHING
from saphan.core.forecast.prior import StageBelief, weekly_rates
from saphan.core.forecast.weeks import FACTORS, LOSE, MOVE, WIN, Standing, deal_weeks
from tests.core.forecast.story import history, lost, moved, opened, won

WEEK = 7
ONE_STAGE = np.array([-1])


def at_start(stage: int = 0, age: int = 0) -> Standing:
    one = np.array([0])
    return Standing(one, one, np.array([stage]), np.array([age]), np.array([NOTHING]), np.zeros((4, 1), int))


def plain(base: np.ndarray, moves: np.ndarray | None = None) -> Hazards:
    """Hazards that are the same at every age."""
    by_age = np.repeat(base[:, None, :], 5, axis=1)
    none = np.zeros(by_age.shape[:2])
    return Hazards(
        by_age, np.zeros((len(base), len(base))) if moves is None else moves, {}, {}, {}, none, none, 1.0
    )


def test_forty_weeks_are_held_back_by_fifty_of_the_parent() -> None:
    rates = shrink(np.array([[4.0, 2.0, 0.0]]), np.array([40.0]), np.array([[0.05, 0.05, 0.0]]))[0]
    assert rates[WIN] == pytest.approx(6.5 / 90)  # (4 + 50 × 0.05) ÷ 90
    assert rates[LOSE] == pytest.approx(4.5 / 90)  # (2 + 50 × 0.05) ÷ 90
    assert round(rates[WIN], 4) == 0.0722


def test_two_weeks_of_these_chances() -> None:
    chance = win_chances(plain(np.array([[6.5 / 90, 0.05, 0.0]])), at_start(), 14, 1)[0]
    assert round(chance, 4) == 0.1356  # 0.0722 × (1 + 0.8778)


def test_two_wins_where_six_would_be_expected() -> None:
    value = float(multiplier(np.array(2.0), np.array(6.0)))
    assert value == pytest.approx(7 / 11)
    assert round(6.5 / 90 * value, 4) == 0.0460


def test_a_cell_without_weeks_has_its_parents_rates() -> None:
    parent = np.array([[0.05, 0.05, 0.0]])
    assert shrink(np.zeros((1, 3)), np.zeros(1), parent).tolist() == parent.tolist()
    assert shrink(np.zeros((1, 3)), np.zeros(1), parent, kappa=0.0).tolist() == parent.tolist()


def many_deals(seed: int = 3):
    """200 deals of one stage, a third still open, none ending on the day a week begins."""
    random = np.random.default_rng(seed)
    told, lives = [], []
    for deal in range(200):
        weeks, fate = int(random.integers(1, 15)), int(random.integers(0, 3))
        born = 1_000 - WEEK * weeks
        told.append(opened(deal, born - 1))
        ends = 1_000 - WEEK + 3
        told += [won(deal, ends)] if fate == 1 else [lost(deal, ends)] if fate == 2 else []
        lives.append((weeks, fate))
    return history(*told), lives


@pytest.mark.filterwarnings("ignore:Tied event times")
def test_without_a_general_picture_it_is_aalen_and_johansen() -> None:
    lifelines = pytest.importorskip("lifelines")
    told, lives = many_deals()
    weeks = deal_weeks(told, 1_000, 1)
    hazards = learn(
        weeks, np.zeros((1, 3)), ONE_STAGE, factors=(), kappa=0.0, bucket_starts=tuple(range(AGES))
    )
    theirs = lifelines.AalenJohansenFitter(calculate_variance=False, seed=1)
    # Deals still open leave after the week's events; the fitter parts events of one week by a trifle itself.
    durations = [weeks + (0.5 if fate == 0 else 0.0) for weeks, fate in lives]
    theirs.fit(durations, [fate for _, fate in lives], event_of_interest=1)
    curve = theirs.cumulative_density_.iloc[:, 0]
    ours = incidence(hazards.base[0, :, WIN], hazards.base[0, :, LOSE])
    for week in range(1, 15):
        expected = float(curve[curve.index <= week + 0.25].iloc[-1])
        assert ours[week - 1] == pytest.approx(expected, abs=1e-9)


def test_backwards_and_forwards_agree() -> None:
    base = np.array([[0.01, 0.05, 0.2], [0.04, 0.03, 0.15], [0.12, 0.06, 0.02]])
    moves = np.array([[0, 1, 0], [0.1, 0, 0.9], [0, 1.0, 0]])
    hazards = plain(base, moves)
    for days in (5, 7, 40, 77):
        backwards = win_chances(hazards, at_start(), days, 1)[0]
        assert win_curves(hazards, at_start(), days, 1)[0, -1] == pytest.approx(backwards, abs=1e-14)


def test_a_chance_over_one_move_by_hand() -> None:
    # Two weeks: win now 0.1; move 0.2 and then win 0.3; stay 0.6 and then win 0.1.
    hazards = plain(np.array([[0.1, 0.1, 0.2], [0.3, 0.1, 0.0]]), np.array([[0, 1.0], [0, 0]]))
    assert win_chances(hazards, at_start(), 14, 1)[0] == pytest.approx(0.1 + 0.2 * 0.3 + 0.6 * 0.1)
    assert win_chances(hazards, at_start(), 0, 1)[0] == 0


def test_the_expected_count_of_a_level_is_what_its_cells_would_give() -> None:
    """Ten deals, five of them past their date; all three wins are among the others."""
    told = [opened(d, 100, expected=90 if d < 5 else 400) for d in range(10)]
    told += [won(d, 104) for d in (5, 6, 7)]
    weeks = deal_weeks(history(*told), 108, 1)
    prior = np.array([[0.1, 0.1, 0.0]])
    hazards = learn(weeks, prior, ONE_STAGE, factors=("date",))
    overdue = hazards.multiplier("date", 2, WIN)
    # The cell: 10 weeks with 3 wins, held back thrice by 25 weeks at 10 %, 25 and 25 ÷ … of its parents.
    all_, losses = (3 + 2.5) / 35, 2.5 / 35
    m = 5 / (all_ + losses)
    stage, stage_losses = (3 + m * all_) / (10 + m), m * losses / (10 + m)
    m = 5 / (stage + stage_losses)
    cell = (3 + m * stage) / (10 + m)
    assert (overdue.observed, overdue.expected) == (0, pytest.approx(5 * cell))
    assert overdue.value == pytest.approx(5 / (5 * cell + 5))


def test_moves_go_where_they_went_before() -> None:
    told = [opened(d, 100) for d in range(10)] + [moved(d, 104, 2) for d in range(5)]
    weeks = deal_weeks(history(*told), 108, 1)
    prior = weekly_rates([StageBelief(0.2, 1), StageBelief(0.5, 2), StageBelief(0.8, None)])
    hazards = learn(weeks, prior, np.array([1, 2, -1]))
    assert hazards.moves[0].tolist() == [0, 0.5, 0.5]  # five went two stages on, five are supposed to go one
    assert hazards.base[2, 0, MOVE] == 0


def test_a_stage_table_becomes_weekly_rates_that_agree_with_it() -> None:
    beliefs = [StageBelief(0.2, 1, 4.0), StageBelief(0.5, 2, 4.0), StageBelief(0.8, None, 2.0)]
    rates = weekly_rates(beliefs)
    assert rates[2].tolist() == pytest.approx([0.4, 0.1, 0])
    assert rates[1].tolist() == pytest.approx([0, 0.25 * (1 - 0.5 / 0.8), 0.25 * 0.5 / 0.8])
    hazards = plain(rates, np.array([[0, 1.0, 0], [0, 0, 1.0], [0, 0, 0]]))
    assert [round(float(win_chances(hazards, at_start(s), 7_000, 1)[0]), 6) for s in range(3)] == [
        0.2,
        0.5,
        0.8,
    ]
    assert weekly_rates([StageBelief(0.5, None)], median_cycle_weeks=10)[0].tolist() == pytest.approx(
        [0.05, 0.05, 0]
    )


def test_no_history_is_the_assumption_alone() -> None:
    told = history(opened(0, 100))
    prior = np.array([[0.1, 0.1, 0.0]])
    hazards = learn(deal_weeks(told, 101, 1), prior, ONE_STAGE)
    assert hazards.own_share == 0
    assert np.allclose(hazards.base, prior[:, None, :])
    assert all((hazards.multipliers[name] == 1).all() for name in FACTORS)
