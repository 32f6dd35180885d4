"""How much was entered about a day after it was over, counted from the journal and carried on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import transaction

from saphan.core.period import start_of_day
from saphan.measures.past.late import late_entries
from saphan.pipeline.actions import win_opportunity
from saphan.pipeline.models import Opportunity
from saphan.workspace.actor import Actor
from tests.measures.deals import opened
from tests.story import Story, on

pytestmark = pytest.mark.django_db


def late(actor: Actor, *days: str) -> list[int]:
    ends = [
        start_of_day(date.fromisoformat(day) + timedelta(days=1), actor.workspace.zone) - 1 for day in days
    ]
    return late_entries(actor, ends)


def won_late(story: Story, deal: Opportunity) -> None:
    """Won on 20 May, entered a month later: a new status, and a line of the ledger."""
    with on("2026-06-20"):
        win_opportunity(deal, actor=story.dao, won_on=date(2026, 5, 20))


def test_what_was_entered_later_marks_the_days_in_between(story: Story) -> None:
    first, second = opened(story, "2026-05-10", 100), opened(story, "2026-05-11", 50)
    days = ("2026-05-19", "2026-05-20", "2026-06-19", "2026-06-20")
    assert late(story.ploy, *days) == [0, 0, 0, 0]
    won_late(story, first)
    assert late(story.ploy, *days) == [0, 2, 2, 0]
    assert late(story.ploy, *days) == [0, 2, 2, 0]  # nothing is counted twice
    won_late(story, second)
    assert late(story.ploy, *days) == [0, 4, 4, 0]


def test_a_count_belongs_to_one_workspace_and_one_journal(story: Story, other_story: Story) -> None:
    with transaction.atomic():
        won_late(story, opened(story, "2026-05-10", 100))
        assert late(story.ploy, "2026-05-31") == [2]
        assert late(other_story.krit, "2026-05-31") == [0]
        transaction.set_rollback(True)
    opened(story, "2026-05-12", 7)  # the journal goes on from where it was, with other entries
    assert late(story.ploy, "2026-05-31") == [0]
