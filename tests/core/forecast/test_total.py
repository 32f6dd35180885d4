"""Sums of uncertain amounts: exact, mean-preserving, fast, and as wide as they should be."""

from __future__ import annotations

from math import sqrt
from time import perf_counter

import numpy as np
import pytest

from saphan.core.forecast.amounts import amount_ratios, five_means, unnamed_amounts
from saphan.core.forecast.arrivals import Arrivals, arrivals, count_of, panjer
from saphan.core.forecast.grid import Distribution, spread_over
from saphan.core.forecast.history import Attribute, wins
from saphan.core.forecast.normal import cdf, quantile, quantile_of
from saphan.core.forecast.score import (
    brier,
    central,
    covers,
    crps,
    interval_score,
    log_score,
    rank_histogram,
    reliability,
    skill,
    skill_range,
)  # fmt: skip
from saphan.core.forecast.total import Open, shocked, total
from saphan.core.forecast.widen import score_of, spread_of
from tests.core.forecast.story import changed, history, opened, won


def two_deals() -> Distribution:
    deals = Open(np.array([0.5, 0.25]), np.array([[100.0], [200.0]]))
    return total(deals, sigma=0.0, step=100, steps=4)


def test_two_deals_by_hand() -> None:
    view = two_deals()
    assert view.mass[:4].tolist() == [0.375, 0.375, 0.125, 0.125]
    assert view.values[:4].tolist() == [0, 100, 200, 300]
    assert view.mean == 100
    assert view.at_least(200) == 0.25
    assert crps(view, 100) == 21.875  # 0.375²·100 + 0.25²·100 + 0.125²·100
    assert (view.quantile(0.1), view.quantile(0.5), view.quantile(0.9)) == (0, 100, 300)


def test_the_score_counts_every_unit_outside_the_grid() -> None:
    assert crps(two_deals(), -50) == crps(two_deals(), 0) + 50
    assert crps(Distribution(np.ones(1), 1, 500), 800) == 300


def test_the_same_score_from_a_library() -> None:
    scoringrules = pytest.importorskip("scoringrules")
    view = two_deals()
    members = np.repeat(view.values[:4], [3, 3, 1, 1])
    for outcome in (0.0, 40.0, 100.0, 130.0, 290.0):
        assert crps(view, outcome) == pytest.approx(float(scoringrules.crps_ensemble(outcome, members)))


def test_a_shock_keeps_every_chance() -> None:
    chances = np.array([0.001, 0.1, 0.5, 0.93])
    weights, each = shocked(chances)
    assert len(weights) == 7
    assert np.abs(weights @ each - chances).max() < 1e-14
    assert each[0, 2] < 0.5 < each[-1, 2]


def test_three_hundred_deals_are_exact_and_quick() -> None:
    random = np.random.default_rng(1)
    amounts = random.lognormal(15, 1, 300)
    ratios = np.array([0.6, 0.9, 1.0, 1.1, 1.6])
    deals = Open(random.uniform(0.02, 0.95, 300), amounts[:, None] * ratios)
    started = perf_counter()
    view = total(deals)
    assert perf_counter() - started < 1.0  # 0.2 s on a quiet machine
    mean = float((deals.chances * deals.means).sum())
    assert view.mean == pytest.approx(mean, rel=1e-12)
    assert view.mass.sum() == pytest.approx(1, abs=1e-12)


def test_simulation_agrees() -> None:
    random = np.random.default_rng(5)
    amounts = random.lognormal(10, 0.8, 25)
    chances = random.uniform(0.05, 0.9, 25)
    ratios = np.array([0.7, 0.9, 1.0, 1.1, 1.4])
    new = Arrivals(2.0, 3.0, np.array([10_000.0, 25_000.0, 60_000.0]), ())
    view = total(Open(chances, amounts[:, None] * ratios), new)
    weights, each = shocked(chances)
    draws = 40_000
    node = random.choice(7, size=draws, p=weights)
    wins_ = random.random((draws, 25)) < each[node]
    sums = (wins_ * amounts * random.choice(ratios, size=(draws, 25))).sum(axis=1)
    counts = random.negative_binomial(2.0 / 0.5, 1 / 1.5, size=draws)  # mean 2, variance 3
    sums += [random.choice(new.amounts, size=count).sum() for count in counts]
    assert view.mean == pytest.approx(sums.mean(), rel=0.01)
    for share in (0.1, 0.5, 0.9):
        assert view.quantile(share) == pytest.approx(np.quantile(sums, share), rel=0.03)


def test_a_mass_between_two_steps_keeps_its_mean() -> None:
    mass = spread_over(np.array([130.0]), np.array([1.0]), 100, 4)
    assert mass.tolist() == pytest.approx([0, 0.7, 0.3, 0])


def test_five_groups_of_ten_wins_by_hand() -> None:
    assert five_means(np.arange(1.0, 11.0)).tolist() == [1.5, 3.5, 5.5, 7.5, 9.5]
    assert five_means(np.arange(9.0)).tolist() == [1.0]


def test_amounts_change_on_their_way() -> None:
    told = []
    for deal in range(10):
        told += [opened(deal, 100, amount=200), changed(deal, 119, Attribute.AMOUNT, 100), won(deal, 120)]
    past = history(*told)
    known = wins(past, 130)
    assert amount_ratios(past, known).tolist() == [0.5] * 5  # 100 at the end, 200 in the middle
    assert unnamed_amounts(known).tolist() == [100] * 5


