"""Sums of a handful and of a million amounts: the same as adding one deal after the other."""

from __future__ import annotations

from time import process_time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saphan.core.forecast.grid import spread_over
from saphan.core.forecast.sums import sums
from saphan.core.forecast.total import Open, shocked, total

Floats = np.ndarray
BOUND = 1e-13  # of probability, on every step of the grid


def one_after_the_other(amounts: Floats, chances: Floats, step: int, size: int) -> Floats:
    """Each deal shifts what was there by what it may bring; whatever passes the top stays at the top."""
    found = np.zeros((len(chances), size))
    found[:, 0] = 1.0
    for deal in range(len(amounts)):
        choices = len(amounts[deal])
        mass = spread_over(amounts[deal], np.full(choices, 1 / choices), step, size)
        new = found * (1 - chances[:, [deal]])
        for shift in np.flatnonzero(mass):
            more = found * chances[:, [deal]] * mass[shift]
            new[:, shift:] += more[:, : size - shift]
            new[:, -1] += more[:, size - shift :].sum(axis=1)
        found = new
    return found


def several(seed: int, deals: int, choices: int, spread: float) -> tuple[Floats, Floats]:
    """Amounts and chances (of 1, 2 or 3 nodes), some of them nothing and some sure."""
    random = np.random.default_rng(seed)
    amounts = random.lognormal(8, spread, deals)[:, None] * random.uniform(0.5, 1.5, choices)
    amounts[random.random(deals) < 0.1] = 0.0
    chances = random.beta(0.8, 3, (1 + seed % 3, deals))
    chances[:, random.random(deals) < 0.05] = 0.0
    chances[:, random.random(deals) < 0.05] = 1.0
    return amounts, chances


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 10_000), deals=st.sampled_from([0, 1, 2, 7, 40, 150, 600]), choices=st.sampled_from([1, 5]),
    spread=st.sampled_from([0.1, 1.0, 2.5]), steps=st.sampled_from([4, 60, 400]), reach=st.floats(0.05, 1.5),
)  # fmt: skip
def test_any_sum_is_the_one_that_adding_deal_by_deal_gives(
    seed: int, deals: int, choices: int, spread: float, steps: int, reach: float
) -> None:
    amounts, chances = several(seed, deals, choices, spread)
    step = max(1, int(amounts.max(axis=1, initial=0.0).sum() * reach / steps))
    ours = sums(amounts, np.arange(deals), chances, step, steps + 1)
    theirs = one_after_the_other(amounts, chances, step, steps + 1)
    assert np.abs(ours - theirs).max() < BOUND
    assert (ours >= 0).all()
    assert ours.sum(axis=1) == pytest.approx(1, abs=BOUND)


def test_three_thousand_deals_on_the_forecasts_own_grid() -> None:
    amounts, chances = several(3, 3_000, 5, 1.2)
    deals = Open(chances[0], amounts)
    view = total(deals)
    weights, each = shocked(deals.chances)
    plain = weights @ one_after_the_other(amounts, each, view.step, len(view.mass))
    assert np.abs(view.mass - plain).max() < BOUND
    assert view.mean == pytest.approx(float((deals.chances * deals.means).sum()), rel=1e-11)


def test_a_quarter_of_a_million_deals_in_a_moment() -> None:
    random = np.random.default_rng(1)
    amounts = random.lognormal(15, 1, 250_000)[:, None] * np.array([0.6, 0.9, 1.0, 1.1, 1.6])
    chances = np.repeat(random.uniform(0.01, 0.95, 2_500), 100)  # deals alike share a chance
    deals = Open(chances, amounts)
    started = process_time()
    view = total(deals)
    assert process_time() - started < 3.0  # 0.4 s on a quiet machine
    assert view.mean == pytest.approx(float((deals.chances * deals.means).sum()), rel=1e-9)
