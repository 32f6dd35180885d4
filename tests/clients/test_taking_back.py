"""What was added to a client is taken back by the rule of the client, not by one of its own."""

from __future__ import annotations

import pytest

from saphan.clients.actions import add_affiliation, assign_owner, log_interaction, set_stakeholder
from saphan.clients.models import Affiliation, Interaction, Stakeholder
from saphan.core.errors import NotAllowed
from saphan.journal.undo import undo
from tests.clients.cast import harbour_foods, journal_length, last_change, person_at, siam_tea
from tests.story import Story

pytestmark = pytest.mark.django_db


def test_a_standing_a_talk_and_a_job_are_taken_back(story: Story) -> None:
    tea, foods = siam_tea(story.ploy), harbour_foods(story.ploy)
    person = person_at(tea, story.ploy)
    set_stakeholder(tea, actor=story.ploy, person=person, role="champion")
    undo(last_change(), actor=story.ploy)
    log_interaction(tea, actor=story.ploy, words="Wrong client")
    undo(last_change(), actor=story.ploy)
    add_affiliation(person, actor=story.ploy, account=foods, job_title="Adviser")
    undo(last_change(), actor=story.ploy)
    assert not Stakeholder.objects.filter(removed_at=None).exists()
    assert not Interaction.objects.filter(removed_at=None).exists()
    assert Affiliation.objects.filter(removed_at=None).count() == 1


def test_who_lost_the_client_takes_nothing_back_there(story: Story) -> None:
    tea = siam_tea(story.ploy)
    person = person_at(tea, story.ploy)
    set_stakeholder(tea, actor=story.ploy, person=person, role="champion")
    mine = last_change()
    assign_owner(tea, actor=story.dao, owner=story.wei.member)
    before = journal_length()
    with pytest.raises(NotAllowed):
        undo(mine, actor=story.ploy)
    assert journal_length() == before
