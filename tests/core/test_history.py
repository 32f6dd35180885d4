from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saphan.core.history import (
    Event,
    episodes,
    known,
    replay,
    replay_all,
    standing_outcome,
    versions,
)
from saphan.core.stages import Status

NOW = 1_000


def event(seq: int, effective: int, attribute: str, value: object, recorded: int | None = None) -> Event:
    return Event(7, seq, effective, effective if recorded is None else recorded, attribute, value)


def status(seq: int, effective: int, value: Status, recorded: int | None = None) -> Event:
    return event(seq, effective, "status", value, recorded)


@st.composite
def portfolios(draw) -> list[Event]:
    drawn = draw(
        st.lists(
            st.tuples(
                st.integers(0, 20),
                st.integers(0, 20),
                st.sampled_from(["amount", "owner"]),
                st.integers(0, 3),
            ),
            max_size=25,
        )
    )
    return [Event(7, seq, *rest) for seq, rest in enumerate(drawn)]


def test_a_back_dated_correction_does_not_bring_back_old_values():
    story = [
        event(1, 10, "amount", 100),
        event(2, 10, "owner", "Ploy"),
        event(3, 30, "amount", 120),
        event(4, 20, "owner", "Lin", recorded=50),
    ]
    assert replay(story, 40, 45) == {"amount": 120, "owner": "Ploy"}
    assert replay(story, 40, 50) == {"amount": 120, "owner": "Lin"}
    assert replay(story, 20, 50) == {"amount": 100, "owner": "Lin"}
    assert replay(story, 9, 50) == {}


def test_a_correction_for_an_earlier_day_does_not_overrule_a_later_one():
    story = [
        event(1, 10, "amount", 100),
        event(2, 30, "amount", 120),
        event(3, 20, "amount", 110, recorded=40),
    ]
    assert replay(story, 35, NOW) == {"amount": 120}
    assert replay(story, 25, NOW) == {"amount": 110}
    assert replay(story, 25, 39) == {"amount": 100}


def test_inside_one_instant_the_sequence_decides():
    story = [event(2, 10, "amount", 2), event(1, 10, "amount", 1)]
    assert replay(story, 10, 10) == {"amount": 2}


def test_credit_stays_with_the_owner_of_the_day():
    story = [event(1, 0, "owner", "Ploy"), event(2, 50, "owner", "Lin")]
    assert replay(story, 49, NOW)["owner"] == "Ploy"
    assert replay(story, 50, NOW)["owner"] == "Lin"


def test_many_entities_are_replayed_apart():
    story = [event(1, 10, "amount", 1), Event(8, 2, 10, 10, "amount", 2), Event(9, 3, 99, 99, "amount", 3)]
    assert replay_all(story, 20, 20) == {7: {"amount": 1}, 8: {"amount": 2}}


def test_versions_follow_one_another_without_gap():
    story = [
        event(1, 10, "amount", 100),
        event(2, 10, "owner", "Ploy"),
        event(3, 20, "amount", 100),
        event(4, 30, "amount", 120),
    ]
    first, second = versions(story, NOW)
    assert (first.valid_from, first.valid_to, first.state) == (10, 30, {"amount": 100, "owner": "Ploy"})
    assert (second.valid_from, second.valid_to, second.state) == (30, None, {"amount": 120, "owner": "Ploy"})
    assert versions([], NOW) == []


@given(portfolios(), st.integers(-1, 21), st.integers(-1, 21))
def test_the_version_of_a_moment_is_what_replay_gives(story, as_of, known_at):
    current = [
        version.state
        for version in versions(story, known_at)
        if version.valid_from <= as_of and (version.valid_to is None or as_of < version.valid_to)
    ]
    assert (current or [{}]) == [replay(story, as_of, known_at)]


@given(portfolios(), st.integers(0, 20), st.integers(0, 20), st.randoms())
def test_the_order_of_arrival_does_not_matter(story, as_of, known_at, random):
    shuffled = random.sample(story, len(story))
    assert replay(shuffled, as_of, known_at) == replay(story, as_of, known_at)
    assert versions(shuffled, known_at) == versions(story, known_at)


@given(portfolios(), st.integers(0, 20), st.integers(0, 20), st.integers(0, 20))
def test_later_knowledge_only_adds(story, as_of, one, two):
    earlier, later = sorted([one, two])
    assert set(known(story, as_of, earlier)) <= set(known(story, as_of, later))
    assert set(replay(story, as_of, earlier)) <= set(replay(story, as_of, later))


@given(portfolios(), st.integers(0, 20), st.integers(0, 19))
def test_what_is_recorded_later_never_changes_a_frozen_answer(story, as_of, known_at):
    frozen = [e for e in story if e.recorded_at <= known_at]
    assert replay(story, as_of, known_at) == replay(frozen, as_of, known_at)


@given(portfolios(), st.integers(0, 20))
def test_neighbouring_versions_touch_and_differ(story, known_at):
    found = versions(story, known_at)
    for before, after in pairwise(found):
        assert before.valid_to == after.valid_from
        assert before.state != after.state


def test_a_deal_won_reopened_and_won_again_has_two_episodes_and_one_standing_win():
    story = [
        status(1, 0, Status.OPEN),
        status(2, 10, Status.WON),
        event(3, 15, "amount", 5),
        status(4, 20, Status.OPEN),
        status(5, 30, Status.WON),
    ]
    first, second = episodes(story, NOW, NOW)
    assert (first.outcome, first.closed_at, first.reopened_at) == (Status.WON, 10, 20)
    assert (second.outcome, second.closed_at, second.reopened_at) == (Status.WON, 30, None)
    assert standing_outcome(story, NOW, NOW) == second
    assert standing_outcome(story, 25, NOW) is None
    assert standing_outcome(story, 19, NOW).closed_at == 10


def test_an_open_deal_has_no_standing_outcome():
    assert standing_outcome([status(1, 0, Status.OPEN)], NOW, NOW) is None
    assert standing_outcome([], NOW, NOW) is None


def test_a_win_recorded_twice_keeps_its_first_date():
    (only,) = episodes([status(1, 10, Status.WON), status(2, 12, Status.WON)], NOW, NOW)
    assert only.closed_at == 10


def test_a_direct_change_of_outcome_ends_the_first_one():
    first, second = episodes([status(1, 10, Status.WON), status(2, 12, Status.LOST)], NOW, NOW)
    assert first.reopened_at == second.closed_at == 12
    assert second.outcome == Status.LOST


@pytest.mark.parametrize(("known_at", "outcome"), [(92, None), (93, Status.WON)])
def test_a_back_dated_win_is_absent_until_it_is_known(known_at, outcome):
    story = [status(1, 0, Status.OPEN), status(2, 89, Status.WON, recorded=93)]
    standing = standing_outcome(story, 90, known_at)
    assert (standing and standing.outcome) == outcome
