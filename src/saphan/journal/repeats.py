"""Requests that name themselves: asked twice, done once, and the second time the same answer."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db import connection

from saphan.core.errors import RuleBroken
from saphan.journal.clock import now
from saphan.journal.models import Change, IdempotencyKey
from saphan.workspace.actor import Actor
from saphan.workspace.models import Record, model_of

CLAIM = """
    INSERT INTO journal_idempotencykey (workspace_id, member_id, key, fingerprint, kind, created_at)
    VALUES (%s, %s, %s, %s, '', %s)
    ON CONFLICT (workspace_id, member_id, key) DO NOTHING
    RETURNING id
"""
ANSWER = "UPDATE journal_idempotencykey SET kind = %s, entity_id = %s, change_id = %s WHERE id = %s"


def claim(actor: Actor, key: str, asked: Any) -> IdempotencyKey:
    """The row of this request's key: new, or the one that a first request left. Call inside a transaction.

    Of two requests at once the second waits here until the first has ended.
    Raises RuleBroken("request.key_reused") when the first one asked for something else.
    """
    fingerprint = hashlib.sha256(repr(asked).encode()).hexdigest()
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [actor.workspace_id, actor.member.pk, key, fingerprint, now()])
        row = cursor.fetchone()
    if row is not None:
        return IdempotencyKey(pk=row[0], key=key, fingerprint=fingerprint)
    earlier = IdempotencyKey.objects.get(workspace_id=actor.workspace_id, member=actor.member, key=key)
    if earlier.fingerprint != fingerprint:
        raise RuleBroken("request.key_reused", key=key)
    return earlier


def keep_answer(claimed: IdempotencyKey, record: Record, change: Change | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            ANSWER, [record.KIND, record.pk, change.pk if change is not None else None, claimed.pk]
        )


def same_answer(claimed: IdempotencyKey) -> Record:
    """The record that the first request was answered with, marked as told before."""
    record = model_of(claimed.kind)._base_manager.get(pk=claimed.entity_id)
    record.change = claimed.change  # type: ignore[attr-defined]
    record.repeated = True  # type: ignore[attr-defined]
    return record
