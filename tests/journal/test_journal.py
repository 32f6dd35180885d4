"""The journal holds everything that happened, in the order it was committed."""

from __future__ import annotations

import pytest

from saphan.core.errors import Clash, NotAllowed, RuleBroken
from saphan.journal.clock import at
from saphan.journal.models import Change, Entry, OutboxMessage
from saphan.journal.queries import attribute_history, last_seq, tail
from saphan.journal.recorder import create, emit, save
from saphan.journal.runner import ACTIONS, action
from saphan.journal.undo import undo
from saphan.pipeline.actions import create_opportunity, update_opportunity
from saphan.pipeline.models import Opportunity
from saphan.workspace.actor import Actor
from tests.story import Story, micros, on


@pytest.fixture
def deal(story: Story) -> Opportunity:
    with on("2026-01-05"):
        return create_opportunity(actor=story.ploy, name="Film", stage=story.stage("Qualify"))


def test_every_value_says_who_when_through_which_door_and_why(story: Story, deal: Opportunity) -> None:
    with on("2026-02-01"):
        update_opportunity(deal, actor=story.ploy, changes={"amount_minor": 500})
    with on("2026-02-02"):
        update_opportunity(deal, actor=story.dao, changes={"amount_minor": 700}, reason="New quote")
    newest, first, born = attribute_history(deal, "amount_minor")
    assert (newest.before, newest.after) == (500, 700)
    assert (newest.change.actor.name, newest.change.door, newest.change.reason) == ("Dao", "web", "New quote")
    assert newest.recorded_at == micros(2026, 2, 2, 5)
    assert (first.before, first.after, born.attribute) == (None, 500, "*")


def test_a_save_that_changes_nothing_leaves_no_trace(story: Story, deal: Opportunity) -> None:
    before = last_seq(story.workspace.pk)
    update_opportunity(deal, actor=story.ploy, changes={"name": "Film"})
    assert last_seq(story.workspace.pk) == before


def test_undo_is_a_change_of_its_own_and_can_be_done_once(story: Story, deal: Opportunity) -> None:
    changed = update_opportunity(deal, actor=story.ploy, changes={"name": "Feature film"})
    undo(changed.change, actor=story.ploy)
    deal.refresh_from_db()
    assert deal.name == "Film"
    assert Change.objects.filter(undoes=changed.change).count() == 1
    with pytest.raises(RuleBroken, match="change.already_undone"):
        undo(changed.change, actor=story.ploy)


def test_undo_is_refused_when_somebody_changed_the_same_field_since(story: Story, deal: Opportunity) -> None:
    changed = update_opportunity(deal, actor=story.ploy, changes={"name": "Feature film"})
    update_opportunity(deal, actor=story.dao, changes={"name": "Series"})
    with pytest.raises(Clash, match="change.overtaken"):
        undo(changed.change, actor=story.ploy)
    deal.refresh_from_db()
    assert deal.name == "Series"


def test_one_does_not_undo_what_a_colleague_did(story: Story, deal: Opportunity) -> None:
    changed = update_opportunity(deal, actor=story.dao, changes={"name": "Feature film"})
    with pytest.raises(RuleBroken, match="change.not_yours"):
        undo(changed.change, actor=story.ploy)


def test_who_lost_the_right_cannot_undo_what_they_did_with_it(story: Story, deal: Opportunity) -> None:
    changed = update_opportunity(deal, actor=story.ploy, changes={"name": "Feature film"})
    story.ploy.member.role = "reader"
    with pytest.raises(NotAllowed):
        undo(changed.change, actor=story.ploy)
    deal.refresh_from_db()
    assert deal.name == "Feature film"


def test_following_the_journal_from_any_point_misses_nothing(story: Story, deal: Opportunity) -> None:
    middle = last_seq(story.workspace.pk)
    for name in ("One", "Two", "Three"):
        update_opportunity(deal, actor=story.ploy, changes={"name": name})
    followed = [entry.after for entry in tail(story.workspace.pk, middle)]
    assert followed == ["One", "Two", "Three"]


def test_a_clock_that_is_set_back_does_not_turn_the_journal_round(story: Story, deal: Opportunity) -> None:
    with at(micros(2020, 1, 1)):
        update_opportunity(deal, actor=story.ploy, changes={"name": "Later"})
    recorded = list(Entry.objects.order_by("seq").values_list("recorded_at", flat=True))
    assert recorded == sorted(recorded)


def test_rows_cannot_be_written_outside_an_action(deal: Opportunity) -> None:
    deal.name = "By the back door"
    with pytest.raises(RuntimeError):
        save(deal)


def test_what_was_promised_in_a_transaction_that_failed_is_never_sent(story: Story) -> None:
    @action("test.promise_and_fail", allow=lambda actor, subject: True)
    def promise_and_fail(*, actor: Actor) -> None:
        create(
            Opportunity(
                name="x", stage=story.stage("Qualify"), pipeline=story.pipeline, stage_since=0, currency="THB"
            )
        )
        emit("mail.test", to="ploy@bridge.example")
        raise RuleBroken("test.failed")

    try:
        with pytest.raises(RuleBroken):
            promise_and_fail(actor=story.ploy)
    finally:
        del ACTIONS["test.promise_and_fail"]
    assert not OutboxMessage.objects.exists()
    assert not Opportunity.objects.exists()
