"""The forecast on invented teams: the same every time, honest on the hard set, better than a stage table."""

from __future__ import annotations

import numpy as np
import pytest

from saphan.bench.teams.__main__ import SAMPLES, scored_maven, scored_teams
from saphan.bench.teams.generator import HARD, team
from saphan.core.forecast.backtest import MODEL

pytestmark = pytest.mark.slow


def test_a_team_follows_from_its_seed() -> None:
    one, same, other = team(HARD, 52, 1), team(HARD, 52, 1), team(HARD, 52, 2)
    assert np.array_equal(one.value, same.value)
    assert not np.array_equal(one.value[:50], other.value[:50])


@pytest.mark.parametrize(("deals", "teams"), [(208, 2), (52, 16)])
def test_ranges_hold_on_the_hard_set(deals: int, teams: int) -> None:
    origins = [origin for origin in scored_teams(HARD, deals, teams) if "stages" in origin.views]
    held = np.mean([origin.views[MODEL].held[0.8] for origin in origins])
    assert len(origins) > 80
    assert 0.72 <= held <= 0.88
    own, table = (np.mean([origin.views[view].crps for origin in origins]) for view in (MODEL, "stages"))
    assert own < table


@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples are not here")
def test_the_maven_months_are_told_better_than_by_any_simple_view() -> None:
    origins = scored_maven()
    assert len(origins) == 6
    crps = {view: np.mean([origin.views[view].crps for origin in origins]) for view in origins[0].views}
    assert min(crps, key=lambda view: crps[view]) == MODEL
