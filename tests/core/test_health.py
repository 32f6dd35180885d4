"""The health of a relationship, with numbers worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saphan.core.health import (
    WEIGHTS,
    Band,
    Deal,
    Facts,
    Health,
    Part,
    Reason,
    Stake,
    health,
    pipeline,
    reach,
    reasons,
    revenue,
    rhythm,
    stance,
    steps,
)

CHIEF = Stake(stance=1, influence=5, is_decider=True, touched_days=10)
COUNSEL = Stake(stance=-1, influence=3, is_decider=False, touched_days=None)


def at(**levels: int) -> Health:
    return Health({Part(name): Fraction(level) for name, level in levels.items()})


@pytest.mark.parametrize(
    ("touched", "level"),
    [(0, 100), (14, 100), (21, 75), (28, 50), (38, Fraction(100, 7)), (42, 0), (400, 0)],
)
def test_rhythm_falls_from_the_cadence_to_three_times_the_cadence(touched: int, level: int) -> None:
    # cadence 14: 21 days is 7 of 28 too many → 75; 38 days is 24 of 28 → 1/7 is left
    assert rhythm(Facts(touched_days=touched, cadence_days=14)) == level


def test_somebody_never_talked_to_counts_from_the_day_they_came_in() -> None:
    assert rhythm(Facts(known_days=28, cadence_days=14)) == 50


def test_without_an_agreed_cadence_there_is_no_rhythm() -> None:
    assert rhythm(Facts(touched_days=400)) is None


@pytest.mark.parametrize(
    ("open_steps", "late", "bare", "level"),
    [(4, 1, 0, 75), (2, 0, 0, 100), (2, 1, 2, 25), (0, 0, 1, 0), (0, 0, 0, 0)],
)
def test_steps_are_the_share_that_is_on_time(open_steps: int, late: int, bare: int, level: int) -> None:
    assert steps(Facts(open_steps=open_steps, late_steps=late, bare_deals=bare)) == level


def test_reach_counts_key_people_alone() -> None:
    quiet = CHIEF._replace(is_decider=False, touched_days=29)
    facts = Facts(cadence_days=14, stakes=(CHIEF, quiet, COUNSEL))
    assert reach(facts) == 50  # two key people; 29 days is beyond 2 × 14
    assert reach(Facts(stakes=(CHIEF, quiet))) == 100  # without a cadence 60 days
    assert reach(Facts(stakes=(COUNSEL,))) is None


def test_stance_is_weighted_by_influence() -> None:
    # 75 × 5 and 25 × 3 over 8 = 450 / 8
    assert stance(Facts(stakes=(CHIEF, COUNSEL))) == Fraction(225, 4)
    assert stance(Facts()) is None


def test_pipeline_is_the_mean_movement() -> None:
    late, forward = Deal(True, True, False), Deal(False, True, False)
    back, still = Deal(False, False, True), Deal(False, False, False)
    assert pipeline(Facts(deals=(late, forward, back, still))) == Fraction(190, 4)  # 0 + 100 + 30 + 60
    assert pipeline(Facts()) is None


@pytest.mark.parametrize(
    ("now", "before", "level"), [(112, 100, 62), (100, 100, 50), (40, 100, 0), (400, 100, 100)]
)
def test_revenue_is_compared_with_the_year_before(now: int, before: int, level: int) -> None:
    assert revenue(Facts(revenue=now, revenue_before=before)) == level


@pytest.mark.parametrize("before", [0, -5])
def test_nothing_to_compare_with_is_no_growth(before: int) -> None:
    assert revenue(Facts(revenue=400, revenue_before=before)) is None


def test_the_weights_are_a_hundred() -> None:
    assert sum(WEIGHTS.values()) == 100


def test_the_score_is_the_mean_of_what_is_known() -> None:
    known = at(rhythm=100, steps=50, reach=0, stance=80)
    # 25 × 100 + 15 × 50 + 15 × 0 + 15 × 80 = 4450, over 70
    assert known.score == Fraction(4450, 70)
    assert (known.points, known.band, known.spread, known.coverage) == (
        64,
        Band.CARE,
        (60, 70),
        Fraction(7, 10),
    )


def test_under_sixty_percent_there_is_no_score() -> None:
    little = at(rhythm=100, steps=100, stance=100)  # 25 + 15 + 15 = 55 of 100
    assert little.coverage == Fraction(55, 100)
    assert (little.score, little.points, little.band, little.spread) == (None, None, None, None)
    assert reasons(little, at(rhythm=0, steps=0, stance=0, reach=0)) == []


@pytest.mark.parametrize(("level", "band", "spread"), [(100, Band.GOOD, (90, 100)), (80, Band.GOOD, (80, 90)),
                                                       (79, Band.CARE, (70, 80)), (59, Band.RISK, (50, 60))])  # fmt: skip
def test_a_score_lies_in_a_band(level: int, band: Band, spread: tuple[int, int]) -> None:
    whole = at(rhythm=level, steps=level, reach=level)
    assert whole.coverage == Fraction(55, 100)
    whole = at(rhythm=level, steps=level, reach=level, stance=level)
    assert (whole.band, whole.spread) == (band, spread)


def test_reasons_add_up_and_the_largest_comes_first() -> None:
    then = at(rhythm=100, steps=100, reach=50, stance=50, pipeline=60, revenue=50)
    now = at(rhythm=60, steps=100, reach=50, stance=70, pipeline=100, revenue=50)
    # then: 25 + 15 + 7.5 + 7.5 + 9 + 7.5 = 71.5 → 72; now: 15 + 15 + 7.5 + 10.5 + 15 + 7.5 = 70.5 → 70
    assert (then.points, now.points) == (72, 70)
    # exact: rhythm −10, pipeline +6, stance +3 make −1; rounding the scores takes one more, from the last of them
    assert reasons(now, then) == [Reason(Part.RHYTHM, -10), Reason(Part.PIPELINE, 5), Reason(Part.STANCE, 3)]


def test_a_part_that_comes_in_at_the_old_score_explains_nothing() -> None:
    then = at(rhythm=80, steps=80, reach=80, stance=80)
    now = at(rhythm=80, steps=80, reach=80, stance=80, revenue=80)
    assert reasons(now, then) == []


def test_a_part_that_comes_in_low_is_the_reason() -> None:
    then = at(rhythm=80, steps=80, reach=80, stance=80)
    now = at(rhythm=80, steps=80, reach=80, stance=80, revenue=0)
    # 5600 / 85 = 65.88 → 66, all of it by revenue
    assert reasons(now, then) == [Reason(Part.REVENUE, -14)]


def test_the_same_facts_give_the_same_health() -> None:
    facts = Facts(100, 20, 14, 2, 1, 0, (CHIEF, COUNSEL), (Deal(False, True, False),), 90, 100)
    assert health(facts) == health(facts)
    assert health(facts).version == 1
    assert set(health(facts).levels) == set(Part)


LEVELS = st.dictionaries(st.sampled_from(list(Part)), st.fractions(0, 100, max_denominator=50))


@given(LEVELS, LEVELS)
def test_reasons_always_add_up_to_the_change(now: dict[Part, Fraction], then: dict[Part, Fraction]) -> None:
    after, before = Health(now), Health(then)
    if after.points is None or before.points is None:
        assert reasons(after, before) == []
    else:
        told = reasons(after, before)
        assert sum(reason.points for reason in told) == after.points - before.points
