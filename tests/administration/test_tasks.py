from __future__ import annotations

import pytest

from saphan.administration import tasks
from saphan.administration.tasks import MOST_ATTEMPTS, SECOND, deliver, deliver_due, undelivered
from saphan.core.errors import RuleBroken
from saphan.journal import action, clock, emit
from saphan.journal.models import OutboxMessage
from tests.story import Story, micros

pytestmark = pytest.mark.django_db
NOON = micros(2026, 6, 16, 5)
MINUTE, HOUR = 60 * SECOND, 3600 * SECOND


@action("test.promise", allow=lambda _actor, _subject: True)
def promise(*, actor, then=None):
    emit("test.topic", said="hello")
    if then is not None:
        raise then


@pytest.fixture
def seen(story: Story, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Ids of the messages that arrive; one message is promised at noon."""
    arrived: list[int] = []
    monkeypatch.setattr(tasks, "_handlers", {})
    deliver("test.topic", lambda message: arrived.append(message.pk))
    with clock.at(NOON):
        promise(actor=story.olan)
    return arrived


def break_delivery() -> None:
    def refuse(message: OutboxMessage) -> None:
        raise OSError("the post office is closed")

    deliver("test.topic", refuse)


def test_what_was_promised_arrives_once(seen):
    assert (deliver_due(NOON), deliver_due(NOON + HOUR)) == (1, 0)
    message = OutboxMessage.objects.get()
    assert seen == [message.pk]
    assert (message.sent_at, message.attempts) == (NOON, 1)


def test_nothing_arrives_before_it_is_due(seen):
    assert deliver_due(NOON - 1) == 0
    assert seen == []


def test_what_was_rolled_back_never_arrives(story: Story, seen):
    deliver_due(NOON)
    with clock.at(NOON), pytest.raises(RuleBroken):
        promise(actor=story.olan, then=RuleBroken("tree.too_deep"))
    assert deliver_due(NOON + HOUR) == 0


def test_a_failure_is_kept_and_tried_again_after_a_minute_then_two(seen):
    break_delivery()
    assert deliver_due(NOON) == 0
    message = OutboxMessage.objects.get()
    assert (message.trouble, message.due_at) == ("OSError: the post office is closed", NOON + MINUTE)
    deliver_due(NOON + MINUTE)
    assert OutboxMessage.objects.get().due_at == NOON + MINUTE + 2 * MINUTE


def test_a_later_success_clears_the_trouble(seen):
    break_delivery()
    deliver_due(NOON)
    deliver("test.topic", lambda message: seen.append(message.pk))
    assert deliver_due(NOON + MINUTE) == 1
    message = OutboxMessage.objects.get()
    assert (message.trouble, message.attempts, len(seen)) == ("", 2, 1)


def test_waiting_never_exceeds_six_hours(seen):
    break_delivery()
    OutboxMessage.objects.update(attempts=15)
    deliver_due(NOON)
    assert OutboxMessage.objects.get().due_at == NOON + 6 * HOUR


def test_after_twenty_attempts_the_operator_is_asked(seen):
    break_delivery()
    OutboxMessage.objects.update(attempts=MOST_ATTEMPTS - 1)
    deliver_due(NOON)
    assert deliver_due(NOON + 24 * HOUR) == 0
    assert undelivered().count() == 1


def test_two_workers_do_not_send_the_same_message_at_once(seen):
    message = OutboxMessage.objects.get()
    other = OutboxMessage.objects.get()
    assert tasks._attempt(message, NOON)
    assert not tasks._attempt(other, NOON)
    assert len(seen) == 1


def test_a_crash_in_between_costs_a_repetition_not_a_loss(seen):
    def crash(message: OutboxMessage) -> None:
        seen.append(message.pk)
        raise KeyboardInterrupt

    deliver("test.topic", crash)
    with pytest.raises(KeyboardInterrupt):
        deliver_due(NOON)
    deliver("test.topic", lambda message: seen.append(message.pk))
    assert deliver_due(NOON + MINUTE) == 1
    assert len(set(seen)) == 1
    assert len(seen) == 2