def test_new_business_is_counted_in_the_same_days_of_earlier_periods() -> None:
    # Two periods of 100 days; with 40 days to go only deals opened in the last 40 days are new.
    told = [opened(0, 130, amount=10), won(0, 150), opened(1, 165, amount=30), won(1, 190)]
    told += [opened(2, 270, amount=50), won(2, 290), opened(3, 280, amount=70), won(3, 295)]
    past = history(*told)
    new = arrivals(past, wins(past, 310), 310, 40, [(100, 200), (200, 300), (300, 400)], 40)
    assert new.counts == (1, 2)
    assert sorted(new.amounts.tolist()) == [30, 50, 70]
    assert new.mean == 1.75  # (1 + 2 + ½) ÷ 2
    assert new.variance == pytest.approx(1.75 * 1.5)
    assert new.expected == 87.5


def test_counts_that_swing_more_than_poisson_have_a_wider_future() -> None:
    mean, variance = count_of([0, 10, 2, 12])
    assert mean == 24.5 / 4
    assert variance == pytest.approx(
        (104 / 3) * 1.25
    )  # seen variance 34.67, and a quarter of it for four periods
    assert count_of([]) == (0.0, 0.0)


def test_panjer_gives_the_counts_of_a_library() -> None:
    stats = pytest.importorskip("scipy.stats")
    one = np.zeros(60)
    one[1] = 1.0
    ours = panjer(4.0, 4.0, one)
    assert ours[:20] == pytest.approx(stats.poisson.pmf(np.arange(20), 4.0))
    wide = panjer(4.0, 10.0, one)
    assert wide[:40] == pytest.approx(stats.nbinom.pmf(np.arange(40), 4.0 / 1.5, 1 / 2.5))


def test_panjer_keeps_the_mean_of_mixed_amounts() -> None:
    severity = np.zeros(400)
    severity[[0, 1, 5]] = 0.1, 0.5, 0.4
    view = Distribution(panjer(3.0, 5.0, severity), 1)
    assert view.mean == pytest.approx(3.0 * 2.5)


def test_the_normal_distribution_to_full_precision() -> None:
    stats = pytest.importorskip("scipy.stats")
    p = np.array([1e-10, 0.001, 0.02425, 0.3, 0.5, 0.8, 0.99, 1 - 1e-9])
    assert quantile(p) == pytest.approx(stats.norm.ppf(p), rel=1e-12, abs=1e-12)
    assert cdf(np.array([-5.0, 0.0, 1.5])) == pytest.approx(stats.norm.cdf([-5.0, 0.0, 1.5]), rel=1e-13)
    with pytest.raises(ValueError, match="between 0 and 1"):
        quantile_of(1.0)


def test_without_past_forecasts_ranges_are_a_fifth_wider() -> None:
    assert spread_of([]) == pytest.approx(1.2)
    assert spread_of([2.0, -2.0]) == pytest.approx(sqrt((8 + 6 * 1.44) / 8))
    assert score_of(0.0) == score_of(0.005) == pytest.approx(-2.5758, abs=1e-4)


def test_widening_moves_the_ends_and_not_the_middle() -> None:
    amounts = np.arange(100.0, 160.0)[:, None]
    view = total(Open(np.full(60, 0.4), amounts), sigma=0.0)
    wider = view.widened(1.5)
    assert wider.quantile(0.5) == view.quantile(0.5)
    low, high = central(view, 0.8)
    assert central(wider, 0.8)[0] < low < high < central(wider, 0.8)[1]
    # P(≤ x) of the raw view at z = −1.5·Φ⁻¹(0.9) is where the wider one has its tenth.
    assert wider.quantile(0.1) == view.quantile(float(cdf(np.array([-1.2815515655446004 * 1.5]))[0]))
    assert view.widened(1.0) is view


def test_scores_by_hand() -> None:
    chances, outcome = np.array([0.8, 0.3, 0.0]), np.array([1.0, 0.0, 1.0])
    assert brier(chances, outcome) == pytest.approx((0.04 + 0.09 + 1) / 3)
    assert log_score(chances, outcome) == pytest.approx(-(np.log(0.8) + np.log(0.7) + np.log(0.005)) / 3)
    assert interval_score(100, 200, 230, 0.8) == pytest.approx(100 + 10 * 30)
    assert interval_score(100, 200, 150, 0.8) == 100
    assert reliability(np.array([0.05, 0.15, 0.15]), np.array([0.0, 1.0, 0.0])) == [
        (0.05, 0.0, 1),
        (0.15, 0.5, 2),
    ]
    assert covers(two_deals(), 300, 0.8)
    assert rank_histogram([0.05, 0.07, 0.95], bins=10) == [2, 0, 0, 0, 0, 0, 0, 0, 0, 1]
    assert two_deals().rank(100) == pytest.approx(0.375 + 0.375 / 2)


def test_skill_and_its_range() -> None:
    assert skill([1, 1], [2, 2]) == 0.5
    assert skill([1], [0]) is None
    low, high = skill_range([1, 1, 2, 2], [2, 2, 2, 2], [0, 0, 1, 1]) or (0, 0)
    assert (low, high) == (0.0, 0.5)
    assert skill_range([1], [2], [0]) is None
