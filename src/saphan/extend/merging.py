"""When two entries of a client become one, what it said goes along."""

from __future__ import annotations

from typing import Any

from saphan.extend.models import SurveyAnswer, SurveyInvitation
from saphan.journal import save_many
from saphan.workspace.models import Record


def move_to(kept: Record, other: Record) -> None:
    """Invitations and answers of `other` become those of `kept`."""
    models: tuple[Any, ...] = (SurveyInvitation, SurveyAnswer)
    for model in models:
        rows = list(model.objects.select_for_update().filter(account_id=other.pk))
        for row in rows:
            row.account_id = kept.pk
        save_many(rows, ["account_id"])
