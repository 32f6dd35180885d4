"""A member's own keys and quiet hours."""

from __future__ import annotations

import pytest

from saphan.administration.actions import set_keys, set_quiet_hours
from saphan.core.errors import NotAllowed, RuleBroken
from saphan.journal.models import Entry
from saphan.journal.undo import undo
from tests.story import Story

pytestmark = pytest.mark.django_db


def test_a_key_is_moved_another_switched_off_and_what_stays_is_not_stored(story: Story) -> None:
    kept = set_keys(story.ploy.member, actor=story.ploy, moved={"L": "y", "X": "", "F": "F", "?": " "})
    assert kept.keys == {"moved": {"L": "Y", "X": "", "?": ""}}


def test_single_keys_are_switched_off_and_the_choice_can_be_taken_back(story: Story) -> None:
    kept = set_keys(story.ploy.member, actor=story.ploy, single=False, moved={})
    assert kept.keys == {"single": False}
    undo(kept.change, actor=story.ploy)
    kept.refresh_from_db()
    assert kept.keys == {}


@pytest.mark.parametrize("key", ["LL", "é", "ก", "1", "@"])
def test_what_is_no_key_is_refused(story: Story, key: str) -> None:
    with pytest.raises(RuleBroken, match=r"keys\.unreadable"):
        set_keys(story.ploy.member, actor=story.ploy, moved={"L": key})
    assert not Entry.objects.filter(kind="member").exists()


def test_one_key_cannot_do_two_things(story: Story) -> None:
    with pytest.raises(RuleBroken, match=r"keys\.taken"):
        set_keys(story.ploy.member, actor=story.ploy, moved={"L": "Y", "F": "Y"})


def test_quiet_hours_may_run_over_midnight_but_not_be_half(story: Story) -> None:
    kept = set_quiet_hours(story.ploy.member, actor=story.ploy, begin=20 * 60, end=8 * 60 + 30)
    assert (kept.quiet_from, kept.quiet_until) == (1200, 510)
    for begin, end in ((600, None), (None, 600), (0, 1440)):
        with pytest.raises(RuleBroken, match=r"quiet\.half"):
            set_quiet_hours(story.ploy.member, actor=story.ploy, begin=begin, end=end)
    kept.refresh_from_db()
    assert (kept.quiet_from, kept.quiet_until) == (1200, 510)


@pytest.mark.parametrize(
    "act",
    [
        lambda m, a: set_keys(m, actor=a, moved={"L": "Y"}),
        lambda m, a: set_quiet_hours(m, actor=a, begin=1, end=2),
    ],
)
def test_nobody_sets_up_the_desk_of_somebody_else_not_even_the_owner(story: Story, act: object) -> None:
    with pytest.raises(NotAllowed):
        act(story.ploy.member, story.olan)  # type: ignore[operator]
    story.ploy.member.refresh_from_db()
    assert (story.ploy.member.keys, story.ploy.member.quiet_from) == ({}, None)
