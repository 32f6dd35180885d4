"""Effects outside the database that actions promised: delivered after commit, at least once each."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.db.models import QuerySet

from saphan.journal.models import OutboxMessage

Handler = Callable[[OutboxMessage], None]
SECOND = 1_000_000  # microseconds
FIRST_WAIT = 60 * SECOND
LONGEST_WAIT = 6 * 3600 * SECOND
MOST_ATTEMPTS = 20  # about four days with these waits
LONGEST_TROUBLE = 500

log = logging.getLogger(__name__)
_handlers: dict[str, Handler] = {}


def deliver(topic: str, handler: Handler) -> None:
    """Hand every outbox message of `topic` to `handler`; it may see a message twice and raises on failure."""
    _handlers[topic] = handler


def deliver_due(now: int, *, limit: int = 100) -> int:
    """Deliver what is due at `now` (UTC microseconds). Returns how many messages went out."""
    return sum(_attempt(message, now) for message in _waiting(now)[:limit])


def undelivered() -> QuerySet[OutboxMessage]:
    """Messages given up on, for the operator to look at."""
    return OutboxMessage.objects.filter(sent_at=None, attempts__gte=MOST_ATTEMPTS)


def _waiting(now: int) -> QuerySet[OutboxMessage]:
    return (
        OutboxMessage.objects.filter(
            sent_at=None, due_at__lte=now, attempts__lt=MOST_ATTEMPTS, topic__in=_handlers
        )
        .select_related("change")
        .order_by("due_at", "pk")
    )


def _attempt(message: OutboxMessage, now: int) -> bool:
    """Try once. The next attempt is set before this one, so that a crash in between costs a repetition."""
    mine = OutboxMessage.objects.filter(pk=message.pk, attempts=message.attempts, sent_at=None)
    if not mine.update(attempts=message.attempts + 1, due_at=now + _wait(message.attempts)):
        return False  # another worker took it
    try:
        _handlers[message.topic](message)
    except Exception as problem:
        log.warning("outbox message %s (%s) was not delivered", message.pk, message.topic, exc_info=True)
        trouble = f"{type(problem).__name__}: {problem}"[:LONGEST_TROUBLE]
        OutboxMessage.objects.filter(pk=message.pk).update(trouble=trouble)
        return False
    OutboxMessage.objects.filter(pk=message.pk).update(sent_at=now, trouble="")
    return True


def _wait(attempts: int) -> int:
    """One minute, then twice as long each time, up to six hours."""
    return int(min(FIRST_WAIT * 2**attempts, LONGEST_WAIT))
