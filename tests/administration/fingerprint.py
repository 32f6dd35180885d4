"""Everything that setting up could change, as one comparable value: a refusal must leave it as it was."""

from __future__ import annotations

from typing import Any

from saphan.journal.models import Change, Entry, OutboxMessage
from saphan.workspace.models import (
    ExchangeRate,
    Member,
    Offering,
    OfferingPrice,
    Team,
    Territory,
    User,
    Workspace,
)

TABLES = (Workspace, User, Member, Team, Territory, Offering, OfferingPrice, Change, Entry, OutboxMessage)


def fingerprint() -> dict[str, list[Any]]:
    """Every row of every table of this room, its journal and its outbox; of the rates only the own ones."""
    rows: dict[str, list[Any]] = {
        table.__name__: list(table.objects.order_by("pk").values()) for table in TABLES
    }
    rows["own rates"] = list(ExchangeRate.objects.exclude(workspace=None).order_by("pk").values())
    return rows
