"""Who of ours holds the tie to whom."""

from __future__ import annotations

import pytest

from saphan.clients.actions import log_interaction
from saphan.clients.ties import Tie, talks_of, talks_with, ties
from tests.clients.cast import person_at, siam_tea
from tests.story import Story, micros, on

pytestmark = pytest.mark.django_db


def test_the_tie_is_held_by_who_talked_most_lately_where_two_are_equal(story: Story) -> None:
    tea = siam_tea(story.ploy)
    vipa, nat = person_at(tea, story.ploy, "Vipa"), person_at(tea, story.ploy, "Nat")
    ploy, dao = story.ploy.member, story.dao.member
    for day, actor, people in (
        ("2026-06-01", story.ploy, [vipa, nat]),
        ("2026-06-02", story.ploy, [vipa]),
        ("2026-06-03", story.dao, [vipa]),
        ("2026-06-04", story.dao, [nat]),
    ):
        with on(day):
            log_interaction(tea, actor=actor, channel="call", words="x", people=[one.pk for one in people])
    talks = talks_of(tea, micros(2026, 5, 1))
    # Vipa: Ploy twice, Dao once; Nat: once each, Dao last
    assert ties(talks) == {vipa.pk: Tie(ploy.pk, "Ploy", 2), nat.pk: Tie(dao.pk, "Dao", 1)}
    assert talks_with(talks, micros(2026, 6, 2)) == {vipa.pk: 2, nat.pk: 1}
    assert talks_of(tea, micros(2026, 6, 5)) == []


def test_private_talks_and_talk_among_ourselves_tie_nobody(story: Story) -> None:
    tea = siam_tea(story.ploy)
    vipa = person_at(tea, story.ploy, "Vipa")
    log_interaction(tea, actor=story.ploy, words="x", people=[vipa.pk], is_private=True)
    log_interaction(tea, actor=story.ploy, words="x", people=[vipa.pk], direction="internal")
    assert talks_of(tea, 0) == []
