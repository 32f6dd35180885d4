from __future__ import annotations

import pytest

from saphan.core.people_map import Alert, Grid, Place, Ring, Somebody, Worry, alerts, places, ring

GRID = Grid(left=20, top=10, cell_width=140, cell_height=80)
NAT = Somebody(1, stance=2, influence=4, role="champion", touched_days=3)
VIPA = Somebody(2, stance=1, influence=5, role="decision_maker", touched_days=40)
DAVID = Somebody(3, stance=-1, influence=3, role="blocker", touched_days=1)


def test_people_stand_by_stance_and_influence() -> None:
    # 20 + 4 × 140 + 70; 10 + 1 × 80 + 40
    assert places([NAT, VIPA], GRID) == {1: Place(650, 130), 2: Place(510, 50)}


def test_who_shares_a_cell_stands_beside_each_other() -> None:
    found = places([NAT, NAT._replace(key=9)], GRID)
    assert found == {1: Place(587, 130, 2), 9: Place(713, 130, 2)}


@pytest.mark.parametrize("count", range(1, 11))
def test_nobody_covers_another_or_leaves_the_cell(count: int) -> None:
    found = places([NAT._replace(key=key) for key in range(count)], GRID)
    assert len({(place.x, place.y) for place in found.values()}) == count
    assert all(580 <= place.x <= 720 and 90 <= place.y <= 170 for place in found.values())


def test_the_ring_is_the_rhythm_unless_somebody_is_opposed() -> None:
    assert ring(NAT, 7) is Ring.STEADY
    assert ring(NAT, 2) is Ring.COOLING
    assert ring(VIPA, None) is Ring.COOLING  # 40 days, and 30 are usual
    assert ring(NAT._replace(touched_days=None), 7) is Ring.COOLING
    assert ring(DAVID, 7) is Ring.OPPOSED
    assert ring(NAT._replace(stance=-2), 7) is Ring.OPPOSED


def test_a_map_without_a_decision_maker_warns() -> None:
    assert alerts([NAT], {}, 7) == [Alert(Worry.NO_DECIDER)]
    assert alerts([NAT, VIPA], {}, 7) == []
    assert alerts([], {}, 7) == []  # nobody known yet is not a map


def test_one_thread_is_sixty_percent_of_the_talks() -> None:
    assert alerts([NAT, VIPA], {1: 11, 2: 7}, 7) == [Alert(Worry.ONE_THREAD, 1, 61)]  # 11 / 18
    assert alerts([NAT, VIPA], {1: 10, 2: 7}, 7) == []  # 58 %
    assert alerts([NAT, VIPA], {1: 2}, 7) == []  # two talks say nothing


def test_a_champion_is_quiet_after_twice_the_cadence() -> None:
    quiet = NAT._replace(touched_days=15)
    assert alerts([quiet, VIPA], {}, 7) == [Alert(Worry.CHAMPION_QUIET, 1)]
    assert alerts([quiet._replace(touched_days=14), VIPA], {}, 7) == []
    assert alerts([quiet._replace(touched_days=None), VIPA], {}, None) == [Alert(Worry.CHAMPION_QUIET, 1)]
